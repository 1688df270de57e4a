package org.servicemap.appointments;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.geo.LonLat;

/**
 * A visit that somebody wants.
 *
 * @param hall code of the place
 * @param matters done one after the other, in one visit
 * @param queue code of the only queue that will do; null for any
 * @param point where the matter arises, WGS 84; null when it is not known
 * @param accuracyMetres of the point
 */
record Visit(
        String hall,
        List<String> matters,
        Instant start,
        @Nullable String queue,
        Quota quota,
        @Nullable LonLat point,
        @Nullable Double accuracyMetres) {
    Visit {
        matters = List.copyOf(matters);
    }

    /** The same on other seats. */
    Visit of(Quota other) {
        return new Visit(hall, matters, start, queue, other, point, accuracyMetres);
    }
}
