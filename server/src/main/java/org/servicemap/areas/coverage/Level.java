package org.servicemap.areas.coverage;

import org.servicemap.text.LocalText;

/**
 * One level of a city's hierarchy, as its pack names it.
 *
 * @param rank 1 (coarsest) … 6 (finest)
 * @param id stable identifier in the pack and the API ({@code district}, {@code grid} …)
 * @param name what people call it, by language
 */
public record Level(int rank, String id, LocalText name) {
    public static final int MAX_LEVELS = 6;

    public Level {
        if (rank < 1 || rank > MAX_LEVELS) {
            throw new IllegalArgumentException("a level's rank is 1 to " + MAX_LEVELS + ", not " + rank);
        }
    }
}
