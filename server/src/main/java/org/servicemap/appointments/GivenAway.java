package org.servicemap.appointments;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one round of offers has given away of what the caches of {@link Availability} show, so that they need not be cleared at each
 * offer: thousands are made when a hall closes. For one thread.
 */
final class GivenAway {
    private final Map<FreeSlot, Integer> given = new HashMap<>();
    private final Set<FreeSlot> refused = new HashSet<>();

    boolean isLeft(FreeSlot slot) {
        return !refused.contains(slot) && given.getOrDefault(slot, 0) < slot.free();
    }

    void give(FreeSlot slot) {
        given.merge(slot, 1, Integer::sum);
    }

    /** Somebody was faster. */
    void refuse(FreeSlot slot) {
        refused.add(slot);
    }

    /** The caches are read anew. */
    void clear() {
        given.clear();
        refused.clear();
    }
}
