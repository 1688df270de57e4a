package org.servicemap.requests.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has to be told of a step.
 *
 * @param unit the unit to tell; null for the petitioner
 * @param clock the clock that it is about; null when it is about none
 * @param due when that clock runs out, or ran out; null when it is about none
 */
public record Notice(
        Kind kind,
        @Nullable String unit,
        @Nullable String clock,
        @Nullable Instant due) {
    public Notice(Kind kind, @Nullable String unit) {
        this(kind, unit, null, null);
    }

    /** What is told; the templates have these names. */
    public enum Kind {
        RECEIVED,
        ANSWERED,
        DIVERTED,
        DISPATCHED,
        COPIED,
        RETURNED,
        /** Followed from now on by what is done about another one. */
        LINKED,
        DISPUTE_DECIDED,
        FACTS_ADDED,
        ASSISTANCE_ASKED,
        WHISTLED,
        WHISTLE_DECLINED,
        EXTENDED,
        EXTENSION_REFUSED,
        SUSPENDED,
        SUPERVISED,
        ESCALATED,
        HANDLED,
        /** The petitioner is asked how it went. */
        CALLBACK,
        REWORK,
        CLOSED,
        WITHDRAWN,
        DUE_SOON,
        OVERDUE;

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Notice petitioner(Kind kind) {
        return new Notice(kind, null);
    }

    static Notice unit(Kind kind, String unit) {
        return new Notice(kind, unit);
    }
}
