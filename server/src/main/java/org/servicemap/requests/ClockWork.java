package org.servicemap.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.ClockRule;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.storage.Database;

/**
 * Lets clocks speak: a warning at three quarters, and what follows when one runs out. Each clock is taken under a row lock
 * and moved on in the transaction of its effect, so that it speaks once, also on several servers and across crashes.
 */
final class ClockWork {
    private static final int BATCH = 50;

    private final Database database;
    private final Requests requests;
    private final Notices notices;
    private final Clock clock;

    ClockWork(Database database, Requests requests, Notices notices, Clock clock) {
        this.database = database;
        this.requests = requests;
        this.notices = notices;
        this.clock = clock;
    }

    private record Due(long request, String clock, String subject, OffsetDateTime dueAt, boolean warned) {}

    /** Handles what is due by now, clock by clock; answers how many spoke. */
    int run() {
        int done = 0;
        for (boolean more = true; more; ) {
            int spoke = database.inTransaction(this::batch);
            done += spoke;
            more = spoke == BATCH;
        }
        return done;
    }

    private int batch(Handle handle) {
        Instant now = clock.instant();
        List<Due> due = handle.createQuery("""
                        SELECT request_id, clock, subject, due_at, warned FROM request_clocks
                        WHERE next_at <= :now ORDER BY next_at LIMIT :batch FOR UPDATE SKIP LOCKED
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("batch", BATCH)
                .map((rs, context) -> new Due(
                        rs.getLong("request_id"),
                        rs.getString("clock"),
                        rs.getString("subject"),
                        rs.getObject("due_at", OffsetDateTime.class),
                        rs.getBoolean("warned")))
                .list();
        due.forEach(each -> speak(handle, each, now));
        return due.size();
    }

    private void speak(Handle handle, Due due, Instant now) {
        boolean over = !due.dueAt().toInstant().isAfter(now);
        handle.createUpdate("""
                        UPDATE request_clocks SET warned = true, next_at = :next
                        WHERE month = :month AND request_id = :id AND clock = :clock AND subject = :subject
                        """)
                .bind("next", over ? null : due.dueAt())
                .bind("month", Months.of(due.request()))
                .bind("id", due.request())
                .bind("clock", due.clock())
                .bind("subject", due.subject())
                .execute();
        if (over) {
            runOut(due);
        } else if (!due.warned()) {
            warn(handle, due);
        }
    }

    private void warn(Handle handle, Due due) {
        Requests.Open open = requests.open(handle, due.request());
        String unit = due.subject().isEmpty() ? open.request().facts().text(Field.UNIT) : due.subject();
        if (unit != null) {
            notices.send(
                    handle,
                    open.request(),
                    List.of(new Notice(Notice.Kind.DUE_SOON, unit)),
                    java.util.Map.of("clock", due.clock(), "due", due.dueAt().toString()));
        }
    }

    /** The deadline makes the request overdue and opens the callback; other clocks only make it visible. */
    private void runOut(Due due) {
        requests.act(due.request(), Action.OVERDUE, ActionInput.NONE, Requests.Right.of(Author.SYSTEM), null);
        if (due.clock().equals(ClockRule.DEADLINE)) {
            requests.act(due.request(), Action.OPEN_CALLBACK, ActionInput.NONE, Requests.Right.of(Author.SYSTEM), null);
        }
    }
}
