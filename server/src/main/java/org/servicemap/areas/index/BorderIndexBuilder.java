package org.servicemap.areas.index;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.Level;

/** Sorts the linework's edges to the coarsest level that each separates, and groups each level's. */
final class BorderIndexBuilder {
    private static final int HILBERT_ORDER = 16;

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
        BorderIndex.Borders[] levels = new BorderIndex.Borders[ranks];
        IntStream.rangeClosed(1, ranks)
                .parallel()
                .forEach(rank -> levels[rank - 1] = borders(rankOf, rank, counts[rank]));
        return new BorderIndex(levels);
    }

    private int separated(int left, int right) {
        for (int rank = 0; rank < ranks; rank++) {
            if (ancestors[left * ranks + rank] != ancestors[right * ranks + rank]) {
                return rank + 1;
            }
        }
        return ranks + 1;
    }

    private BorderIndex.Borders borders(int[] rankOf, int rank, int count) {
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
        return new BorderLists(grid, segments, boxes(segments), width, height).build();
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

    /** Of each group of eight segments. */
    private static int[] boxes(int[] segments) {
        int stride = 4 * BorderIndex.FAN;
        int[] boxes = new int[4 * ((segments.length + stride - 1) / stride)];
        for (int at = 0, from = 0; from < segments.length; at += 4, from += stride) {
            box(boxes, at, segments, from, Math.min(segments.length, from + stride));
        }
        return boxes;
    }

    private static void box(int[] boxes, int at, int[] segments, int from, int to) {
        boxes[at] = boxes[at + 2] = segments[from];
        boxes[at + 1] = boxes[at + 3] = segments[from + 1];
        for (int i = from; i < to; i += 2) {
            boxes[at] = Math.min(boxes[at], segments[i]);
            boxes[at + 1] = Math.min(boxes[at + 1], segments[i + 1]);
            boxes[at + 2] = Math.max(boxes[at + 2], segments[i]);
            boxes[at + 3] = Math.max(boxes[at + 3], segments[i + 1]);
        }
    }
}
