package org.servicemap.requests.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A clock that runs for one request.
 *
 * @param subject the unit it runs for, where several may run at once (whistles); else empty
 * @param pausedAt when it was stopped, or null while it runs
 * @param warned whether its warning was given
 * @param spoken whether it ran out and was heard: it does not speak of the same end again
 */
public record RunningClock(
        String clock,
        String subject,
        Instant startedAt,
        Instant dueAt,
        @Nullable Instant pausedAt,
        boolean warned,
        boolean spoken) {
    static RunningClock started(String clock, String subject, Instant at, Instant due) {
        return new RunningClock(clock, subject, at, due, null, false, false);
    }

    /** When its warning falls: three quarters of the way. */
    public Instant amberAt() {
        long total = dueAt.toEpochMilli() - startedAt.toEpochMilli();
        return startedAt.plusMillis(total * 3 / 4);
    }

    RunningClock pause(Instant at) {
        return pausedAt == null ? new RunningClock(clock, subject, startedAt, dueAt, at, warned, spoken) : this;
    }

    /** Goes on; the time that it stood is added. */
    RunningClock resume(Instant at) {
        if (pausedAt == null) {
            return this;
        }
        java.time.Duration stood = java.time.Duration.between(pausedAt, at);
        return new RunningClock(clock, subject, startedAt.plus(stood), dueAt.plus(stood), null, warned, spoken);
    }

    RunningClock until(Instant due) {
        boolean same = due.equals(dueAt);
        return new RunningClock(clock, subject, startedAt, due, pausedAt, same && warned, same && spoken);
    }

    /** The same as one that was started anew: what it has said of this end stays said. */
    RunningClock after(RunningClock earlier) {
        boolean same = dueAt.equals(earlier.dueAt);
        return new RunningClock(
                clock, subject, startedAt, dueAt, pausedAt, same && earlier.warned, same && earlier.spoken);
    }

    /** What the event carries that says that it ran out. */
    public ActionInput runOut() {
        return ActionInput.builder()
                .text(Input.CLOCK, clock)
                .text(Input.UNIT, subject)
                .until(dueAt)
                .build();
    }

    /** Whether it is the same clock for the same unit, whenever it began. */
    boolean isSame(RunningClock other) {
        return clock.equals(other.clock) && subject.equals(other.subject);
    }

    /** The same after it ran out and was heard. */
    public RunningClock heard() {
        return new RunningClock(clock, subject, startedAt, dueAt, pausedAt, true, true);
    }

    /** When it says something next; null while it stands or when it has said all. */
    public @Nullable Instant nextAt() {
        if (pausedAt != null || spoken) {
            return null;
        }
        return warned ? dueAt : amberAt();
    }
}
