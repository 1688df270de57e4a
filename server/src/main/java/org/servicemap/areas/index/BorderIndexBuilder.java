package org.servicemap.areas.index;

import java.util.Arrays;
import java.util.List;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.Level;

/** Sorts the linework's edges to the coarsest level that each separates, and packs each level's tree. */
final class BorderIndexBuilder {
    private static final int HILBERT_ORDER = 16;
    private static final int MIN_HINTS = 1 << 10;
    private static final double MAX_HINT_LAT = 89;

    private final CanonicalGrid grid;
    private final Linework lines;
    private final int width;
    private final int height;
    private final int ranks;
    private final int[] ancestors;

    private BorderIndexBuilder(CanonicalGrid grid, List<CoverageArea> areas, Linework lines, int ranks) {
        this.grid = grid;
        this.lines = lines;
        this.width = lines.maxX();
        this.height = lines.maxY();
        this.ranks = ranks;
        this.ancestors = ancestors(areas, ranks);
    }

    static BorderIndex build(Coverage coverage, Linework lines) {
        int finest = coverage.levels().stream().mapToInt(Level::rank).max().orElse(1);
        return new BorderIndexBuilder(coverage.grid(), coverage.areas(), lines, finest - 1).run();
    }

    /** By face and rank: ordinal + 1 of the area at that rank, 0 where the chain skips it; void is −1 everywhere. */
    private static int[] ancestors(List<CoverageArea> areas, int ranks) {
        int[] ancestors = new int[(areas.size() + 1) * ranks];
        Arrays.fill(ancestors, 0, ranks, -1);
        for (CoverageArea area : areas) {
            for (CoverageArea a = area; a != null; a = a.parent() < 0 ? null : areas.get(a.parent())) {
                if (a.level() <= ranks) {
                    ancestors[(area.ordinal() + 1) * ranks + a.level() - 1] = a.ordinal() + 1;
                }
            }
        }
        return ancestors;
    }

    private BorderIndex run() {
        int[] rankOf = new int[lines.size()];
        int[] counts = new int[ranks + 2];
        for (int e = 0; e < lines.size(); e++) {
            rankOf[e] = separated(lines.left()[e], lines.right()[e]);
            counts[rankOf[e]]++;
        }
        BorderIndex.Tree[] trees = new BorderIndex.Tree[ranks];
        for (int rank = 1; rank <= ranks; rank++) {
            trees[rank - 1] = tree(rankOf, rank, counts[rank]);
        }
        return new BorderIndex(trees);
    }

    private int separated(int left, int right) {
        for (int rank = 0; rank < ranks; rank++) {
            if (ancestors[left * ranks + rank] != ancestors[right * ranks + rank]) {
                return rank + 1;
            }
        }
        return ranks + 1;
    }

    private BorderIndex.Tree tree(int[] rankOf, int rank, int count) {
        long[] order = new long[count];
        int n = 0;
        int scale = Math.max(0, 32 - Integer.numberOfLeadingZeros(Math.max(width, height)) - HILBERT_ORDER);
        for (int e = 0; e < lines.size(); e++) {
            if (rankOf[e] == rank) {
                order[n++] = hilbert(lines.x1(e) >> scale, lines.y1(e) >> scale) << 31 | e;
            }
        }
        Arrays.sort(order);
        int[] segments = new int[4 * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(lines.xy(), 4 * (int) (order[i] & Integer.MAX_VALUE), segments, 4 * i, 4);
        }
        return pack(segments);
    }

    /** Position of a point of the 2^16 square along the Hilbert curve. */
    private static long hilbert(int px, int py) {
        int x = px;
        int y = py;
        long position = 0;
        for (int s = 1 << (HILBERT_ORDER - 1); s > 0; s >>= 1) {
            int rx = (x & s) > 0 ? 1 : 0;
            int ry = (y & s) > 0 ? 1 : 0;
            position += (long) s * s * (3 * rx ^ ry);
            if (ry == 0) {
                if (rx == 1) {
                    x = s - 1 - (x & s - 1);
                    y = s - 1 - (y & s - 1);
                }
                int swap = x;
                x = y;
                y = swap;
            }
        }
        return position;
    }

    private BorderIndex.Tree pack(int[] segments) {
        int width = Math.max(1, (segments.length / 4 + BorderIndex.FAN - 1) / BorderIndex.FAN);
        int[] starts = {0, width};
        int nodes = width;
        while (width > 1) {
            width = (width + BorderIndex.FAN - 1) / BorderIndex.FAN;
            nodes += width;
            starts = Arrays.copyOf(starts, starts.length + 1);
            starts[starts.length - 1] = nodes;
        }
        int[] boxes = new int[4 * nodes];
        bound(boxes, 0, starts[1], segments, 0, segments.length / 4);
        for (int level = 1; level + 1 < starts.length; level++) {
            bound(boxes, starts[level], starts[level + 1], boxes, starts[level - 1], starts[level]);
        }
        return hinted(new BorderIndex.Tree(segments, boxes, starts, BorderIndex.Hints.NONE));
    }

    /** About one hint for two segments; each search starts from its neighbour's answer. */
    private BorderIndex.Tree hinted(BorderIndex.Tree bare) {
        if (bare.size() == 0) {
            return bare;
        }
        int shift = 4;
        while (((width >> shift) + 1L) * ((height >> shift) + 1L) > Math.max(MIN_HINTS, bare.size() / 2)) {
            shift++;
        }
        int columns = (width >> shift) + 1;
        int[] nearest = new int[columns * ((height >> shift) + 1)];
        BorderSearch search = new BorderSearch();
        int segment = 0;
        for (int cell = 0; cell < nearest.length; cell++) {
            double x = Math.scalb(cell % columns + 0.5, shift);
            double y = Math.scalb(cell / columns + 0.5, shift);
            double lat = Math.min(MAX_HINT_LAT, Math.max(-MAX_HINT_LAT, grid.lat((int) y)));
            LocalMetres metres = LocalMetres.at(lat);
            search.nearest(bare, new BorderIndex.Plane(x, y, metres.perLon(), metres.perLat()), segment);
            segment = search.segment();
            nearest[cell] = segment;
        }
        return new BorderIndex.Tree(
                bare.segments(), bare.boxes(), bare.levelStarts(), new BorderIndex.Hints(shift, columns, nearest));
    }

    /** Boxes first … end−1 around eight items each; an item is two corners in any order. */
    private static void bound(int[] boxes, int first, int end, int[] items, int from, int to) {
        for (int node = first; node < end; node++) {
            int minX = Integer.MAX_VALUE;
            int minY = Integer.MAX_VALUE;
            int maxX = Integer.MIN_VALUE;
            int maxY = Integer.MIN_VALUE;
            int start = from + (node - first) * BorderIndex.FAN;
            for (int i = start; i < Math.min(to, start + BorderIndex.FAN); i++) {
                minX = Math.min(minX, Math.min(items[4 * i], items[4 * i + 2]));
                minY = Math.min(minY, Math.min(items[4 * i + 1], items[4 * i + 3]));
                maxX = Math.max(maxX, Math.max(items[4 * i], items[4 * i + 2]));
                maxY = Math.max(maxY, Math.max(items[4 * i + 1], items[4 * i + 3]));
            }
            boxes[4 * node] = minX;
            boxes[4 * node + 1] = minY;
            boxes[4 * node + 2] = maxX;
            boxes[4 * node + 3] = maxY;
        }
    }
}
