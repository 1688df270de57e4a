package org.servicemap.appointments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.servicemap.appointments.slots.Quota;

/** Reads slots. A hold that has expired counts for nothing, whether or not anybody has taken it back yet. */
final class SlotReader {
    /** The seats of holds that have expired, by slot. */
    private static final String GONE = """
            WITH gone AS MATERIALIZED (
                SELECT s.slot, sum(s.n)::int AS n FROM bookings b JOIN booking_slots s ON s.booking = b.id
                WHERE b.state = 'held' AND b.hold_expires_at <= :now GROUP BY s.slot)
            """;

    private static final String SLOT = """
            SELECT s.id, s.queue, s.starts_at, s.ends_at, s.day, s.planned - s.booked + coalesce(g.n, 0) AS free,
                   g.n IS NOT NULL AS lapsed
            FROM slots s LEFT JOIN gone g ON g.slot = s.id
            """;

    /**
     * The slots of some queues that start within a stretch of time, by queue and start. Those that a schedule has withdrawn are none: they
     * would lie between those that follow each other now.
     */
    List<SlotRow> between(
            Handle handle, Collection<Long> queues, Quota quota, Instant from, Instant until, Instant now) {
        return at(handle.createQuery(GONE + SLOT + """
                                WHERE s.queue = ANY (:queues) AND s.quota = :quota
                                  AND s.starts_at >= :from AND s.starts_at < :until AND s.planned > 0
                                ORDER BY s.queue, s.starts_at
                                """), now)
                .bindArray("queues", Long.class, queues.toArray())
                .bind("quota", quota.word())
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .map((rs, context) -> slot(rs))
                .list();
    }

    /**
     * Public slots of a queue that start within a stretch of time, by start, with what is free as it is booked: seats of holds that have
     * expired are not.
     */
    List<SlotRow> asBooked(Handle handle, long queue, Instant from, Instant until) {
        return handle.createQuery("""
                        SELECT s.id, s.queue, s.starts_at, s.ends_at, s.day, s.planned - s.booked AS free, false AS lapsed
                        FROM slots s
                        WHERE s.queue = :queue AND s.quota = 'public' AND s.starts_at >= :from AND s.starts_at < :until
                          AND s.planned > 0
                        ORDER BY s.starts_at
                        """)
                .bind("queue", queue)
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .map((rs, context) -> slot(rs))
                .list();
    }

    /**
     * Where some slots lie of one queue.
     *
     * @param from start of the first
     * @param until end of the last
     */
    record Stretch(String hall, long queue, Instant from, Instant until) {}

    /** Where those of these slots lie that have a free public seat as they are booked. */
    List<Stretch> stretches(Handle handle, Collection<Long> slots) {
        return handle.createQuery("""
                        SELECT hall, queue, min(starts_at) AS starts_at, max(ends_at) AS ends_at FROM slots
                        WHERE id = ANY (:slots) AND quota = 'public' AND booked < planned
                        GROUP BY hall, queue ORDER BY queue
                        """)
                .bindArray("slots", Long.class, slots.toArray())
                .map((rs, context) -> new Stretch(
                        rs.getString("hall"), rs.getLong("queue"), instant(rs, "starts_at"), instant(rs, "ends_at")))
                .list();
    }

    /** Where and when a slot begins: of each there is one at most. */
    record Start(long queue, Quota quota, Instant start) {}

    /** The slots that begin there, as far as a schedule has them; by one query. */
    Map<Start, SlotRow> starting(Handle handle, List<Start> starts, Instant now) {
        Map<Start, SlotRow> slots = new HashMap<>();
        at(handle.createQuery(GONE + """
                        SELECT s.id, s.queue, s.starts_at, s.ends_at, s.day, s.planned - s.booked + coalesce(g.n, 0) AS free,
                               g.n IS NOT NULL AS lapsed, s.quota
                        FROM unnest(:queues, :quotas, CAST(:starts AS timestamptz[])) AS w (queue, quota, starts_at)
                        JOIN slots s ON s.queue = w.queue AND s.quota = w.quota AND s.starts_at = w.starts_at
                        LEFT JOIN gone g ON g.slot = s.id
                        WHERE s.planned > 0
                        """), now)
                .bindArray(
                        "queues", Long.class, starts.stream().map(Start::queue).toArray())
                .bindArray(
                        "quotas",
                        String.class,
                        starts.stream().map(each -> each.quota().word()).toArray())
                .bindArray(
                        "starts",
                        String.class,
                        starts.stream().map(each -> each.start().toString()).toArray())
                .map((rs, context) -> Map.entry(Quota.of(rs.getString("quota")), slot(rs)))
                .forEach(each -> slots.put(
                        new Start(
                                each.getValue().queue(),
                                each.getKey(),
                                each.getValue().start()),
                        each.getValue()));
        return slots;
    }

    private static Query at(Query query, Instant now) {
        return query.bind("now", now.atOffset(ZoneOffset.UTC));
    }

    private static SlotRow slot(ResultSet rs) throws SQLException {
        return new SlotRow(
                rs.getLong("id"),
                rs.getLong("queue"),
                instant(rs, "starts_at"),
                instant(rs, "ends_at"),
                rs.getObject("day", LocalDate.class),
                rs.getInt("free"),
                rs.getBoolean("lapsed"));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    /**
     * What is looked for in a queue.
     *
     * @param slots in a row
     * @param from not earlier than this
     */
    record Wanted(long queue, int slots, Instant from) {}

    /** The first free public time of each queue; queues without one are left out. */
    Map<Long, FreeSlot> earliest(Handle handle, List<Wanted> wanted, Instant now) {
        Map<Boolean, List<Wanted>> bySingle =
                wanted.stream().collect(Collectors.partitioningBy(each -> each.slots() == 1));
        Map<Long, FreeSlot> earliest = new HashMap<>();
        for (Map.Entry<Boolean, List<Wanted>> each : bySingle.entrySet()) {
            if (!each.getValue().isEmpty()) {
                earliest.putAll(
                        each.getKey()
                                ? earliestSingle(handle, each.getValue(), now)
                                : earliestRun(handle, each.getValue(), now));
            }
        }
        return earliest;
    }

    /**
     * Of single slots: the first by the index that is free as it stands, or the first of those that holds which expired stand in. Asked
     * together, the database would think free slots rare and read all of a queue's.
     */
    private static Map<Long, FreeSlot> earliestSingle(Handle handle, List<Wanted> wanted, Instant now) {
        Map<Long, FreeSlot> earliest = new HashMap<>();
        at(handle.createQuery(GONE + """
                        , w AS MATERIALIZED (SELECT * FROM unnest(:queues, CAST(:froms AS timestamptz[])) AS w (queue, since))
                        SELECT DISTINCT ON (queue) hall, queue, starts_at, ends_at, free FROM (
                            SELECT f.hall, w.queue, f.starts_at, f.ends_at, f.free FROM w CROSS JOIN LATERAL (
                                SELECT s.hall, s.starts_at, s.ends_at, s.planned - s.booked AS free FROM slots s
                                WHERE s.queue = w.queue AND s.quota = 'public' AND s.starts_at >= w.since AND s.booked < s.planned
                                ORDER BY s.starts_at LIMIT 1) AS f
                            UNION ALL
                            SELECT s.hall, s.queue, s.starts_at, s.ends_at, s.planned - s.booked + g.n
                            FROM gone g JOIN slots s ON s.id = g.slot JOIN w ON w.queue = s.queue
                            WHERE s.quota = 'public' AND s.starts_at >= w.since AND s.booked < s.planned + g.n) AS c
                        ORDER BY queue, starts_at, free DESC
                        """), now)
                .bindArray(
                        "queues", Long.class, wanted.stream().map(Wanted::queue).toArray())
                .bindArray(
                        "froms",
                        String.class,
                        wanted.stream().map(each -> each.from().toString()).toArray())
                .map((rs, context) -> free(rs))
                .forEach(slot -> earliest.put(slot.queue(), slot));
        return earliest;
    }

    private static FreeSlot free(ResultSet rs) throws SQLException {
        return new FreeSlot(
                rs.getString("hall"),
                rs.getLong("queue"),
                instant(rs, "starts_at"),
                instant(rs, "ends_at"),
                rs.getInt("free"));
    }

    /** Of several slots in a row: the first that is free as it stands, or the first into which a hold falls that expired. */
    private static Map<Long, FreeSlot> earliestRun(Handle handle, List<Wanted> wanted, Instant now) {
        Map<Long, FreeSlot> earliest = new HashMap<>();
        at(handle.createQuery(GONE + """
                        , w AS MATERIALIZED (
                            SELECT * FROM unnest(:queues, :slots, CAST(:froms AS timestamptz[])) AS w (queue, slots, since))
                        SELECT DISTINCT ON (queue) hall, queue, starts_at,
                               starts_at + (ends_at - starts_at) * slots AS ends_at, free FROM (
                            SELECT f.*, w.queue, w.slots FROM w CROSS JOIN LATERAL (
                                SELECT s.hall, s.starts_at, s.ends_at, s.planned - s.booked AS free FROM slots s
                                WHERE s.queue = w.queue AND s.quota = 'public' AND s.starts_at >= w.since AND s.booked < s.planned
                                  AND w.slots = (
                                      SELECT count(*) FROM slots t WHERE t.queue = w.queue AND t.quota = 'public'
                                        AND t.starts_at >= s.starts_at
                                        AND t.starts_at < s.starts_at + (s.ends_at - s.starts_at) * w.slots
                                        AND t.ends_at - t.starts_at = s.ends_at - s.starts_at AND t.booked < t.planned)
                                ORDER BY s.starts_at LIMIT 1) AS f
                            UNION ALL
                            SELECT s.hall, s.starts_at, s.ends_at, s.planned - s.booked + coalesce(h.n, 0), w.queue, w.slots
                            FROM gone g JOIN slots x ON x.id = g.slot JOIN w ON w.queue = x.queue
                            JOIN slots s ON s.queue = x.queue AND s.quota = 'public' AND s.starts_at >= w.since
                              AND s.starts_at <= x.starts_at
                              AND s.starts_at > x.starts_at - (x.ends_at - x.starts_at) * w.slots
                            LEFT JOIN gone h ON h.slot = s.id
                            WHERE x.quota = 'public' AND s.booked < s.planned + coalesce(h.n, 0)
                              AND w.slots = (
                                  SELECT count(*) FROM slots t LEFT JOIN gone i ON i.slot = t.id
                                  WHERE t.queue = w.queue AND t.quota = 'public' AND t.starts_at >= s.starts_at
                                    AND t.starts_at < s.starts_at + (s.ends_at - s.starts_at) * w.slots
                                    AND t.ends_at - t.starts_at = s.ends_at - s.starts_at
                                    AND t.booked < t.planned + coalesce(i.n, 0))) AS c
                        ORDER BY queue, starts_at, free DESC
                        """), now)
                .bindArray(
                        "queues", Long.class, wanted.stream().map(Wanted::queue).toArray())
                .bindArray(
                        "slots",
                        Integer.class,
                        wanted.stream().map(Wanted::slots).toArray())
                .bindArray(
                        "froms",
                        String.class,
                        wanted.stream().map(each -> each.from().toString()).toArray())
                .map((rs, context) -> free(rs))
                .forEach(slot -> earliest.put(slot.queue(), slot));
        return earliest;
    }

    /** A slot as it is kept. */
    record Kept(long id, Quota quota, Instant start, Instant end, int planned, int booked) {}

    /** All slots of a queue on these days, of every quota. */
    List<Kept> kept(Handle handle, long queue, LocalDate from, LocalDate to) {
        return handle.createQuery("""
                        SELECT id, quota, starts_at, ends_at, planned, booked FROM slots
                        WHERE queue = :queue AND day BETWEEN :from AND :to ORDER BY id
                        """)
                .bind("queue", queue)
                .bind("from", from)
                .bind("to", to)
                .map((rs, context) -> new Kept(
                        rs.getLong("id"),
                        Quota.of(rs.getString("quota")),
                        instant(rs, "starts_at"),
                        instant(rs, "ends_at"),
                        rs.getInt("planned"),
                        rs.getInt("booked")))
                .list();
    }
}
