package org.servicemap.requests.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A clock that runs for one request.
 *
 * @param subject the unit it runs for, where several may run at once (whistles); else empty
 * @param pausedAt when it was stopped, or null while it runs
 */
public record RunningClock(
        String clock,
        String subject,
        Instant startedAt,
        Instant dueAt,
        @Nullable Instant pausedAt) {
    /** When its warning falls: three quarters of the way. */
    public Instant amberAt() {
        long total = dueAt.toEpochMilli() - startedAt.toEpochMilli();
        return startedAt.plusMillis(total * 3 / 4);
    }

    RunningClock pause(Instant at) {
        return pausedAt == null ? new RunningClock(clock, subject, startedAt, dueAt, at) : this;
    }

    /** Goes on; the time that it stood is added. */
    RunningClock resume(Instant at) {
        if (pausedAt == null) {
            return this;
        }
        java.time.Duration stood = java.time.Duration.between(pausedAt, at);
        return new RunningClock(clock, subject, startedAt.plus(stood), dueAt.plus(stood), null);
    }

    RunningClock until(Instant due) {
        return new RunningClock(clock, subject, startedAt, due, pausedAt);
    }
}
