package org.servicemap.requests;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/**
 * Rows of requests as they were when a transaction of the change log had ended: made again from the events that were written up to it, since the
 * row of a request is what its events make together. Only requests to which something was written in or after that transaction are looked
 * at; the others are as they were. Where exactly is only known while the place was not given up, and words have no tone here.
 */
final class FormerRows {
    private static final int BATCH = 1_000;

    /** Of each partition its own index in commit order leads. */
    private static final String WRITTEN_SINCE = """
            SELECT month, request_id, bool_or(seq = 1 AND xid > CAST(CAST(:xid AS text) AS xid8)) AS is_new
            FROM request_events WHERE month <= :until AND xid >= CAST(CAST(:xid AS text) AS xid8)
            GROUP BY month, request_id ORDER BY month, request_id""";

    private static final String EVENTS = """
            SELECT request_id, seq, body, hash FROM request_events
            WHERE month = ANY (:months) AND request_id = ANY (:ids) AND xid <= CAST(CAST(:xid AS text) AS xid8)
            ORDER BY request_id, seq""";

    private static final String PLACES = """
            SELECT request_id, name, salt, value FROM request_values
            WHERE month = ANY (:months) AND request_id = ANY (:ids) AND (name = :place OR name LIKE '%.' || :place)""";

    private final Handle handle;
    private final BlindIndex keys;
    private final long xid;

    FormerRows(Handle handle, BlindIndex keys, long xid) {
        this.handle = handle;
        this.keys = keys;
        this.xid = xid;
    }

    /**
     * @param untilMonth requests of later months are not looked at
     * @param touched gets each request to which something was written since, also those that were not there yet
     */
    void read(
            int untilMonth,
            LongConsumer touched,
            Consumer<@Nullable Object[]> requests,
            Consumer<RequestRows.Happened> events) {
        for (List<Long> ids : known(untilMonth, touched)) {
            Map<Long, Map<String, Commitment>> places = places(ids);
            chains(ids).forEach((id, chain) -> {
                requests.accept(row(id, chain.size(), ExactPlace.folded(chain, places.getOrDefault(id, Map.of()))));
                chain.forEach(
                        link -> events.accept(happened(Event.read(link.body()).event())));
            });
        }
    }

    /** Those that were there already, by batches. */
    private List<List<Long>> known(int untilMonth, LongConsumer touched) {
        List<List<Long>> batches = new ArrayList<>();
        try (ResultIterator<Touched> all = handle.createQuery(WRITTEN_SINCE)
                .bind("xid", xid)
                .bind("until", untilMonth)
                .setFetchSize(BATCH)
                .map((rs, context) -> new Touched(rs.getLong("request_id"), rs.getBoolean("is_new")))
                .iterator()) {
            all.forEachRemaining(each -> {
                touched.accept(each.id());
                if (!each.isNew()) {
                    if (batches.isEmpty() || batches.get(batches.size() - 1).size() == BATCH) {
                        batches.add(new ArrayList<>());
                    }
                    batches.get(batches.size() - 1).add(each.id());
                }
            });
        }
        return batches;
    }

    private record Touched(long id, boolean isNew) {}

    private Map<Long, List<Chain.Link>> chains(List<Long> ids) {
        Map<Long, List<Chain.Link>> chains = new HashMap<>();
        handle.createQuery(EVENTS)
                .bind("months", months(ids))
                .bind("ids", ids.stream().mapToLong(Long::longValue).toArray())
                .bind("xid", xid)
                .map((rs, context) -> chains.computeIfAbsent(rs.getLong("request_id"), id -> new ArrayList<>())
                        .add(new Chain.Link(rs.getInt("seq"), rs.getBytes("body"), rs.getBytes("hash"))))
                .list();
        return chains;
    }

    private Map<Long, Map<String, Commitment>> places(List<Long> ids) {
        Map<Long, Map<String, Commitment>> places = new HashMap<>();
        handle.createQuery(PLACES)
                .bind("months", months(ids))
                .bind("ids", ids.stream().mapToLong(Long::longValue).toArray())
                .bind("place", ExactPlace.NAME)
                .map((rs, context) -> places.computeIfAbsent(rs.getLong("request_id"), id -> new HashMap<>())
                        .put(
                                rs.getString("name"),
                                new Commitment(rs.getString("name"), rs.getBytes("salt"), rs.getString("value"))))
                .list();
        return places;
    }

    private static int[] months(List<Long> ids) {
        return ids.stream().mapToInt(Months::of).distinct().toArray();
    }

    private @Nullable Object[] row(long id, int version, Facts facts) {
        @Nullable Object[] row = new @Nullable Object[RequestRows.COLUMNS.size()];
        for (int at = 0; at < row.length; at++) {
            row[at] = value(RequestRows.COLUMNS.get(at), id, version, facts);
        }
        return row;
    }

    private @Nullable Object value(String column, long id, int version, Facts facts) {
        return switch (column) {
            case "id" -> id;
            case "month" -> Months.of(id);
            case "version" -> version;
            case "tone", "remark_tone" -> null;
            case "petitioner" -> petitioner(facts.number(Field.PETITIONER));
            default -> plain(facts.values().get(Field.ofColumn(column)));
        };
    }

    private @Nullable Long petitioner(@Nullable Long petitioner) {
        return petitioner == null ? null : surrogate(keys, petitioner);
    }

    /** Tells equal from different, nothing else. */
    static long surrogate(BlindIndex keys, Object petitioner) {
        return ByteBuffer.wrap(keys.of("facts_petitioner", petitioner.toString()))
                .getLong();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Instant at ? LocalDateTime.ofInstant(at, ZoneOffset.UTC) : value;
    }

    private static RequestRows.Happened happened(Event event) {
        return new RequestRows.Happened(
                event.request(), Months.of(event.request()), event.seq(), event.at(), event.action(), event.unit());
    }
}
