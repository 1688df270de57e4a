package org.servicemap.insights.briefs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.briefs.BriefRates.Answers;

/** SQL of reports over the facts, on one connection: all as of one moment. Sensitive requests are never among them. */
final class BriefFacts {
    private static final String LED = "coalesce(r.called_back_for, r.unit)";
    private static final int LONGEST_OPEN = 10;

    private final Connection connection;
    private final String scope;
    private final List<Object> values;

    /**
     * @param area rank and code; null for any
     * @param units that lead or led; null for any
     */
    BriefFacts(Connection connection, @Nullable Area area, @Nullable List<String> units) {
        this.connection = connection;
        StringBuilder sql = new StringBuilder("r.sensitive IS NOT TRUE");
        values = new ArrayList<>();
        if (area != null) {
            sql.append(" AND r.area_").append(area.rank()).append(" = ?");
            values.add(area.code());
        }
        if (units != null) {
            sql.append(" AND ")
                    .append(LED)
                    .append(" IN (NULL")
                    .append(", ?".repeat(units.size()))
                    .append(')');
            values.addAll(units);
        }
        scope = sql.toString();
    }

    /** An area by the rank of its level. */
    record Area(int rank, String code) {}

    /** What happened in a period. */
    record Counts(long received, long overdue, long ended, long open, long calledBack, long disputed) {}

    /** An open request, without its number. */
    record OpenRequest(
            long id,
            LocalDate receivedOn,
            @Nullable String category,
            @Nullable String unit,
            @Nullable String area,
            @Nullable LocalDateTime deadline) {}

    /** Day of the first request of all; null when there is none. */
    @Nullable
    LocalDate first() throws SQLException {
        return rows(
                        "SELECT min(received_day) FROM request_facts",
                        List.of(),
                        rs -> new First(rs.getObject(1, LocalDate.class)))
                .get(0)
                .day();
    }

    private record First(@Nullable LocalDate day) {}

    Counts counts(BriefPeriod period) throws SQLException {
        String sql =
                "SELECT count(*) FILTER (r.received_day >= ?), count(*) FILTER (r.received_day >= ? AND r.overdue),"
                        + " count(*) FILTER (r.ended_day IS NULL OR r.ended_day > ?) FROM request_facts r"
                        + " WHERE r.received_day <= ? AND " + scope;
        long[] cohort = longs(sql, with(List.of(period.from(), period.from(), period.to(), period.to())), 3);
        long ended = flow("r.ended_day", "", period);
        long calledBack = flow("r.called_back_day", " AND r.called_back_for IS NOT NULL", period);
        long disputed = longs(
                "SELECT count(*) FROM " + disputes() + " WHERE e.day BETWEEN ? AND ? AND " + scope, of(period), 1)[0];
        return new Counts(cohort[0], cohort[1], ended, cohort[2], calledBack, disputed);
    }

    private long flow(String day, String condition, BriefPeriod period) throws SQLException {
        return longs(
                "SELECT count(*) FROM request_facts r WHERE " + day + " BETWEEN ? AND ?" + condition + " AND " + scope,
                of(period),
                1)[0];
    }

    private static String disputes() {
        return "request_facts r JOIN (SELECT request, day, unit FROM event_facts WHERE action = 'dispute') e"
                + " ON e.request = r.id";
    }

    /** Requests received, by area of a level. */
    Map<String, Long> receivedByArea(int rank, BriefPeriod period) throws SQLException {
        return grouped("r.area_" + rank, "request_facts r", "r.received_day", period);
    }

    Map<String, Long> receivedByUnit(BriefPeriod period) throws SQLException {
        return grouped(LED, "request_facts r", "r.received_day", period);
    }

    Map<String, Long> receivedByCategory(BriefPeriod period) throws SQLException {
        return grouped("r.category", "request_facts r", "r.received_day", period);
    }

    Map<String, Long> disputesByUnit(BriefPeriod period) throws SQLException {
        return grouped("e.unit", disputes(), "e.day", period);
    }

    Map<String, Long> disputesByCategory(BriefPeriod period) throws SQLException {
        return grouped("r.category", disputes(), "e.day", period);
    }

    /** Requests received, or ended, by a part of their time. */
    Map<String, Long> byTime(String part, String day, BriefPeriod period) throws SQLException {
        return grouped(part, "request_facts r", day, period);
    }

    private Map<String, Long> grouped(String key, String from, String day, BriefPeriod period) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        String sql = "SELECT CAST(" + key + " AS VARCHAR) AS k, count(*) FROM " + from + " WHERE " + day
                + " BETWEEN ? AND ? AND " + scope + " GROUP BY k HAVING k IS NOT NULL";
        rows(sql, of(period), rs -> found.put(rs.getString(1), rs.getLong(2)));
        return found;
    }

    /** Callbacks that count, all under the empty word. */
    List<Answers> answers(BriefPeriod period) throws SQLException {
        return answers("''", period).getOrDefault("", List.of());
    }

    Map<String, List<Answers>> answersByArea(int rank, BriefPeriod period) throws SQLException {
        return answers("r.area_" + rank, period);
    }

    Map<String, List<Answers>> answersByUnit(BriefPeriod period) throws SQLException {
        return answers("r.called_back_for", period);
    }

    private Map<String, List<Answers>> answers(String key, BriefPeriod period) throws SQLException {
        Map<String, List<Answers>> found = new HashMap<>();
        String sql = "SELECT " + key + " AS k, coalesce(r.contacted, false) AS c, coalesce(r.solved, false) AS s,"
                + " r.satisfaction, count(*) FROM request_facts r WHERE r.called_back_day BETWEEN ? AND ?"
                + " AND r.called_back_for IS NOT NULL AND " + scope
                + " GROUP BY k, c, s, r.satisfaction HAVING k IS NOT NULL ORDER BY k, c, s, r.satisfaction";
        rows(
                sql,
                of(period),
                rs -> found.computeIfAbsent(rs.getString(1), word -> new ArrayList<>())
                        .add(new Answers(rs.getLong(5), rs.getBoolean(2), rs.getBoolean(3), rs.getString(4))));
        return found;
    }

    /** Open at the end of a period, the longest first. */
    List<OpenRequest> open(BriefPeriod period, int areaRank) throws SQLException {
        String sql = "SELECT r.id, r.received_day, r.category, r.unit, r.area_" + areaRank + ", r.deadline"
                + " FROM request_facts r WHERE r.received_day <= ? AND (r.ended_day IS NULL OR r.ended_day > ?) AND "
                + scope + " ORDER BY r.received_at, r.id LIMIT " + LONGEST_OPEN;
        return rows(
                sql,
                with(List.of(period.to(), period.to())),
                rs -> new OpenRequest(
                        rs.getLong(1),
                        rs.getObject(2, LocalDate.class),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getString(5),
                        rs.getObject(6, LocalDateTime.class)));
    }

    /**
     * Of the requests that the period and the one before look at, those to which something happened since: by action, and by the time that
     * the event says. What is imported bears its source's time, and is not found here when that is earlier.
     */
    Map<String, Long> changedSince(Instant moment, BriefPeriod period) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        LocalDate from = period.before().from();
        String sql =
                "SELECT e.action, count(DISTINCT e.request) FROM event_facts e JOIN request_facts r ON r.id = e.request"
                        + " WHERE e.happened_at > ? AND (r.received_day BETWEEN ? AND ? OR r.ended_day BETWEEN ? AND ?"
                        + " OR r.called_back_day BETWEEN ? AND ?) AND " + scope + " GROUP BY e.action";
        List<Object> all = new ArrayList<>();
        all.add(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
        for (int i = 0; i < 3; i++) {
            all.add(from);
            all.add(period.to());
        }
        all.addAll(values);
        rows(sql, all, rs -> found.put(rs.getString(1), rs.getLong(2)));
        return found;
    }

    private List<Object> of(BriefPeriod period) {
        return with(List.of(period.from(), period.to()));
    }

    private List<Object> with(List<?> first) {
        List<Object> all = new ArrayList<>(first);
        all.addAll(values);
        return all;
    }

    private long[] longs(String sql, List<?> all, int count) throws SQLException {
        return rows(sql, all, rs -> {
                    long[] found = new long[count];
                    for (int i = 0; i < count; i++) {
                        found[i] = rs.getLong(i + 1);
                    }
                    return found;
                })
                .get(0);
    }

    private interface Reader<T> {
        T read(ResultSet rs) throws SQLException;
    }

    private <T> List<T> rows(String sql, List<?> all, Reader<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < all.size(); i++) {
                statement.setObject(i + 1, all.get(i));
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rs = statement.executeQuery()) {
                while (rs.next()) {
                    found.add(reader.read(rs));
                }
            }
            return found;
        }
    }
}
