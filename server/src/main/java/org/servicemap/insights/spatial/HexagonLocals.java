package org.servicemap.insights.spatial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.servicemap.insights.spatial.GetisOrd.Local;

/**
 * Gi* over hexagons: each with those of its six neighbours that belong to the universe. Neighbours are those of the grid and not those within a
 * distance: hexagons are not equally large everywhere (in Beijing 0.71 of the world's average). What the server answers, and what the Sedona
 * job is held equal to. Areas by their ordinals go the same way, their ring being those with a border in common.
 */
public final class HexagonLocals {
    private HexagonLocals() {}

    /**
     * By the counts themselves.
     *
     * @param counts by hexagon
     * @param universe hexagons looked at; without a count they have none
     * @param ring a hexagon and its neighbours
     */
    public static SortedMap<Long, Local> ofCounts(
            Map<Long, Long> counts, Collection<Long> universe, LongFunction<? extends Collection<Long>> ring) {
        SortedMap<Long, Double> values = new TreeMap<>();
        all(universe, counts.keySet())
                .forEach(cell -> values.put(cell, counts.getOrDefault(cell, 0L).doubleValue()));
        return of(values, ring);
    }

    /**
     * By how far each count lies from what the hexagon's share of former requests lets expect, in standard deviations of Poisson's law; below one
     * expected request one is taken, so that where hardly anybody ever calls one call is no hot spot. So where more people live is not hot
     * by that alone.
     */
    public static SortedMap<Long, Local> ofExcess(
            Map<Long, Long> counts,
            Map<Long, Long> former,
            Collection<Long> universe,
            LongFunction<? extends Collection<Long>> ring) {
        double all = sum(counts);
        double allFormer = Math.max(1, sum(former));
        SortedMap<Long, Double> values = new TreeMap<>();
        all(universe, counts.keySet()).forEach(cell -> {
            double expected = all * former.getOrDefault(cell, 0L) / allFormer;
            values.put(cell, (counts.getOrDefault(cell, 0L) - expected) / Math.sqrt(Math.max(1, expected)));
        });
        return of(values, ring);
    }

    private static Collection<Long> all(Collection<Long> universe, Collection<Long> counted) {
        Collection<Long> all = new TreeSet<>(universe);
        all.addAll(counted);
        return all;
    }

    private static double sum(Map<Long, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** By any values; what has none is not looked at. */
    public static SortedMap<Long, Local> ofValues(
            SortedMap<Long, Double> values, LongFunction<? extends Collection<Long>> ring) {
        return of(values, ring);
    }

    private static SortedMap<Long, Local> of(
            SortedMap<Long, Double> values, LongFunction<? extends Collection<Long>> ring) {
        List<Long> cells = new ArrayList<>(values.keySet());
        Map<Long, Integer> places = new HashMap<>();
        cells.forEach(cell -> places.put(cell, places.size()));
        int[][] near = new int[cells.size()][];
        for (int at = 0; at < near.length; at++) {
            near[at] = ring.apply(cells.get(at)).stream()
                    .mapToInt(cell -> places.getOrDefault(cell, -1))
                    .filter(place -> place >= 0)
                    .toArray();
        }
        double[] numbers =
                values.values().stream().mapToDouble(Double::doubleValue).toArray();
        List<Local> locals = GetisOrd.of(numbers, near);
        SortedMap<Long, Local> byCell = new TreeMap<>();
        cells.forEach(cell -> byCell.put(cell, locals.get(places.getOrDefault(cell, 0))));
        return byCell;
    }
}
