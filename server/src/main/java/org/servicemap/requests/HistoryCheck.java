package org.servicemap.requests;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.history.Identity;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.RunningClock;
import org.servicemap.storage.Database;

/**
 * Proves the history of all requests: every chain is whole, every row is what its events make together, with other
 * units and clocks, every value that
 * was not erased is the one that its event commits to, and every signed head covers its events. Names the first break.
 */
public final class HistoryCheck {
    private static final int BATCH = 500;

    private final Database database;
    private final RequestStore store;
    private final SideStore side = new SideStore();
    private final Heads heads;

    HistoryCheck(Database database, RequestStore store, Heads heads) {
        this.database = database;
        this.store = store;
        this.heads = heads;
    }

    /** Over the requests of a database whose heads these keys sign. */
    public static HistoryCheck of(Database database, Keyset keys, Clock clock) {
        return new HistoryCheck(database, new RequestStore(), Heads.of(database, keys, clock));
    }

    /**
     * What was found.
     *
     * @param broken where it breaks first; null when all holds
     */
    public record Report(
            long requests, long events, @Nullable Finding broken) {}

    /** @param place number of the request, or the head */
    public record Finding(String place, String code, String message) {}

    private static final class Counts {
        private long requests;
        private long events;
    }

    public Report run() {
        Counts counts = new Counts();
        Finding broken = requests(counts);
        if (broken == null) {
            broken = heads.verify()
                    .map(found -> new Finding("head " + found.head(), found.code(), found.message()))
                    .orElse(null);
        }
        return new Report(counts.requests, counts.events, broken);
    }

    private @Nullable Finding requests(Counts counts) {
        long after = 0;
        while (true) {
            long from = after;
            Batch batch = database.inSnapshot(handle -> read(handle, from));
            for (Row row : batch.requests()) {
                Optional<Finding> found = check(row, batch, counts);
                if (found.isPresent()) {
                    return found.get();
                }
                after = row.request().id();
            }
            if (batch.requests().isEmpty()) {
                Finding orphan = orphans();
                return orphan != null ? orphan : misplaced();
            }
        }
    }

    /** Requests of one month with all that belongs to them, as of one moment. */
    private record Batch(
            List<Row> requests,
            Map<Long, List<Chain.Link>> chains,
            Map<Long, Map<String, Commitment>> values,
            Map<Long, List<Party>> parties,
            Map<Long, List<RunningClock>> clocks) {
        Beside beside(long request) {
            return Beside.of(parties.getOrDefault(request, List.of()), clocks.getOrDefault(request, List.of()));
        }
    }

    private Batch read(Handle handle, long after) {
        List<Row> rows = rows(handle, after);
        if (rows.isEmpty()) {
            return new Batch(rows, Map.of(), Map.of(), Map.of(), Map.of());
        }
        int month = rows.get(0).request().month();
        List<Row> requests =
                rows.stream().filter(row -> row.request().month() == month).toList();
        long first = requests.get(0).request().id();
        long last = requests.get(requests.size() - 1).request().id();
        return new Batch(
                requests,
                store.chains(handle, month, first, last),
                store.values(handle, month, first, last),
                side.parties(handle, month, first, last),
                side.clocks(handle, month, first, last));
    }

    private record Row(Request request, byte[] codeHash) {}

    private static List<Row> rows(Handle handle, long after) {
        return handle.createQuery("""
                        SELECT * FROM requests WHERE (month, id) > (:month, :after) ORDER BY month, id LIMIT :batch
                        """)
                .bind("month", after == 0 ? 0 : Months.of(after))
                .bind("after", after)
                .bind("batch", BATCH)
                .map((rs, context) -> new Row(RequestStore.read(rs), rs.getBytes("code_hash")))
                .list();
    }

    private static Optional<Finding> check(Row row, Batch batch, Counts counts) {
        Request request = row.request();
        String place = "request " + request.number();
        List<Chain.Link> chain = batch.chains().getOrDefault(request.id(), List.of());
        counts.requests++;
        counts.events += chain.size();
        Optional<Chain.Break> broken = Chain.verify(request.id(), chain);
        if (broken.isPresent()) {
            return broken.map(b -> new Finding(place + " event " + b.seq(), b.code(), b.message()));
        }
        if (chain.size() != request.version()) {
            return Optional.of(new Finding(
                    place,
                    "missing_event",
                    "the row is at version " + request.version() + ", the history has " + chain.size() + " events"));
        }
        Map<String, Commitment> values = batch.values().getOrDefault(request.id(), Map.of());
        return values(values, chain, place)
                .or(() -> row(request, chain, values, place))
                .or(() -> beside(batch.beside(request.id()), chain, place))
                .or(() -> identity(row, chain.get(0), place));
    }

    private static Optional<Finding> row(
            Request request, List<Chain.Link> chain, Map<String, Commitment> values, String place) {
        Facts folded = ExactPlace.folded(chain, values);
        if (folded.equals(request.facts())) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        for (var field : org.servicemap.requests.lifecycle.Field.values()) {
            if (!java.util.Objects.equals(
                    folded.values().get(field), request.facts().values().get(field))) {
                fields.add(field.column());
            }
        }
        return Optional.of(
                new Finding(place, "row_differs", "the row is not what its events make: " + String.join(", ", fields)));
    }

    /** Other units and clocks are those that the events say. */
    private static Optional<Finding> beside(Beside rows, List<Chain.Link> chain, String place) {
        return Beside.folded(chain)
                .flatMap(events -> events.differs(rows))
                .map(difference -> new Finding(place, "beside_differs", difference));
    }

    /** Number and query code are those that it was filed under. */
    private static Optional<Finding> identity(Row row, Chain.Link first, String place) {
        String filed = Event.read(first.body()).event().commitments().get(Identity.NAME);
        return Identity.digest(row.request().number().digits(), row.codeHash()).equals(filed)
                ? Optional.empty()
                : Optional.of(new Finding(
                        place, "identity_differs", "number or query code are not those it was filed under"));
    }

    private static Optional<Finding> values(Map<String, Commitment> values, List<Chain.Link> chain, String place) {
        Set<String> unknown = new TreeSet<>(values.keySet());
        for (Chain.Link link : chain) {
            for (var committed : Event.read(link.body()).event().commitments().entrySet()) {
                unknown.remove(committed.getKey());
                Commitment value = values.get(committed.getKey());
                if (value != null && !value.digest().equals(committed.getValue())) {
                    return Optional.of(new Finding(
                            place, "value_differs", committed.getKey() + " is not what its event commits to"));
                }
            }
        }
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(place, "unknown_value", "no event commits to " + String.join(", ", unknown)));
    }

    /** Events of requests that have no row. */
    private @Nullable Finding orphans() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT e.request_id FROM request_events e WHERE e.seq = 1 AND NOT EXISTS
                                    (SELECT FROM requests r WHERE r.month = e.month AND r.id = e.request_id) LIMIT 1
                                """).mapTo(Long.class).findOne())
                .map(id ->
                        new Finding("request id " + id, "missing_row", "there are events of a request without a row"))
                .orElse(null);
    }

    /** A unit beside the leading one whose desk would list the request by another deadline, or not. */
    private @Nullable Finding misplaced() {
        String sql = """
                SELECT p.request_id, p.unit FROM request_parties p JOIN requests r ON r.month = p.month AND r.id = p.request_id
                WHERE p.work_deadline IS DISTINCT FROM CASE WHEN %s THEN coalesce(r.deadline, 'infinity') END LIMIT 1
                """.formatted(RequestQuery.View.WORK.condition());
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .map((rs, context) -> new Finding(
                                "request id " + rs.getLong("request_id"),
                                "beside_differs",
                                "the desk of " + rs.getString("unit") + " lists it by another deadline"))
                        .findOne())
                .orElse(null);
    }
}
