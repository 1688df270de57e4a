package org.servicemap.places;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How soon a matter can be done at places that take appointments: asked of whoever keeps these. Thread-safe. */
@FunctionalInterface
public interface EarliestSlots {
    /** The first free time, by the place's code; places without one are left out. */
    Map<String, Instant> of(String matter);

    /** What can be booked at a place, by its code; nothing where it takes no bookings. */
    default Optional<Offer> at(String place) {
        return Optional.empty();
    }

    /**
     * What a place takes bookings for.
     *
     * @param matters codes of all of them, whichever queue does them
     * @param earliest the first free time for any of them; null when there is none
     */
    record Offer(Set<String> matters, @Nullable Instant earliest) {}
}
