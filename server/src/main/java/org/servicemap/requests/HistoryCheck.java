package org.servicemap.requests;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.storage.Database;

/**
 * Proves the history of all requests: every chain is whole, every row is what its events make together, every value that
 * was not erased is the one that its event commits to, and every signed head covers its events. Names the first break.
 */
public final class HistoryCheck {
    private static final int BATCH = 500;

    private final Database database;
    private final RequestStore store;
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
            for (Request request : batch.requests()) {
                Optional<Finding> found = check(request, batch, counts);
                if (found.isPresent()) {
                    return found.get();
                }
                after = request.id();
            }
            if (batch.requests().isEmpty()) {
                return orphans();
            }
        }
    }

    /** Requests of one month with all that belongs to them, as of one moment. */
    private record Batch(
            List<Request> requests, Map<Long, List<Chain.Link>> chains, Map<Long, Map<String, Commitment>> values) {}

    private Batch read(Handle handle, long after) {
        List<Request> rows = rows(handle, after);
        if (rows.isEmpty()) {
            return new Batch(rows, Map.of(), Map.of());
        }
        int month = rows.get(0).month();
        List<Request> requests =
                rows.stream().filter(row -> row.month() == month).toList();
        long first = requests.get(0).id();
        long last = requests.get(requests.size() - 1).id();
        return new Batch(requests, store.chains(handle, month, first, last), store.values(handle, month, first, last));
    }

    private static List<Request> rows(Handle handle, long after) {
        return handle.createQuery("""
                        SELECT * FROM requests WHERE (month, id) > (:month, :after) ORDER BY month, id LIMIT :batch
                        """)
                .bind("month", after == 0 ? 0 : Months.of(after))
                .bind("after", after)
                .bind("batch", BATCH)
                .map((rs, context) -> RequestStore.read(rs))
                .list();
    }

    private static Optional<Finding> check(Request request, Batch batch, Counts counts) {
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
        return row(request, chain, place).or(() -> values(values, chain, place));
    }

    private static Optional<Finding> row(Request request, List<Chain.Link> chain, String place) {
        Facts folded = Facts.NONE;
        for (Chain.Link link : chain) {
            folded = folded.with(FactsJson.read(Event.read(link.body()).event().set()));
        }
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

    private static Optional<Finding> values(Map<String, Commitment> values, List<Chain.Link> chain, String place) {
        for (Chain.Link link : chain) {
            for (var committed : Event.read(link.body()).event().commitments().entrySet()) {
                Commitment value = values.get(committed.getKey());
                if (value != null && !value.digest().equals(committed.getValue())) {
                    return Optional.of(new Finding(
                            place, "value_differs", committed.getKey() + " is not what its event commits to"));
                }
            }
        }
        return Optional.empty();
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
}
