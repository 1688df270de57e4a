package org.servicemap.wardens;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Json;
import org.servicemap.requests.FieldRequests;

/**
 * What became of an item. What was stored, and conflicts, are kept under the item's key and answered again; refusals are not.
 *
 * @param status {@code stored}, {@code repeated}, {@code refused} or {@code conflict}
 */
record SyncResult(
        String status,
        @Nullable String code,
        @Nullable String field,
        @Nullable String detail,
        @Nullable String number,
        @Nullable String unit,
        @Nullable Instant deadline,
        @Nullable String state,
        @Nullable Boolean outside,
        @Nullable Boolean exifDiffers) {
    private static final String STORED = "stored";
    private static final String REPEATED = "repeated";
    private static final String CONFLICT = "conflict";

    /** A report that became a request. */
    static SyncResult report(FieldRequests.Seen seen, boolean outside, boolean exifDiffers) {
        return new SyncResult(
                STORED,
                null,
                null,
                null,
                seen.number(),
                seen.unit(),
                seen.deadline(),
                seen.state(),
                outside,
                exifDiffers);
    }

    static SyncResult visit(boolean outside) {
        return new SyncResult(STORED, null, null, null, null, null, null, null, outside, null);
    }

    /** Done. */
    static SyncResult task(boolean outside, boolean exifDiffers) {
        return new SyncResult(STORED, null, null, null, null, null, null, "done", outside, exifDiffers);
    }

    static SyncResult conflict(String code, String detail, @Nullable String state) {
        return new SyncResult(CONFLICT, code, null, detail, null, null, null, state, null, null);
    }

    static SyncResult refused(String code, @Nullable String field, String detail) {
        return new SyncResult("refused", code, field, detail, null, null, null, null, null, null);
    }

    /** As it is answered the second time. */
    SyncResult again() {
        return status.equals(STORED)
                ? new SyncResult(REPEATED, code, field, detail, number, unit, deadline, state, outside, exifDiffers)
                : this;
    }

    String json() {
        Map<String, Object> kept = new LinkedHashMap<>();
        put(kept, "status", status);
        put(kept, "code", code);
        put(kept, "detail", detail);
        put(kept, "number", number);
        put(kept, "unit", unit);
        put(kept, "deadline", deadline == null ? null : deadline.toString());
        put(kept, "state", state);
        put(kept, "outside", outside);
        put(kept, "exif_differs", exifDiffers);
        return new String(Json.bytes(kept), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void put(Map<String, Object> kept, String name, @Nullable Object value) {
        if (value != null) {
            kept.put(name, value);
        }
    }

    static SyncResult read(String json) {
        JsonNode kept = FieldTexts.tree(json);
        String deadline = text(kept, "deadline");
        return new SyncResult(
                kept.path("status").asText(),
                text(kept, "code"),
                null,
                text(kept, "detail"),
                text(kept, "number"),
                text(kept, "unit"),
                deadline == null ? null : Instant.parse(deadline),
                text(kept, "state"),
                flag(kept, "outside"),
                flag(kept, "exif_differs"));
    }

    private static @Nullable String text(JsonNode kept, String name) {
        return kept.hasNonNull(name) ? kept.get(name).asText() : null;
    }

    private static @Nullable Boolean flag(JsonNode kept, String name) {
        return kept.hasNonNull(name) ? (Boolean) kept.get(name).asBoolean() : null;
    }
}
