package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A unit beside the leading one.
 *
 * @param dueAt by when it must answer, or null
 * @param answeredAt when it reported or declined, or null
 * @param scoreByLead what the leading unit gave it, 1 to 5, or null
 * @param scoreOfLead what it gave the leading unit, or null
 */
public record Party(
        String unit,
        Role role,
        Status status,
        Instant askedAt,
        @Nullable Instant dueAt,
        @Nullable Instant answeredAt,
        @Nullable Integer scoreByLead,
        @Nullable Integer scoreOfLead) {
    /** What it is asked for. */
    public enum Role {
        /** Is told, and may read. */
        COPY,
        ASSISTANT,
        WHISTLED,
        /** The unit above to which it was raised, or that investigates. */
        ESCALATED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Role of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** How far it is. */
    public enum Status {
        TOLD,
        ASKED,
        REPORTED,
        DECLINED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    public static Party told(String unit, Role role, Instant at) {
        return new Party(unit, role, Status.TOLD, at, null, null, null, null);
    }

    public static Party asked(String unit, Role role, Instant at, @Nullable Instant due) {
        return new Party(unit, role, Status.ASKED, at, due, null, null, null);
    }

    public Party answered(Status how, Instant at) {
        return new Party(unit, role, how, askedAt, dueAt, at, scoreByLead, scoreOfLead);
    }

    public Party scored(@Nullable Integer byLead, @Nullable Integer ofLead) {
        return new Party(
                unit,
                role,
                status,
                askedAt,
                dueAt,
                answeredAt,
                byLead == null ? scoreByLead : byLead,
                ofLead == null ? scoreOfLead : ofLead);
    }
}
