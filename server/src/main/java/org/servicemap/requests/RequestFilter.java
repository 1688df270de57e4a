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
        Flags flags,
        Received received,
        @Nullable BBox box,
        @Nullable List<Long> petitioners,
        @Nullable Long handler) {
    static final RequestFilter NONE = of(Flags.ANY);

    /**
     * Flags that must be as they are here; null where one does not matter.
     *
     * @param late whether only what is late in the way of its list: {@link RequestQuery.View#clock}
     */
    record Flags(
            @Nullable Boolean overdue,
            @Nullable Boolean supervised,
            @Nullable Boolean sensitive,
            boolean late) {
        static final Flags ANY = new Flags(null, null, null, false);
    }

    /** Between two moments. */
    record Received(@Nullable Instant from, @Nullable Instant until) {
        static final Received EVER = new Received(null, null);
    }

    RequestFilter {
        areas = Collections.unmodifiableMap(new TreeMap<>(areas)); // in an order that every server has: cursors say it
    }

    private RequestFilter(Flags flags, Received received, @Nullable List<Long> petitioners) {
        this(null, null, null, null, Map.of(), null, null, flags, received, null, petitioners, null);
    }

    static RequestFilter of(Flags flags) {
        return new RequestFilter(flags, Received.EVER, null);
    }

    static RequestFilter of(Received received) {
        return new RequestFilter(Flags.ANY, received, null);
    }

    static RequestFilter ofPetitioners(List<Long> petitioners) {
        return new RequestFilter(Flags.ANY, Received.EVER, petitioners);
    }
}
