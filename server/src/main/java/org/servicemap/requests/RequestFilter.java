package org.servicemap.requests;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;

/**
 * What a list was narrowed to. All that is given must hold.
 *
 * @param units leading unit among these; null for any
 * @param parties units of which one was asked to help or copied; null when that does not matter
 * @param categories one of these; null for any
 * @param areas code by rank of the level
 * @param petitioners those of these petitioners; null for all
 * @param handler assigned to this account; null for all
 */
record RequestFilter(
        @Nullable List<String> states,
        @Nullable List<String> units,
        @Nullable List<String> parties,
        @Nullable List<String> categories,
        Map<Integer, String> areas,
        @Nullable String urgency,
        @Nullable String channel,
        @Nullable Boolean overdue,
        @Nullable Boolean supervised,
        Received received,
        @Nullable BBox box,
        @Nullable List<Long> petitioners,
        @Nullable Long handler) {
    static final RequestFilter NONE = new RequestFilter(Received.EVER, null);

    /** Between two moments. */
    record Received(@Nullable Instant from, @Nullable Instant until) {
        static final Received EVER = new Received(null, null);
    }

    RequestFilter {
        areas = Collections.unmodifiableMap(new TreeMap<>(areas)); // in an order that every server has: cursors say it
    }

    private RequestFilter(Received received, @Nullable List<Long> petitioners) {
        this(null, null, null, null, Map.of(), null, null, null, null, received, null, petitioners, null);
    }

    static RequestFilter of(Received received) {
        return new RequestFilter(received, null);
    }

    static RequestFilter ofPetitioners(List<Long> petitioners) {
        return new RequestFilter(Received.EVER, petitioners);
    }
}
