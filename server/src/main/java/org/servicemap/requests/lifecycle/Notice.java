package org.servicemap.requests.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Somebody has to be told of a step.
 *
 * @param unit the unit to tell; null for the petitioner
 */
public record Notice(Kind kind, @Nullable String unit) {
    /** What is told; the templates have these names. */
    public enum Kind {
        RECEIVED,
        ANSWERED,
        DIVERTED,
        DISPATCHED,
        COPIED,
        RETURNED,
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
