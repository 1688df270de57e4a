package org.servicemap.wardens;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Json;

/**
 * An item of a phone with what goes for all kinds.
 *
 * @param hash of all that it says: another one under the same key is another item
 */
record SyncItem(UUID key, String kind, Instant foundAt, SyncJson.FieldItemBody body, byte[] hash) {
    private static final Duration SLACK = Duration.ofMinutes(2);
    private static final Duration LONG_AGO = Duration.ofDays(90);
    private static final double MOST_METRES = 100_000;

    /**
     * One sending.
     *
     * @param clockOff how far the phone's clock is ahead
     */
    record Arrival(Instant at, Duration clockOff) {
        /**
         * When it was: by the phone's clock, put right where that is off by more than two minutes; the arrival where the time cannot be
         * true. Never later than the arrival.
         */
        Instant when(Instant foundAt) {
            Instant right = clockOff.abs().compareTo(SLACK) > 0 ? foundAt.minus(clockOff) : foundAt;
            return doubts(foundAt) || right.isAfter(at) ? at : right;
        }

        /** How far the phone's clock is ahead, as the database holds it. */
        int clockOffSeconds() {
            return (int) Math.max(-2_000_000_000L, Math.min(2_000_000_000L, clockOff.toSeconds()));
        }

        /** Whether a time by the phone's clock cannot be true. */
        boolean doubts(Instant foundAt) {
            Instant found = foundAt.minus(clockOff);
            return found.isAfter(at.plus(SLACK)) || found.isBefore(at.minus(LONG_AGO));
        }
    }

    /** Where a phone was. */
    record Position(LonLat point, @Nullable Double accuracy) {}

    static SyncItem of(SyncJson.FieldItemBody body) {
        return new SyncItem(
                uuid(body.key(), "key"),
                body.kind(),
                body.foundAt().toInstant(),
                body,
                Uploads.sha256(Json.bytes(body)));
    }

    static UUID uuid(String text, String field) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw SyncRefused.field(field, "a key is a UUID");
        }
    }

    /** What must be there. */
    static <T> T need(@Nullable T value, String field) {
        if (value == null) {
            throw new SyncRefused("missing_field", field, field + " is missing");
        }
        return value;
    }

    static String word(@Nullable String value, String field, java.util.Set<String> words) {
        String given = need(value, field);
        if (!words.contains(given)) {
            throw SyncRefused.field(field, field + " is one of " + String.join(", ", new java.util.TreeSet<>(words)));
        }
        return given;
    }

    static @Nullable String note(@Nullable String text) {
        if (text != null && text.codePointCount(0, text.length()) > FieldDay.MOST_TEXT) {
            throw SyncRefused.field("note", "a note has at most " + FieldDay.MOST_TEXT + " characters");
        }
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Where the phone was; null when it did not say. */
    @Nullable
    Position phone() {
        SyncJson.FieldWhereBody where = body.where();
        if (where == null) {
            return null;
        }
        SyncJson.FieldPositionBody device = where.device();
        if (device != null) {
            return position(device.lon(), device.lat(), device.accuracy());
        }
        return Boolean.TRUE.equals(where.moved()) ? null : place();
    }

    /** Where the thing is; null where it was said in words. */
    @Nullable
    Position place() {
        SyncJson.FieldWhereBody where = body.where();
        return where == null || where.lon() == null || where.lat() == null
                ? null
                : position(where.lon(), where.lat(), where.accuracy());
    }

    private static Position position(double lon, double lat, @Nullable Double accuracy) {
        if (accuracy != null && !(accuracy >= 0 && accuracy <= MOST_METRES)) {
            throw SyncRefused.field("where.accuracy", "accuracy is a radius in metres");
        }
        try {
            return new Position(new LonLat(lon, lat), accuracy);
        } catch (GeoException e) {
            throw SyncRefused.field("where." + e.field(), String.valueOf(e.getMessage()));
        }
    }
}
