package org.servicemap.places;

import java.time.Instant;
import java.util.Map;

/** How soon a matter can be done at places that take appointments: asked of whoever keeps these. Thread-safe. */
@FunctionalInterface
public interface EarliestSlots {
    /** The first free time, by the place's code; places without one are left out. */
    Map<String, Instant> of(String matter);
}
