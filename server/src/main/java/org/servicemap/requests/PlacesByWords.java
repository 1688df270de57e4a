package org.servicemap.requests;

import org.jspecify.annotations.Nullable;

/** Finds where words of an address or place mean; the application wires the gazetteer in. */
@FunctionalInterface
public interface PlacesByWords {
    /** Finds nothing. */
    PlacesByWords NONE = (words, least) -> null;

    /**
     * The place that the words mean, with its uncertainty.
     *
     * @param leastConfidence 0 to 1; a guess below it is none
     * @return null when nothing is found
     */
    @Nullable
    Where find(String words, double leastConfidence);
}
