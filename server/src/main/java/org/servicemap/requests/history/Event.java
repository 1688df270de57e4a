package org.servicemap.requests.history;

import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a request's history.
 *
 * @param request id
 * @param seq 1 for the first
 * @param actor {@code system}, {@code petitioner}, or {@code account:id}
 * @param unit the unit acted for, or null
 * @param set new values of the row's fields by column; null where a field becomes empty
 * @param data what else the action carried and may stand for ever (codes, instants, choices); never personal
 * @param commitments digest by name, for the values that can be erased
 * @param beside what stands beside the row since then, where the event changed it; else null
 */
public record Event(
        long request,
        int seq,
        Instant at,
        String action,
        String actor,
        @Nullable String unit,
        Map<String, @Nullable Object> set,
        Map<String, Object> data,
        Map<String, String> commitments,
        @Nullable Map<String, Object> beside) {
    /** The hash before the first event. */
    private static final byte[] ORIGIN = new byte[32];

    public Event {
        set = Collections.unmodifiableMap(new TreeMap<>(set));
        data = Collections.unmodifiableMap(new TreeMap<>(data));
        commitments = Collections.unmodifiableMap(new TreeMap<>(commitments));
    }

    /**
     * The canonical bytes that are stored and hashed: they hold the hash of the event before, so that none can be changed,
     * left out or moved.
     *
     * @param previous hash of the event before; null for the first
     */
    public byte[] bytes(byte @Nullable [] previous) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("request", Long.toString(request));
        body.put("seq", seq);
        body.put("at", at.toString());
        body.put("action", action);
        body.put("actor", actor);
        if (unit != null) {
            body.put("unit", unit);
        }
        body.put("set", set);
        body.put("data", data);
        body.put("commitments", commitments);
        if (beside != null) {
            body.put("beside", beside);
        }
        body.put("previous", HexFormat.of().formatHex(previous == null ? ORIGIN : previous));
        return CanonicalJson.bytes(body);
    }

    public static byte[] hash(byte[] bytes) {
        return Sha256.of(bytes);
    }

    /** An event as stored, and the hash of the one before that it names. */
    public record Stored(Event event, byte[] previous) {}

    /** The way back from {@link #bytes}; {@link HistoryException} when they are no event. */
    @SuppressWarnings("unchecked") // what bytes() wrote
    public static Stored read(byte[] bytes) {
        Map<String, @Nullable Object> body = CanonicalJson.read(bytes);
        try {
            Event event = new Event(
                    Long.parseLong((String) required(body, "request")),
                    (Integer) required(body, "seq"),
                    Instant.parse((String) required(body, "at")),
                    (String) required(body, "action"),
                    (String) required(body, "actor"),
                    (String) body.get("unit"),
                    (Map<String, @Nullable Object>) required(body, "set"),
                    (Map<String, Object>) required(body, "data"),
                    (Map<String, String>) required(body, "commitments"),
                    (Map<String, Object>) body.get("beside"));
            return new Stored(event, HexFormat.of().parseHex((String) required(body, "previous")));
        } catch (RuntimeException e) {
            throw new HistoryException(HistoryException.UNREADABLE, "an event cannot be read: " + e.getMessage());
        }
    }

    private static Object required(Map<String, @Nullable Object> body, String key) {
        Object value = body.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }
}
