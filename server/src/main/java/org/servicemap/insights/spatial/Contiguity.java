package org.servicemap.insights.spatial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which areas have a border with which: weights of 1 for an area itself and those, 0 for all others. Immutable. */
public final class Contiguity {
    private final Map<Long, List<Long>> near = new HashMap<>();

    /** @param pairs each once, in any order */
    public Contiguity(List<int[]> pairs) {
        for (int[] pair : pairs) {
            near.computeIfAbsent((long) pair[0], at -> new ArrayList<>()).add((long) pair[1]);
            near.computeIfAbsent((long) pair[1], at -> new ArrayList<>()).add((long) pair[0]);
        }
    }

    /** The area and its neighbours. */
    public List<Long> ring(long area) {
        List<Long> ring = new ArrayList<>(near.getOrDefault(area, List.of()));
        ring.add(area);
        return ring;
    }
}
