package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.requests.language.Tones;
import org.servicemap.storage.Database;

/**
 * Plain rows of requests and of their events, in bulk, for who keeps a copy of them for analysis: no words, only their tone, no numbers
 * to ask by, and of the petitioner only a keyed hash, which tells equal from different and nothing else. Thread-safe.
 */
public final class RequestRows {
    private static final int FETCH = 5_000;

    /** What a row holds, in this order; instants are date-times in UTC. */
    public static final List<String> COLUMNS = List.of(
            "id",
            "month",
            "version",
            "received_at",
            "channel",
            "hotline",
            "kind",
            "category",
            "urgency",
            "sensitive",
            "anonymous",
            "petitioner",
            "lon",
            "lat",
            "area_version",
            "area_1",
            "area_2",
            "area_3",
            "area_4",
            "area_5",
            "area_6",
            "state",
            "unit",
            "dispatch_count",
            "deadline",
            "dispatched_at",
            "accepted_at",
            "contacted_at",
            "handled_at",
            "ended_at",
            "called_back_at",
            "called_back_for",
            "contacted",
            "solved",
            "satisfaction",
            "outcome",
            "overdue",
            "rework_count",
            "parent",
            "tone",
            "remark_tone");

    private static final int PETITIONER = COLUMNS.indexOf("petitioner");
    private static final int TONE = COLUMNS.indexOf("tone");
    /** The words themselves stand where their tone is to be; of sensitive requests they are not read. Of callbacks the one that counts. */
    private static final String SELECT = "SELECT r." + String.join(", r.", COLUMNS.subList(0, TONE)) + """
            , said.value, remark.value FROM requests r
            LEFT JOIN request_values said ON said.month = r.month AND said.request_id = r.id AND said.name = 'text'
                AND r.sensitive IS NOT TRUE AND said.%1$s
            LEFT JOIN LATERAL (
                SELECT v.value FROM request_values v
                JOIN request_events e ON e.month = v.month AND e.request_id = v.request_id AND v.name = e.seq || '.text'
                WHERE r.called_back_at IS NOT NULL AND r.sensitive IS NOT TRUE AND v.%1$s AND e.%1$s
                    AND v.month = r.month AND v.request_id = r.id AND v.name LIKE '%%.text'
                    AND CAST(convert_from(e.body, 'UTF8') AS jsonb) ->> 'action' = 'call_back'
                    AND CAST(CAST(convert_from(e.body, 'UTF8') AS jsonb) -> 'set' ->> 'called_back_at' AS timestamptz) = r.called_back_at
                ORDER BY e.seq DESC LIMIT 1) remark ON true
            WHERE r.%1$s""";

    private static final String SELECT_EVENTS = """
            SELECT request_id, month, seq, e.body ->> 'at' AS at, e.body ->> 'action' AS action, e.body ->> 'unit' AS unit
            FROM (SELECT request_id, month, seq, CAST(convert_from(body, 'UTF8') AS jsonb) AS body
                  FROM request_events WHERE\s""";

    private final Database database;
    private final BlindIndex keys;
    private final Supplier<ZoneId> zone;

    RequestRows(Database database, BlindIndex keys, Supplier<ZoneId> zone) {
        this.database = database;
        this.keys = keys;
        this.zone = zone;
    }

    /**
     * Something that happened to a request.
     *
     * @param unit of who did it; null for petitioners and the program
     */
    public record Happened(
            long request,
            int month,
            int seq,
            Instant at,
            String action,
            @Nullable String unit) {}

    /** The months (YYYYMM) that hold requests, the earliest first. */
    public List<Integer> months() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT DISTINCT month FROM requests ORDER BY month")
                        .mapTo(Integer.class)
                        .list());
    }

    /** How many requests there are, about. */
    public long count() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM requests")
                        .mapTo(Long.class)
                        .one());
    }

    /** The numbers by which people know these; those that are not there are left out. */
    public Map<Long, String> numbers(Collection<Long> ids) {
        int[] months = ids.stream().mapToInt(Months::of).distinct().toArray();
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT id, number FROM requests WHERE month = ANY (:months) AND id = ANY (:ids)")
                        .bind("months", months)
                        .bind("ids", ids.stream().mapToLong(Long::longValue).toArray())
                        .collectRows(Collectors.toMap(
                                row -> row.getColumn("id", Long.class), row -> row.getColumn("number", String.class))));
    }

    /** The requests that a change of a topic and key tells of; none when it tells of something else. */
    public List<Long> changedBy(String topic, String key) {
        return switch (topic) {
            case Journal.TOPIC -> List.of(Long.parseLong(key));
            case DemoHistory.TOPIC -> ofDay(LocalDate.parse(key));
            default -> List.of();
        };
    }

    private List<Long> ofDay(LocalDate day) {
        int[] months = Months.around(day);
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT id FROM requests
                                WHERE month = ANY (:months) AND received_at >= :from AND received_at < :until""")
                        .bind("months", months)
                        .bind("from", day.atStartOfDay(zone.get()).toOffsetDateTime())
                        .bind("until", day.plusDays(1).atStartOfDay(zone.get()).toOffsetDateTime())
                        .mapTo(Long.class)
                        .list());
    }

    /** All of a month, requests and events as of one moment. */
    public void ofMonth(int month, Consumer<@Nullable Object[]> requests, Consumer<Happened> events) {
        read("month = :month", "", query -> query.bind("month", month), requests, events);
    }

    /** These, as of one moment; what is not there is left out. */
    public void ofIds(Collection<Long> ids, Consumer<@Nullable Object[]> requests, Consumer<Happened> events) {
        int[] months = ids.stream().mapToInt(Months::of).distinct().toArray();
        long[] all = ids.stream().mapToLong(Long::longValue).toArray();
        read(
                "month = ANY (:months)",
                " AND %s = ANY (:ids)",
                query -> query.bind("months", months).bind("ids", all),
                requests,
                events);
    }

    /**
     * What had been written up to and with a transaction of the change log, of the requests to which something was written in it or since; what is
     * not among these is as it was then.
     *
     * @param untilMonth requests of later months are not looked at
     * @param touched gets each of them, also those that were not there yet
     */
    public void asOf(
            long xid,
            int untilMonth,
            LongConsumer touched,
            Consumer<@Nullable Object[]> requests,
            Consumer<Happened> events) {
        database.inSnapshot(handle -> {
            new FormerRows(handle, keys, xid).read(untilMonth, touched, requests, events);
            return null;
        });
    }

    private void read(
            String months,
            String which,
            Consumer<Query> bind,
            Consumer<@Nullable Object[]> requests,
            Consumer<Happened> events) {
        database.inSnapshot(handle -> {
            String rows = SELECT.formatted(months) + which.formatted("r.id") + " ORDER BY r.id";
            each(handle, rows, bind, this::row, requests);
            String inner = months + which.formatted("request_id");
            each(handle, SELECT_EVENTS + inner + ") e ORDER BY request_id, seq", bind, RequestRows::event, events);
            return null;
        });
    }

    private interface Reader<T> {
        T read(ResultSet rs) throws SQLException;
    }

    private static <T> void each(
            Handle handle, String sql, Consumer<Query> bind, Reader<T> reader, Consumer<T> consumer) {
        Query query = handle.createQuery(sql).setFetchSize(FETCH);
        bind.accept(query);
        try (ResultIterator<T> rows =
                query.map((rs, context) -> reader.read(rs)).iterator()) {
            rows.forEachRemaining(consumer);
        }
    }

    private static Happened event(ResultSet rs) throws SQLException {
        return new Happened(
                rs.getLong("request_id"),
                rs.getInt("month"),
                rs.getInt("seq"),
                Instant.parse(rs.getString("at")),
                rs.getString("action"),
                rs.getString("unit"));
    }

    private @Nullable Object[] row(ResultSet rs) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[COLUMNS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(rs, i);
        }
        return values;
    }

    private @Nullable Object value(ResultSet rs, int index) throws SQLException {
        if (index >= TONE) {
            String words = rs.getString(index + 1);
            return words == null ? null : Tones.ofTheProgram().of(words).key();
        }
        String name = COLUMNS.get(index);
        if (name.endsWith("_at") || name.equals("deadline")) {
            OffsetDateTime at = rs.getObject(index + 1, OffsetDateTime.class);
            return at == null ? null : LocalDateTime.ofInstant(at.toInstant(), ZoneOffset.UTC);
        }
        Object value = rs.getObject(index + 1);
        return index == PETITIONER && value != null ? surrogate(value) : value;
    }

    private Long surrogate(Object petitioner) {
        return FormerRows.surrogate(keys, petitioner);
    }
}
