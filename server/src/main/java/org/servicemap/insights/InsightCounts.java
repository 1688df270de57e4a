package org.servicemap.insights;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.facts.FactCode;
import org.servicemap.insights.facts.Facts;

/** SQL over the facts: counts of one measure, by whatever they are grouped by. */
final class InsightCounts {
    private final Facts facts;

    InsightCounts(Facts facts) {
        this.facts = facts;
    }

    /**
     * Of one group in the period and in the one before.
     *
     * @param n what was counted
     * @param hits how many of them have the quality that the measure is about
     */
    record Count(long n, long hits, long before, long hitsBefore) {
        static final Count NONE = new Count(0, 0, 0, 0);

        /** The count or the share; null without anything to have a share of. */
        @Nullable
        Double value(Measure measure) {
            return value(measure, n, hits);
        }

        @Nullable
        Double valueBefore(Measure measure) {
            return value(measure, before, hitsBefore);
        }

        private static @Nullable Double value(Measure measure, long n, long hits) {
            if (!measure.isShare()) {
                return (double) n;
            }
            return n == 0 ? null : (double) hits / n;
        }
    }

    /** A group and its count. */
    record Group(String key, Count count) {}

    /** Each measure as a whole; those by the same day are counted in one go over the file. */
    Map<Measure, Count> all(List<Measure> measures, InsightPeriod period, InsightFilter filter) {
        Map<String, List<Measure>> together = new LinkedHashMap<>();
        measures.forEach(
                each -> together.computeIfAbsent(each.from() + each.day() + each.condition(), key -> new ArrayList<>())
                        .add(each));
        Map<Measure, Count> counts = new EnumMap<>(Measure.class);
        together.values().forEach(each -> whole(each, period, filter, counts));
        return counts;
    }

    private void whole(List<Measure> same, InsightPeriod period, InsightFilter filter, Map<Measure, Count> counts) {
        Measure first = same.get(0);
        InsightFilter.Sql where = filter.sql();
        StringBuilder byDay = new StringBuilder("SELECT " + first.day() + " AS d, count(*) AS n");
        StringBuilder sums = new StringBuilder("SELECT sum(n) FILTER (d >= f), sum(n) FILTER (d < f)");
        for (int i = 0; i < same.size(); i++) {
            byDay.append(", count(*) FILTER (" + same.get(i).hit() + ") AS h" + i);
            sums.append(", sum(h" + i + ") FILTER (d >= f), sum(h" + i + ") FILTER (d < f)");
        }
        // by day first: the periods are told apart in a few days and not in all requests
        String sql = sums + " FROM (" + byDay + " FROM " + first.from() + " WHERE " + first.day() + " BETWEEN ? AND ?"
                + first.condition() + " AND " + where.condition() + " GROUP BY d), (SELECT CAST(? AS DATE) AS f)";
        List<Object> values = new ArrayList<>(List.of(period.fromBefore(), period.to()));
        values.addAll(where.values());
        values.add(period.from());
        rows(sql, values, rs -> {
            for (int i = 0; i < same.size(); i++) {
                counts.put(
                        same.get(i),
                        new Count(rs.getLong(1), rs.getLong(3 + 2 * i), rs.getLong(2), rs.getLong(4 + 2 * i)));
            }
            return first;
        });
    }

    /**
     * In no order: there may be a hundred thousand.
     *
     * @param rank of the level, 1 coarsest
     */
    List<Group> byArea(int rank, Measure measure, InsightPeriod period, InsightFilter filter) {
        return groups(FactCode.area(rank), "", measure, period, filter);
    }

    List<Group> byCategory(Measure measure, InsightPeriod period, InsightFilter filter) {
        return groups(FactCode.CATEGORY, " ORDER BY w.word", measure, period, filter);
    }

    private List<Group> groups(
            FactCode code, String order, Measure measure, InsightPeriod period, InsightFilter filter) {
        Counted counted = counted("r." + code.column(), measure, period, filter);
        return counts(
                "SELECT w.word, c.all_n, c.n, c.all_hits, c.hits FROM (" + counted.sql() + ") c "
                        + code.words("w", "c.k") + order,
                counted.values(),
                measure);
    }

    /** The key is the cell's number. Cells are counted as they are stored, and their parents are sums: there are few cells. */
    List<Group> byCell(int resolution, Measure measure, InsightPeriod period, InsightFilter filter) {
        Counted counted = counted("r." + FactCode.CELL.column(), measure, period, filter);
        String parent = Cells.parentSql("CAST(w.word AS BIGINT)", resolution);
        return counts(
                "SELECT " + parent + " AS cell, sum(c.all_n), sum(c.n), sum(c.all_hits), sum(c.hits) FROM ("
                        + counted.sql() + ") c " + FactCode.CELL.words("w", "c.k") + " GROUP BY cell ORDER BY cell",
                counted.values(),
                measure);
    }

    /** Requests received, by the hour of the day. */
    List<Group> byHour(InsightPeriod period, InsightFilter filter) {
        Counted counted = counted("r.received_hour", Measure.RECEIVED, period, filter);
        return counts(
                "SELECT CAST(k AS VARCHAR), all_n, n, all_hits, hits FROM (" + counted.sql() + ") ORDER BY k",
                counted.values(),
                Measure.RECEIVED);
    }

    /** A question, with the values of its question marks. */
    private record Counted(String sql, List<Object> values) {}

    /** By a key k: what both periods together have, and what this one has. What is no share has no hits to count. */
    private static Counted counted(String key, Measure measure, InsightPeriod period, InsightFilter filter) {
        InsightFilter.Sql where = filter.sql();
        String hits = measure.isShare()
                ? "count(*) FILTER (hit) AS all_hits, count(*) FILTER (now AND hit) AS hits"
                : "0 AS all_hits, 0 AS hits";
        String hit = measure.isShare() ? ", coalesce(" + measure.hit() + ", false) AS hit" : "";
        String sql = "SELECT k, count(*) AS all_n, count(*) FILTER (now) AS n, " + hits + " FROM (SELECT " + key
                + " AS k, " + measure.day() + " >= ? AS now" + hit + " FROM " + measure.from() + " WHERE "
                + measure.day() + " BETWEEN ? AND ?" + measure.condition() + " AND " + where.condition()
                + ") WHERE k IS NOT NULL GROUP BY k";
        List<Object> values = new ArrayList<>(List.of(period.from(), period.fromBefore(), period.to()));
        values.addAll(where.values());
        return new Counted(sql, values);
    }

    private List<Group> counts(String sql, List<Object> values, Measure measure) {
        return rows(sql, values, rs -> {
            long n = rs.getLong(3);
            long before = rs.getLong(2) - n;
            long hits = measure.isShare() ? rs.getLong(5) : n;
            long hitsBefore = measure.isShare() ? rs.getLong(4) - hits : before;
            return new Group(rs.getString(1), new Count(n, hits, before, hitsBefore));
        });
    }

    /** A day's count; days without anything are left out. */
    record Day(LocalDate day, long n, long hits) {}

    List<Day> byDay(Measure measure, InsightPeriod period, InsightFilter filter) {
        InsightFilter.Sql where = filter.sql();
        String sql = "SELECT d, count(*), count(*) FILTER (hit) FROM (SELECT " + measure.day() + " AS d, coalesce("
                + measure.hit() + ", false) AS hit FROM " + measure.from() + " WHERE " + measure.day()
                + " BETWEEN ? AND ?" + measure.condition() + " AND " + where.condition() + ") GROUP BY d ORDER BY d";
        List<Object> values = new ArrayList<>(List.of(period.from(), period.to()));
        values.addAll(where.values());
        return rows(sql, values, rs -> new Day(rs.getObject(1, LocalDate.class), rs.getLong(2), rs.getLong(3)));
    }

    /** Requests received in one area, of one top category. */
    record AreaTop(String area, @Nullable String top, long n) {}

    /** Leaves are summed here; what the tree does not know comes under null. */
    List<AreaTop> byAreaAndTop(int rank, InsightPeriod period, InsightFilter filter, TopCategories tops) {
        Counted counted = tops(rank, period, filter, tops, null);
        return rows(
                "SELECT a, g, sum(n) FROM (" + counted.sql() + ") GROUP BY a, g",
                counted.values(),
                rs -> new AreaTop(rs.getString(1), rs.getString(2), rs.getLong(3)));
    }

    interface AreaDay {
        void take(String area, @Nullable String top, LocalDate day, long n);
    }

    /** The same by day, of some areas; row by row, none of them kept. */
    void eachAreaTopAndDay(
            int rank,
            InsightPeriod period,
            InsightFilter filter,
            TopCategories tops,
            List<String> areas,
            AreaDay consumer) {
        Counted counted = tops(rank, period, filter, tops, areas);
        each(
                "SELECT a, g, d, sum(n) FROM (" + counted.sql() + ") GROUP BY a, g, d",
                counted.values(),
                rs -> consumer.take(rs.getString(1), rs.getString(2), rs.getObject(3, LocalDate.class), rs.getLong(4)));
    }

    private static Counted tops(
            int rank, InsightPeriod period, InsightFilter filter, TopCategories tops, @Nullable List<String> areas) {
        InsightFilter.Sql where = filter.sql();
        FactCode area = FactCode.area(rank);
        String some = areas == null ? "" : " AND " + area.oneOf("r", areas.size());
        String sql = "SELECT a.word AS a, t.top AS g, c.d AS d, c.n AS n FROM (SELECT r." + area.column()
                + " AS k, r.category_no AS g, r.received_day AS d, count(*) AS n FROM request_facts r"
                + " WHERE r.received_day BETWEEN ? AND ? AND k IS NOT NULL AND " + where.condition() + some
                + " GROUP BY k, g, d) c " + area.words("a", "c.k") + " LEFT " + FactCode.CATEGORY.words("w", "c.g")
                + " LEFT JOIN " + TopCategories.SQL + " t ON t.leaf = w.word";
        List<Object> values = new ArrayList<>(List.of(period.from(), period.to()));
        values.addAll(where.values());
        values.addAll(areas == null ? List.of() : areas);
        values.addAll(tops.values());
        return new Counted(sql, values);
    }

    interface Reader<T> {
        T read(ResultSet rs) throws SQLException;
    }

    /** What a query over the facts answers. */
    <T> List<T> rows(String sql, List<Object> values, Reader<T> reader) {
        return facts.read(connection -> rows(connection, sql, values, reader));
    }

    interface Visitor {
        void visit(ResultSet row) throws SQLException;
    }

    /** Row by row, none of them kept. */
    void each(String sql, List<Object> values, Visitor visitor) {
        facts.read(connection -> {
            each(connection, sql, values, visitor);
            return sql;
        });
    }

    private static <T> List<T> rows(Connection connection, String sql, List<Object> values, Reader<T> reader)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        each(connection, sql, values, rs -> rows.add(reader.read(rs)));
        return rows;
    }

    private static void each(Connection connection, String sql, List<Object> values, Visitor visitor)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet rs = statement.executeQuery()) {
                while (rs.next()) {
                    visitor.visit(rs);
                }
            }
        }
    }
}
