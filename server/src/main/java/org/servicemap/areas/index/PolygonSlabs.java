package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.coverage.CanonicalGrid;

/**
 * A polygon's upward edges by horizontal slabs, so that a test looks at few of them.
 *
 * @param edges by slab: x1, y1, x2, y2 of each edge, in grid units
 */
record PolygonSlabs(int south, int shift, int[][] edges) {
    private static final int EDGES_PER_SLAB = 4;

    private static final int[] NONE = {};

    static PolygonSlabs of(Geometry geometry, CanonicalGrid grid) {
        List<int[]> edges = new ArrayList<>();
        OverlayRaster.eachEdge(geometry, grid, (x1, y1, x2, y2) -> {
            if (y1 != y2) {
                edges.add(y1 < y2 ? new int[] {x1, y1, x2, y2} : new int[] {x2, y2, x1, y1});
            }
        });
        return of(edges);
    }

    private static PolygonSlabs of(List<int[]> edges) {
        int south = edges.stream().mapToInt(e -> e[1]).min().orElse(0);
        int north = edges.stream().mapToInt(e -> e[3]).max().orElse(0);
        int shift = 0;
        while (((long) north - south >> shift) > edges.size() / EDGES_PER_SLAB) {
            shift++;
        }
        int[][] slabs = new int[(north - south >> shift) + 1][];
        Arrays.fill(slabs, NONE);
        int[] counts = new int[slabs.length];
        for (int[] edge : edges) {
            for (int s = edge[1] - south >> shift; s <= edge[3] - south >> shift; s++) {
                int at = 4 * counts[s]++;
                slabs[s] = at == slabs[s].length ? Arrays.copyOf(slabs[s], Math.max(16, 2 * at)) : slabs[s];
                System.arraycopy(edge, 0, slabs[s], at, 4);
            }
        }
        for (int s = 0; s < slabs.length; s++) {
            slabs[s] = Arrays.copyOf(slabs[s], 4 * counts[s]);
        }
        return new PolygonSlabs(south, shift, slabs);
    }

    /**
     * Whether the polygon holds the point moved by (sx·ε, sy·ε²); the point in grid units times 2^fractionBits.
     */
    boolean holds(long x, long y, int fractionBits, int sx, int sy) {
        long slab = (y >> fractionBits) - south >> shift;
        if (slab < 0 || slab >= edges.length) {
            return false;
        }
        int[] xy = edges[(int) slab];
        boolean inside = false;
        for (int i = 0; i < xy.length; i += 4) {
            long low = (long) xy[i + 1] << fractionBits;
            long high = (long) xy[i + 3] << fractionBits;
            if (sy > 0 ? low <= y && y < high : low < y && y <= high) {
                int side = CellRecords.orientation(xy[i], xy[i + 1], xy[i + 2], xy[i + 3], x, y, fractionBits);
                inside ^= side < 0 || side == 0 && sx > 0;
            }
        }
        return inside;
    }
}
