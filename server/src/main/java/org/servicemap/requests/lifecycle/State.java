package org.servicemap.requests.lifecycle;

import java.util.Locale;

/** Where a request stands. Overdue, supervised and an open callback are flags beside the state. */
public enum State {
    /** Acknowledged; waits for dispatch (normally for milliseconds, else in the dispatcher's queue). */
    RECEIVED,
    /** A consultation that was answered at once. */
    ANSWERED(true),
    /** Sent to another channel: one of the city's diversions. */
    DIVERTED(true),
    /** Given to a unit that has not accepted yet. */
    DISPATCHED,
    /** The unit says that it is not its duty; a reviewer decides. */
    DISPUTED,
    ACCEPTED,
    IN_PROGRESS,
    /** Cannot be solved now: parked with reasons and a review date (挂账). */
    SUSPENDED,
    /** Handled with a reply; the callback is due. */
    HANDLED,
    /** Being called back; not reached yet. */
    CALLBACK,
    CLOSED(true),
    WITHDRAWN(true),
    /** Follows a parent request; gets an own answer when that is handled. */
    LINKED;

    private final boolean end;

    State() {
        this(false);
    }

    State(boolean end) {
        this.end = end;
    }

    /** Whether nothing more is expected of anyone. */
    public boolean isEnd() {
        return end;
    }

    /** Whether a unit works on it or should. */
    public boolean isWork() {
        return switch (this) {
            case DISPATCHED, DISPUTED, ACCEPTED, IN_PROGRESS, SUSPENDED -> true;
            default -> false;
        };
    }

    /** Whether others can follow it: a unit will still handle it. One that follows another itself gets its answer from there. */
    public boolean canBeFollowed() {
        return this == RECEIVED || isWork();
    }

    /** The word in JSON and in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static State of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
