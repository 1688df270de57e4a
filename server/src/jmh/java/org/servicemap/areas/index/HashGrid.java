package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;

/**
 * A plain hash grid with no geometry at all: an open hash table from a cell's id to the cell's list of candidates by bounding box; the first
 * candidate is taken for the answer, right or wrong.
 */
final class HashGrid {
    private final double cellsPerDegree;
    private final int bits;
    private final long[] keys;
    private final int[] starts;
    private int[] lists = {};

    private HashGrid(double cellsPerDegree, int bits) {
        this.cellsPerDegree = cellsPerDegree;
        this.bits = bits;
        this.keys = new long[1 << bits];
        this.starts = new int[1 << bits];
    }

    static HashGrid of(Coverage coverage, double cellsPerDegree, int bits) {
        HashGrid grid = new HashGrid(cellsPerDegree, bits);
        grid.lists = grid.lists(coverage);
        return grid;
    }

    long bytes() {
        return 8L * keys.length + 4L * starts.length + 4L * lists.length;
    }

    long first(double lon, double lat) {
        int start = starts[slot(lon, lat)];
        return lists[start] == 0 ? -1 : lists[start + 1];
    }

    /** Candidate lists of all cells, each with its length first; their starts go into the table. */
    private int[] lists(Coverage coverage) {
        Map<Integer, List<Integer>> bySlot = new HashMap<>();
        for (CoverageArea area : coverage.areas()) {
            for (int[][] polygon : area.own().polygons()) {
                eachCell(
                        coverage.grid(),
                        polygon[0],
                        slot -> bySlot.computeIfAbsent(slot, x -> new ArrayList<>())
                                .add(area.ordinal()));
            }
        }
        IntStream.Builder all = IntStream.builder();
        int[] used = {0};
        bySlot.forEach((slot, candidates) -> {
            starts[slot] = used[0];
            all.add(candidates.size());
            candidates.forEach(all::add);
            used[0] += 1 + candidates.size();
        });
        return all.build().toArray();
    }

    private void eachCell(CanonicalGrid grid, int[] ring, IntConsumer use) {
        Envelope box = new Envelope();
        for (int i = 0; i < ring.length; i += 2) {
            box.expandToInclude(
                    Math.floor(grid.lon(ring[i]) * cellsPerDegree), Math.floor(grid.lat(ring[i + 1]) * cellsPerDegree));
        }
        for (double y = box.getMinY(); y <= box.getMaxY(); y++) {
            for (double x = box.getMinX(); x <= box.getMaxX(); x++) {
                use.accept(slot((x + 0.5) / cellsPerDegree, (y + 0.5) / cellsPerDegree));
            }
        }
    }

    private int slot(double x, double y) {
        long key = 1 + (long) (x * cellsPerDegree) * 1_000_003L + (long) (y * cellsPerDegree);
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 64 - bits);
        while (keys[slot] != key) {
            if (keys[slot] == 0) {
                keys[slot] = key;
                return slot;
            }
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }
}
