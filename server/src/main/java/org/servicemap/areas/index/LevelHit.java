package org.servicemap.areas.index;

import java.util.List;

/**
 * The area of one level that holds the point.
 *
 * @param ordinal in the {@link AreaDirectory}
 * @param level rank, 1 coarsest
 * @param borderMetres distance to the nearest border of this level
 * @param share part of the accuracy disc inside this area, 0 … 1; 1 without accuracy
 * @param candidates the areas of this level that the disc touches, largest share first; without accuracy just this one
 */
public record LevelHit(
        int ordinal, int level, double borderMetres, double share, boolean ambiguous, List<Candidate> candidates) {
    /** An area and its share of the accuracy disc, 0 … 1. */
    public record Candidate(int ordinal, double share) {}

    public LevelHit {
        candidates = List.copyOf(candidates);
    }
}
