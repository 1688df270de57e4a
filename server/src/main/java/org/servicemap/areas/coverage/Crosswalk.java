package org.servicemap.areas.coverage;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From the codes of one level in an old coverage to those in a new one.
 *
 * @param shares by old code: the new areas that hold parts of it, largest first; what is missing to 1 is in none
 */
public record Crosswalk(int level, SortedMap<String, List<Share>> shares) {
    public Crosswalk {
        shares = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(shares)));
    }

    /**
     * @param code in the new coverage
     * @param share of the old area, 0 … 1
     */
    public record Share(String code, double share) {}

    /** The parts that an old code went to; empty when the code is unknown or nothing covers its place any more. */
    public List<Share> of(String oldCode) {
        return shares.getOrDefault(oldCode, List.of());
    }
}
