package org.servicemap.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.requests.lifecycle.RunningClock;
import org.servicemap.storage.Database;
import org.servicemap.storage.Writes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets clocks speak: a warning at three quarters, and what follows when one runs out. Each clock is looked at again under
 * the lock of its request and moved on in the transaction of its effect, so that it speaks once, also on several servers
 * and across crashes.
 */
final class ClockWork {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWork.class);
    private static final int BATCH = 200;
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Database database;
    private final RequestStore store;
    private final Requests requests;
    private final Notices notices;
    private final Clock clock;

    ClockWork(Database database, RequestStore store, Requests requests, Notices notices, Clock clock) {
        this.database = database;
        this.store = store;
        this.requests = requests;
        this.notices = notices;
        this.clock = clock;
    }

    private record Key(long request, String clock, String subject) {}

    /** Handles what is due by now; answers how many clocks spoke. */
    int run() {
        Instant now = clock.instant();
        int done = 0;
        for (List<Key> due = due(now); !due.isEmpty(); due = due(now)) {
            for (Key key : due) {
                done += tried(key, now) ? 1 : 0;
            }
        }
        return done;
    }

    /** One that cannot speak must not silence those behind it: it is tried again later. */
    private boolean tried(Key key, Instant now) {
        try {
            return database.inTransaction(handle -> speak(handle, key, now));
        } catch (RuntimeException e) {
            LOG.error("the clock {} of request {} cannot speak, again in {}", key.clock(), key.request(), AGAIN, e);
            database.useTransaction(handle -> putOff(handle, key, now.plus(AGAIN)));
            return false;
        }
    }

    private List<Key> due(Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT request_id, clock, subject FROM request_clocks
                                WHERE next_at <= :now ORDER BY next_at LIMIT :batch
                                """)
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("batch", BATCH)
                        .map((rs, context) ->
                                new Key(rs.getLong("request_id"), rs.getString("clock"), rs.getString("subject")))
                        .list());
    }

    private boolean speak(Handle handle, Key key, Instant now) {
        Optional<Request> request = store.lock(handle, key.request());
        Optional<RunningClock> due = find(handle, key, now);
        if (request.isEmpty() || due.isEmpty()) {
            return false;
        }
        boolean over = !due.get().dueAt().isAfter(now);
        moveOn(handle, key, over ? null : due.get().dueAt().atOffset(ZoneOffset.UTC));
        if (over) {
            runOut(key.request(), due.get());
        } else if (!due.get().warned()) {
            List<Notice> warnings = requests.lifecycle().warnings(request.get().facts(), due.get());
            Writes writes = Writes.in(handle);
            notices.send(writes, request.get(), warnings, Map.of(), null);
            writes.send();
        }
        return true;
    }

    private static Optional<RunningClock> find(Handle handle, Key key, Instant now) {
        return handle.createQuery("""
                        SELECT clock, subject, started_at, due_at, paused_at, warned, spoken FROM request_clocks
                        WHERE month = :month AND request_id = :id AND clock = :clock AND subject = :subject AND next_at <= :now
                        """)
                .bind("month", Months.of(key.request()))
                .bind("id", key.request())
                .bind("clock", key.clock())
                .bind("subject", key.subject())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((rs, context) -> SideStore.clock(rs))
                .findOne();
    }

    private static void moveOn(Handle handle, Key key, @org.jspecify.annotations.Nullable OffsetDateTime next) {
        handle.createUpdate("""
                        UPDATE request_clocks SET warned = true, spoken = (CAST(:next AS timestamptz) IS NULL), next_at = :next
                        WHERE month = :month AND request_id = :id AND clock = :clock AND subject = :subject
                        """)
                .bind("next", next)
                .bind("month", Months.of(key.request()))
                .bind("id", key.request())
                .bind("clock", key.clock())
                .bind("subject", key.subject())
                .execute();
    }

    private static void putOff(Handle handle, Key key, Instant until) {
        handle.createUpdate("""
                        UPDATE request_clocks SET next_at = :until
                        WHERE month = :month AND request_id = :id AND clock = :clock AND subject = :subject AND next_at < :until
                        """)
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .bind("month", Months.of(key.request()))
                .bind("id", key.request())
                .bind("clock", key.clock())
                .bind("subject", key.subject())
                .execute();
    }

    private void runOut(long request, RunningClock over) {
        Requests.Right system = Requests.Right.of(Author.SYSTEM);
        Request after = requests.act(request, Action.OVERDUE, over.runOut(), system, null);
        requests.lifecycle()
                .followUp(after.facts(), over)
                .ifPresent(next -> requests.act(request, next, ActionInput.NONE, system, null));
    }
}
