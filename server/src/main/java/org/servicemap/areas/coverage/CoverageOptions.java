package org.servicemap.areas.coverage;

import java.util.Map;

/**
 * What import may change by itself.
 *
 * @param repair also repair what is above the tolerances or plainly wrong (invalid rings, overlaps, duplicate codes …); every
 *     change is listed all the same
 * @param sliverM2 overlaps and detached splinters up to this many m² are always repaired
 * @param gapM2 gaps up to this many m² are always filled
 * @param parents by level rank; a level without a rule uses the field where the feature has one, else the share
 */
public record CoverageOptions(boolean repair, double sliverM2, double gapM2, Map<Integer, ParentRule> parents) {
    public static final CoverageOptions DEFAULT = new CoverageOptions(false, 50, 50, Map.of());

    public CoverageOptions {
        if (!(sliverM2 >= 0) || !(gapM2 >= 0)) {
            throw new IllegalArgumentException("tolerances are square metres, zero or more");
        }
        parents = Map.copyOf(parents);
    }

    public CoverageOptions withRepair(boolean value) {
        return new CoverageOptions(value, sliverM2, gapM2, parents);
    }

    public CoverageOptions withParents(Map<Integer, ParentRule> value) {
        return new CoverageOptions(repair, sliverM2, gapM2, value);
    }
}
