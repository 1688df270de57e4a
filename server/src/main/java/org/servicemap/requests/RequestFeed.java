package org.servicemap.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.EventStream;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Route;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;

/**
 * Tells open desks at once which requests have changed, whichever server or command changed them: the change log is read in commit
 * order while anybody listens. A listener hears only of requests that it may see. One that lost the line takes up from its last
 * event; one that was away too long is told to look at everything. Thread-safe.
 */
final class RequestFeed implements DeskGroup {
    private static final int BATCH = 500;

    /** From so many changes on, a listener that comes back had better read its lists anew. */
    private static final int MOST_MISSED = 2000;

    private final Database database;
    private final ChangeLog changes;
    private final RequestStore store;
    private final SideStore side;
    private final Desk desk;
    /** Who listens may have changed by then: the listener comes back by itself and is asked anew. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<EventStream, Listener> listeners = new ConcurrentHashMap<>();
    private ChangeLog.@Nullable Position position;

    RequestFeed(Database database, RequestStore store, SideStore side, Desk desk, Clock clock) {
        this.database = database;
        this.changes = new ChangeLog(database);
        this.store = store;
        this.side = side;
        this.desk = desk;
        this.clock = clock;
    }

    private record Listener(Caller caller, Instant since) {}

    @Describe("Requests that changed, as the listener may see them")
    record ChangedJson(
            List<ItemJson> items,

            @Describe("More changed than are named: read the lists anew")
            boolean more) {}

    private static final ChangedJson EVERYTHING = new ChangedJson(List.of(), true);

    @Describe("A request that changed")
    record ItemJson(String number, String state, int version) {}

    private record Changed(Request request, List<Party> parties) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/requests/events", "listenToRequests")
                .summary("Which requests change, as it happens")
                .description("Events named changed, each with items (number, state, version) and more; the id goes into"
                        + " Last-Event-ID. A comment comes every 15 seconds while nothing happens.")
                .roles(Desk.roles())
                .events("The events", this::open));
    }

    private void open(Exchange exchange, EventStream stream) {
        Caller caller = exchange.caller();
        String last = stream.lastEventId();
        join(stream, new Listener(caller, clock.instant()));
        stream.onClose(() -> listeners.remove(stream));
        if (last != null) {
            catchUp(stream, caller, last);
        }
    }

    /** From here on nothing is missed: where the reading begins is set before the listener is told that it is heard. */
    private synchronized void join(EventStream stream, Listener listener) {
        if (position == null) {
            position = changes.end();
        }
        listeners.put(stream, listener);
    }

    /** Where to go on reading; null while nobody listens. */
    private synchronized ChangeLog.@Nullable Position here() {
        if (listeners.isEmpty()) {
            position = null;
        }
        return position;
    }

    private synchronized void goTo(ChangeLog.Position next) {
        position = next;
    }

    /** What the listener missed; to look at everything when that is a lot, or its place cannot be read. */
    private void catchUp(EventStream stream, Caller caller, String last) {
        ChangeLog.Position from;
        try {
            from = ChangeLog.Position.parse(last);
        } catch (RuntimeException e) {
            stream.send(null, "changed", EVERYTHING);
            return;
        }
        List<ChangeLog.Change> missed = changes.after(from, MOST_MISSED);
        if (missed.size() == MOST_MISSED || changes.isCut(from)) {
            stream.send(null, "changed", EVERYTHING);
        } else if (!missed.isEmpty()) {
            tell(stream, caller, missed.get(missed.size() - 1).position(), read(missed));
        }
    }

    /**
     * Tells what changed since the last time. To be called again and again, by one thread at a time.
     *
     * @return whether there is more that may be read in a moment
     */
    boolean tick() {
        Instant oldest = clock.instant().minus(LONGEST);
        listeners.forEach((stream, listener) -> {
            if (listener.since().isBefore(oldest)) {
                stream.close();
            }
        });
        ChangeLog.Position from = here();
        if (from == null) {
            return false;
        }
        boolean more = changes.isHeldBack();
        List<ChangeLog.Change> batch = changes.after(from, BATCH);
        if (batch.size() == BATCH) {
            skip();
        } else if (!batch.isEmpty()) {
            tellAll(batch);
        }
        return more;
    }

    /** More than can be told one by one: an import, or the demo's year. */
    private void skip() {
        ChangeLog.Position now = changes.end();
        goTo(now);
        listeners.keySet().forEach(stream -> stream.send(now.toString(), "changed", EVERYTHING));
    }

    private void tellAll(List<ChangeLog.Change> batch) {
        ChangeLog.Position now = batch.get(batch.size() - 1).position();
        goTo(now);
        Collection<Changed> changed = read(batch);
        listeners.forEach((stream, listener) -> tell(stream, listener.caller(), now, changed));
    }

    private Collection<Changed> read(List<ChangeLog.Change> batch) {
        Map<Long, Changed> changed = new LinkedHashMap<>();
        database.jdbi().useHandle(handle -> {
            for (ChangeLog.Change change : batch) {
                if (change.topic().equals(Journal.TOPIC)) {
                    long id = Long.parseLong(change.key());
                    changed.computeIfAbsent(
                            id,
                            key -> store.find(handle, id)
                                    .map(request -> new Changed(request, side.parties(handle, id)))
                                    .orElse(null));
                }
            }
        });
        changed.values().removeIf(Objects::isNull);
        return changed.values();
    }

    private void tell(EventStream stream, Caller caller, ChangeLog.Position now, Collection<Changed> changed) {
        List<ItemJson> items = new ArrayList<>();
        for (Changed each : changed) {
            Request request = each.request();
            if (desk.sees(caller, request.facts(), each.parties())) {
                items.add(new ItemJson(
                        request.number().digits(), request.facts().state().key(), request.version()));
            }
        }
        if (!items.isEmpty()) {
            stream.send(now.toString(), "changed", new ChangedJson(items, false));
        }
    }
}
