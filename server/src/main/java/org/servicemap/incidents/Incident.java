package org.servicemap.incidents;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * Something that many ask about: what is said of it, and what has become of it.
 *
 * @param unit the unit for which whoever made it acted; null for the whole city's staff
 * @param origin where a planned outage was announced; null for what dispatchers make
 * @param parent the request that those of callers follow; null for a notice that nobody has called about
 * @param answer what those who asked were told at the end, by language
 * @param version counts changes
 */
public record Incident(
        long id,
        Kind kind,
        State state,
        Announcement announcement,
        @Nullable String unit,
        @Nullable Origin origin,
        @Nullable Parent parent,
        @Nullable Instant endedAt,
        @Nullable LocalText answer,
        int version,
        Instant changedAt,
        String changedBy) {
    /** Whether somebody outlined it or it was announced beforehand. */
    public enum Kind {
        INCIDENT,
        NOTICE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Only what is open is shown to the public and can be linked to. */
    public enum State {
        OPEN,
        ENDED,
        CANCELLED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Where a planned outage was announced.
     *
     * @param reference unique for its source: the same again is the same outage
     * @param work kind of the work, as the city's settings name it, or a category
     */
    public record Origin(String source, String reference, String work) {}

    /** The request that others follow. */
    public record Parent(long id, String number) {}

    boolean isOpen() {
        return state == State.OPEN;
    }

    Incident with(Announcement said, Instant at, String by) {
        return copy(state, said, parent, endedAt, answer, at, by);
    }

    Incident followed(Parent first, Instant at, String by) {
        return copy(state, announcement, first, endedAt, answer, at, by);
    }

    Incident closed(State how, @Nullable LocalText told, Instant at, String by) {
        return copy(how, announcement, parent, at, told, at, by);
    }

    private Incident copy(
            State nowState,
            Announcement said,
            @Nullable Parent followed,
            @Nullable Instant ended,
            @Nullable LocalText told,
            Instant at,
            String by) {
        return new Incident(id, kind, nowState, said, unit, origin, followed, ended, told, version + 1, at, by);
    }
}
