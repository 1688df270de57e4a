package org.servicemap.insights;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.InsightCounts.Count;
import org.servicemap.insights.facts.FactCode;

/** SQL over the facts for what is finer than figures: the requests behind them, cells of a grid, steps of time, points. */
final class InsightDetail {
    private final InsightCounts counts;

    InsightDetail(InsightCounts counts) {
        this.counts = counts;
    }

    /** From where what is measured comes, with the values of its question marks: days first, then the filter's. */
    private record Counted(String sql, List<Object> values) {
        static Counted of(Measure measure, InsightPeriod period, InsightFilter filter) {
            InsightFilter.Sql where = filter.sql();
            List<Object> values = new ArrayList<>(List.of(period.from(), period.to()));
            values.addAll(where.values());
            return new Counted(
                    " FROM " + measure.from() + " WHERE " + measure.day() + " BETWEEN ? AND ?" + measure.condition()
                            + " AND " + where.condition(),
                    values);
        }
    }

    /** A request that a figure counts. */
    record Case(
            long id,
            LocalDateTime receivedAt,
            String category,
            String channel,
            String state,
            @Nullable String unit,
            LocalDate day,
            boolean hit) {}

    /** @param hit only those with the quality that the measure is about, only the others, or (null) all */
    List<Case> cases(
            Measure measure, InsightPeriod period, InsightFilter filter, @Nullable Boolean hit, int offset, int most) {
        Counted counted = Counted.of(measure, period, filter);
        String quality = "coalesce(" + measure.hit() + ", false)";
        String only = hit == null ? "" : " AND " + quality + " = " + hit;
        String sql = "SELECT r.id, r.received_at, r.category, r.channel, r.state, r.unit, " + measure.day() + ", "
                + quality + counted.sql() + only + " ORDER BY " + measure.day() + " DESC, r.id DESC LIMIT " + most
                + " OFFSET " + offset;
        return counts.rows(
                sql,
                counted.values(),
                rs -> new Case(
                        rs.getLong(1),
                        rs.getObject(2, LocalDateTime.class),
                        String.valueOf(rs.getString(3)),
                        rs.getString(4),
                        rs.getString(5),
                        rs.getString(6),
                        rs.getObject(7, LocalDate.class),
                        rs.getBoolean(8)));
    }

    /** What lies in a cell of a grid. */
    record Bin(int column, int row, long n) {}

    /** Counts (of shares what has the quality) by cell of a grid that begins in the south-west. */
    List<Bin> bins(DensityGrid grid, Measure measure, InsightPeriod period, InsightFilter filter) {
        Counted counted = Counted.of(measure, period, filter);
        String sql = "SELECT CAST(floor((r.lon - " + grid.west() + ") / " + grid.stepLon() + ") AS INTEGER) AS x,"
                + " CAST(floor((r.lat - " + grid.south() + ") / " + grid.stepLat() + ") AS INTEGER) AS y, count(*)"
                + counted.sql() + " AND r.lon IS NOT NULL AND coalesce(" + measure.hit() + ", false) GROUP BY x, y";
        return counts.rows(sql, counted.values(), rs -> new Bin(rs.getInt(1), rs.getInt(2), rs.getLong(3)));
    }

    /** An area's count in one step of time. */
    record Frame(LocalDate from, String area, Count count) {}

    /** @param step day, week or month */
    List<Frame> frames(String step, int rank, Measure measure, InsightPeriod period, InsightFilter filter) {
        Counted counted = Counted.of(measure, period, filter);
        FactCode area = FactCode.area(rank);
        // by day first, which is as quick as not at all, and steps of the few days and areas that are left
        String byDay = "SELECT " + measure.day() + " AS d, r." + area.column() + " AS k, count(*) AS n, count(*) FILTER"
                + " (coalesce(" + measure.hit() + ", false)) AS hits" + counted.sql()
                + " AND k IS NOT NULL GROUP BY d, k";
        String sql = "SELECT CAST(date_trunc('" + step + "', c.d) AS DATE) AS s, w.word, sum(c.n), sum(c.hits) FROM ("
                + byDay + ") c " + area.words("w", "c.k") + " GROUP BY s, w.word ORDER BY s, w.word";
        return counts.rows(
                sql,
                counted.values(),
                rs -> new Frame(
                        rs.getObject(1, LocalDate.class),
                        rs.getString(2),
                        new Count(rs.getLong(3), rs.getLong(4), 0, 0)));
    }

    /**
     * Requests of one place, as they were resolved when they came.
     *
     * @param version of the areas; null when they were resolved in none
     * @param lon null where no point is known
     */
    record Placed(
            @Nullable String version,
            @Nullable String area,
            @Nullable Double lon,
            @Nullable Double lat,
            long n,
            long hits) {}

    /** Points are told apart only where the area has to be looked up again; there are as many as requests, so none is kept. */
    void placed(
            String version,
            int rank,
            Measure measure,
            InsightPeriod period,
            InsightFilter filter,
            Consumer<Placed> consumer) {
        Counted counted = Counted.of(measure, period, filter);
        FactCode area = FactCode.area(rank);
        String id = "'" + version.replace("'", "''") + "'";
        String measured =
                "count(*) AS n, count(*) FILTER (coalesce(" + measure.hit() + ", false)) AS hits" + counted.sql();
        String sql = "SELECT " + id + ", w.word, NULL::DOUBLE, NULL::DOUBLE, c.n, c.hits FROM (SELECT r."
                + area.column()
                + " AS k, " + measured + " AND r.area_version = " + id + " GROUP BY k) c LEFT " + area.words("w", "c.k")
                + " UNION ALL SELECT r.area_version AS v, r.area_" + rank + " AS a, r.lon AS x, r.lat AS y, " + measured
                + " AND r.area_version IS DISTINCT FROM " + id + " GROUP BY v, a, x, y";
        List<Object> values = new ArrayList<>(counted.values());
        values.addAll(counted.values());
        counts.each(
                sql,
                values,
                rs -> consumer.accept(new Placed(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getObject(3, Double.class),
                        rs.getObject(4, Double.class),
                        rs.getLong(5),
                        rs.getLong(6))));
    }

    /** How the words of an area sound; without words, or where nobody may read them, the tone is the empty word. */
    record Sounds(String area, String tone, long n) {}

    /** The words of requests that were received in the period. */
    List<Sounds> tones(int rank, InsightPeriod period, InsightFilter filter) {
        return sounds(rank, FactCode.TONE, Counted.of(Measure.RECEIVED, period, filter));
    }

    /** What was said at the period's callbacks. */
    List<Sounds> remarks(int rank, InsightPeriod period, InsightFilter filter) {
        return sounds(rank, FactCode.REMARK_TONE, Counted.of(Measure.CALLED_BACK, period, filter));
    }

    private List<Sounds> sounds(int rank, FactCode tone, Counted counted) {
        return counts.rows(
                byAreaAnd(tone, rank, counted),
                counted.values(),
                rs -> new Sounds(rs.getString(1), rs.getString(2), rs.getLong(3)));
    }

    /** By area and one word more, the empty one where there is none. */
    private static String byAreaAnd(FactCode other, int rank, Counted counted) {
        FactCode area = FactCode.area(rank);
        return "SELECT w.word AS a, coalesce(v.word, '') AS s, c.n FROM (SELECT r." + area.column() + " AS k, r."
                + other.column() + " AS g, count(*) AS n" + counted.sql() + " AND k IS NOT NULL GROUP BY k, g) c "
                + area.words("w", "c.k") + " LEFT " + other.words("v", "c.g") + " ORDER BY a, s";
    }

    /** How the callbacks of an area were answered. */
    record Answers(String area, String satisfaction, long n) {}

    /** Callbacks that count for the rates; without an answer the satisfaction is the empty word. */
    List<Answers> answers(int rank, InsightPeriod period, InsightFilter filter) {
        Counted counted = Counted.of(Measure.CALLED_BACK, period, filter);
        return counts.rows(
                byAreaAnd(FactCode.SATISFACTION, rank, counted),
                counted.values(),
                rs -> new Answers(rs.getString(1), rs.getString(2), rs.getLong(3)));
    }
}
