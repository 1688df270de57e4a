package org.servicemap.areas.index;

import java.util.Arrays;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.geo.LonLat;

/**
 * Pairs the rings' segments into edges: counting sort by the cell of the lower end, so that partners meet in the cache, then
 * a sort by hash in each bucket. The order of the result depends on the coordinates only.
 */
final class LineworkBuilder {
    private static final int STRIDE = 5;
    private static final int MAX_SEGMENTS = Integer.MAX_VALUE / STRIDE - 8;

    private final Coverage coverage;
    private int shift;
    private int columns;
    private int[] starts = {};

    /** x1, y1, x2, y2, face·2 + (1 when the face is on the right). */
    private int[] segments = {};

    private int edges;

    private LineworkBuilder(Coverage coverage) {
        this.coverage = coverage;
    }

    static Linework build(Coverage coverage) {
        return new LineworkBuilder(coverage).run();
    }

    private Linework run() {
        int count = chooseBuckets();
        int[] next = new int[starts.length];
        System.arraycopy(starts, 0, next, 0, starts.length);
        segments = new int[count * STRIDE];
        eachRing((face, ring) -> scatter(face, ring, next));
        return pair(count);
    }

    private int chooseBuckets() {
        long[] extent = new long[3];
        eachRing((face, ring) -> {
            extent[2] += ring.length / 2;
            for (int i = 0; i < ring.length; i += 2) {
                extent[0] = Math.max(extent[0], ring[i]);
                extent[1] = Math.max(extent[1], ring[i + 1]);
            }
        });
        if (extent[2] > MAX_SEGMENTS) {
            throw tooLarge(extent[2]);
        }
        long wanted = Math.max(64, extent[2] / 4);
        while (((extent[0] >> shift) + 1) * ((extent[1] >> shift) + 1) > wanted) {
            shift++;
        }
        columns = (int) (extent[0] >> shift) + 1;
        starts = new int[columns * ((int) (extent[1] >> shift) + 1) + 1];
        eachRing((face, ring) -> count(ring));
        for (int b = 1; b < starts.length; b++) {
            starts[b] += starts[b - 1];
        }
        return (int) extent[2];
    }

    private IndexBuildException tooLarge(long segmentCount) {
        return new IndexBuildException(
                IndexBuildException.TOO_LARGE, segmentCount + " segments are too many", place(0, 0));
    }

    private interface RingUse {
        void ring(int face, int[] ring);
    }

    private void eachRing(RingUse use) {
        for (CoverageArea area : coverage.areas()) {
            for (int[][] polygon : area.own().polygons()) {
                for (int[] ring : polygon) {
                    use.ring(area.ordinal() + 1, ring);
                }
            }
        }
    }

    private static boolean upward(int x1, int y1, int x2, int y2) {
        return y1 < y2 || y1 == y2 && x1 < x2;
    }

    private void count(int[] ring) {
        int x1 = ring[ring.length - 2];
        int y1 = ring[ring.length - 1];
        for (int i = 0; i < ring.length; i += 2) {
            int x2 = ring[i];
            int y2 = ring[i + 1];
            boolean up = upward(x1, y1, x2, y2);
            starts[((up ? y1 : y2) >> shift) * columns + ((up ? x1 : x2) >> shift) + 1]++;
            x1 = x2;
            y1 = y2;
        }
    }

    private void scatter(int face, int[] ring, int[] next) {
        int x1 = ring[ring.length - 2];
        int y1 = ring[ring.length - 1];
        for (int i = 0; i < ring.length; i += 2) {
            int x2 = ring[i];
            int y2 = ring[i + 1];
            if (upward(x1, y1, x2, y2)) {
                put(x1, y1, x2, y2, face << 1, next);
            } else {
                put(x2, y2, x1, y1, face << 1 | 1, next);
            }
            x1 = x2;
            y1 = y2;
        }
    }

    private void put(int x1, int y1, int x2, int y2, int faceAndSide, int[] next) {
        int at = STRIDE * next[(y1 >> shift) * columns + (x1 >> shift)]++;
        segments[at] = x1;
        segments[at + 1] = y1;
        segments[at + 2] = x2;
        segments[at + 3] = y2;
        segments[at + 4] = faceAndSide;
    }

    private Linework pair(int count) {
        int[] xy = new int[4 * count];
        int[] left = new int[count];
        int[] right = new int[count];
        long[] keys = new long[1024];
        for (int b = 0; b + 1 < starts.length; b++) {
            int from = starts[b];
            int n = starts[b + 1] - from;
            keys = keys.length < n ? new long[2 * n] : keys;
            for (int i = 0; i < n; i++) {
                keys[i] = hash(from + i) << 32 | i;
            }
            Arrays.sort(keys, 0, n);
            int first = edges;
            pairBucket(from, keys, n, xy, left, right);
            dropInner(first, xy, left, right);
        }
        return new Linework(
                edges,
                Arrays.copyOf(xy, 4 * edges),
                Arrays.copyOf(left, edges),
                Arrays.copyOf(right, edges),
                coverage.areas().size());
    }

    private long hash(int segment) {
        int at = segment * STRIDE;
        long mixed = segments[at] * 0x9E3779B97F4A7C15L + segments[at + 1];
        mixed = (mixed ^ mixed >>> 31) * 0xBF58476D1CE4E5B9L + segments[at + 2];
        mixed = (mixed ^ mixed >>> 29) * 0x94D049BB133111EBL + segments[at + 3];
        return mixed ^ mixed >>> 32;
    }

    /** Partners have equal hashes, so they stand together; a group of equal hashes may still hold strangers. */
    private void pairBucket(int from, long[] keys, int n, int[] xy, int[] left, int[] right) {
        int groupStart = edges;
        for (int i = 0; i < n; i++) {
            if (i > 0 && keys[i] >>> 32 != keys[i - 1] >>> 32) {
                groupStart = edges;
            }
            int at = (from + (int) keys[i]) * STRIDE;
            int edge = find(at, groupStart, xy);
            int[] side = (segments[at + 4] & 1) == 0 ? left : right;
            if (side[edge] != 0) {
                throw notNoded(at);
            }
            side[edge] = segments[at + 4] >> 1;
        }
    }

    /** An edge between two parts of one area bounds nothing. */
    private void dropInner(int first, int[] xy, int[] left, int[] right) {
        int kept = first;
        for (int e = first; e < edges; e++) {
            if (left[e] != right[e]) {
                System.arraycopy(xy, 4 * e, xy, 4 * kept, 4);
                left[kept] = left[e];
                right[kept++] = right[e];
            }
        }
        Arrays.fill(left, kept, edges, 0);
        Arrays.fill(right, kept, edges, 0);
        edges = kept;
    }

    private int find(int at, int groupStart, int[] xy) {
        for (int e = groupStart; e < edges; e++) {
            if (Arrays.equals(xy, 4 * e, 4 * e + 4, segments, at, at + 4)) {
                return e;
            }
        }
        System.arraycopy(segments, at, xy, 4 * edges, 4);
        return edges++;
    }

    private IndexBuildException notNoded(int at) {
        return new IndexBuildException(
                IndexBuildException.NOT_NODED,
                "an edge bounds two areas on one side",
                place(segments[at], segments[at + 1]));
    }

    private LonLat place(int x, int y) {
        return new LonLat(coverage.grid().lon(x), coverage.grid().lat(y));
    }
}
