package org.servicemap.areas.coverage;

import java.util.Arrays;

/**
 * Splits the edges of a {@link Linework} until none crosses another or passes through a vertex; new vertices are the crossings
 * rounded to the grid, so that an edge moves by less than a grid unit. Works in rounds, because a rounded edge may touch
 * something new; each round tests only what the last one made. After some rounds edges also snap to vertices within half a
 * unit (hot pixels: Hobby, "Practical segment intersection with finite precision output", 1999) and crossings to ends nearby
 * (a few units, that is less than a millimetre), which makes it end.
 */
final class Noder {
    private static final int EXACT_ROUNDS = 4;
    private static final int MAX_ROUNDS = 60;

    private final Linework lines;
    private long[] splits = new long[64];
    private int splitCount;
    private boolean snapping;
    /** How many units a crossing may move to an existing end; 0 in the first rounds, then growing slowly. */
    private int reach;

    private int[] ends = new int[64];

    private Noder(Linework lines) {
        this.lines = lines;
    }

    /** Nodes the lines; returns how many splits that took (0 = they were noded already). */
    static int node(Linework lines) {
        return new Noder(lines).run();
    }

    private int run() {
        int total = 0;
        for (int round = 0; !lines.fresh.isEmpty(); round++) {
            if (round == MAX_ROUNDS) {
                throw new IllegalStateException("noding does not settle");
            }
            snapping = round >= EXACT_ROUNDS;
            reach = snapping ? 1 + (round - EXACT_ROUNDS) / 4 : 0;
            splitCount = 0;
            find(new SegmentGrid(lines, round > 0), round > 0);
            lines.fresh.clear();
            apply();
            total += splitCount;
        }
        return total;
    }

    private void find(SegmentGrid grid, boolean onlyFresh) {
        for (int cell = 0; cell < grid.cells(); cell++) {
            int n = grid.end(cell) - grid.begin(cell);
            if (n > 1) {
                load(grid, cell, n);
                pairs(n, onlyFresh);
            }
        }
    }

    /** Copies the cell's edges next to each other: edge, ux, uy, vx, vy. */
    private void load(SegmentGrid grid, int cell, int n) {
        if (ends.length < n * 5) {
            ends = new int[n * 10];
        }
        for (int i = 0; i < n; i++) {
            int e = grid.item(grid.begin(cell) + i);
            int u = lines.edgeU.get(e);
            int v = lines.edgeV.get(e);
            ends[i * 5] = e;
            ends[i * 5 + 1] = lines.xs.get(u);
            ends[i * 5 + 2] = lines.ys.get(u);
            ends[i * 5 + 3] = lines.xs.get(v);
            ends[i * 5 + 4] = lines.ys.get(v);
        }
    }

    private void pairs(int n, boolean onlyFresh) {
        for (int i = 0; i < n; i++) {
            int a = i * 5;
            int minX = Math.min(ends[a + 1], ends[a + 3]);
            int maxX = Math.max(ends[a + 1], ends[a + 3]);
            int minY = Math.min(ends[a + 2], ends[a + 4]);
            int maxY = Math.max(ends[a + 2], ends[a + 4]);
            boolean fresh = !onlyFresh || lines.fresh.get(ends[a]);
            for (int b = a + 5; b < n * 5; b += 5) {
                if (Math.max(ends[b + 1], ends[b + 3]) >= minX
                        && Math.min(ends[b + 1], ends[b + 3]) <= maxX
                        && Math.max(ends[b + 2], ends[b + 4]) >= minY
                        && Math.min(ends[b + 2], ends[b + 4]) <= maxY
                        && (fresh || lines.fresh.get(ends[b]))) {
                    pair(a, b);
                }
            }
        }
    }

    private void pair(int a, int b) {
        long fromU = turnOfPoint(a, b + 1);
        long fromV = turnOfPoint(a, b + 3);
        if ((fromU > 0 && fromV > 0) || (fromU < 0 && fromV < 0)) {
            if (snapping) {
                snapAll(a, b);
            }
            return;
        }
        long toU = turnOfPoint(b, a + 1);
        long toV = turnOfPoint(b, a + 3);
        if (fromU != 0 && fromV != 0 && toU != 0 && toV != 0) {
            if ((toU > 0) != (toV > 0)) {
                cross(a, b, toU, toV);
            } else if (snapping) {
                snapAll(a, b);
            }
            return;
        }
        touch(a, b + 1, fromU, ends[a], lines.edgeU.get(ends[b]));
        touch(a, b + 3, fromV, ends[a], lines.edgeV.get(ends[b]));
        touch(b, a + 1, toU, ends[b], lines.edgeU.get(ends[a]));
        touch(b, a + 3, toV, ends[b], lines.edgeV.get(ends[a]));
        if (snapping) {
            snapAll(a, b);
        }
    }

    private long turnOfPoint(int line, int point) {
        return Exact.turn(ends[line + 1], ends[line + 2], ends[line + 3], ends[line + 4], ends[point], ends[point + 1]);
    }

    /** A vertex on the line, strictly inside the edge, splits it. */
    private void touch(int line, int point, long turn, int edge, int vertex) {
        if (turn == 0
                && Exact.between(
                        ends[line + 1], ends[line + 2], ends[line + 3], ends[line + 4], ends[point], ends[point + 1])) {
            addSplit(edge, vertex);
        }
    }

    private void cross(int a, int b, long toU, long toV) {
        double t = (double) toU / ((double) toU - (double) toV);
        int x = (int) Math.rint(ends[a + 1] + t * ((double) ends[a + 3] - ends[a + 1]));
        int y = (int) Math.rint(ends[a + 2] + t * ((double) ends[a + 4] - ends[a + 2]));
        int vertex = nearEnd(a, b, x, y);
        vertex = vertex < 0 ? lines.vertex(x, y) : vertex;
        addSplit(ends[a], vertex);
        addSplit(ends[b], vertex);
    }

    /** In late rounds a crossing goes to an end of either edge that is near: else almost parallel edges zip up unit by unit. */
    private int nearEnd(int a, int b, int x, int y) {
        int best = -1;
        int least = reach + 1;
        for (int line = a; reach > 0; line = b) {
            for (int end = line + 1; end <= line + 3; end += 2) {
                int distance = Math.max(Math.abs(ends[end] - x), Math.abs(ends[end + 1] - y));
                if (distance < least) {
                    least = distance;
                    best = end == line + 1 ? lines.edgeU.get(ends[line]) : lines.edgeV.get(ends[line]);
                }
            }
            if (line == b) {
                break;
            }
        }
        return best;
    }

    private void snapAll(int a, int b) {
        snap(a, b + 1, ends[a], lines.edgeU.get(ends[b]));
        snap(a, b + 3, ends[a], lines.edgeV.get(ends[b]));
        snap(b, a + 1, ends[b], lines.edgeU.get(ends[a]));
        snap(b, a + 3, ends[b], lines.edgeV.get(ends[a]));
    }

    private void snap(int line, int point, int edge, int vertex) {
        double dx = (double) ends[line + 3] - ends[line + 1];
        double dy = (double) ends[line + 4] - ends[line + 2];
        double along = dx * ((double) ends[point] - ends[line + 1]) + dy * ((double) ends[point + 1] - ends[line + 2]);
        if (along > 0
                && along < dx * dx + dy * dy
                && Math.abs((double) turnOfPoint(line, point)) * 2 < Math.abs(dx) + Math.abs(dy)) {
            addSplit(edge, vertex);
        }
    }

    private void addSplit(int edge, int vertex) {
        if (lines.edgeU.get(edge) == vertex || lines.edgeV.get(edge) == vertex) {
            return;
        }
        if (splitCount == splits.length) {
            splits = Arrays.copyOf(splits, splitCount * 2);
        }
        splits[splitCount++] = ((long) edge << 32) | vertex;
    }

    /** Replaces every split edge, and the segments on it, by its pieces. */
    private void apply() {
        if (splitCount == 0) {
            return;
        }
        Arrays.sort(splits, 0, splitCount);
        int before = lines.edgeCount();
        int[] firstSplit = new int[before];
        Arrays.fill(firstSplit, -1);
        for (int i = splitCount - 1; i >= 0; i--) {
            int edge = (int) (splits[i] >> 32);
            firstSplit[edge] = i;
            lines.dead.set(edge);
        }
        int segments = lines.segmentEdge.size();
        for (int s = 0; s < segments; s++) {
            int edge = lines.segmentEdge.get(s);
            if (edge < before && firstSplit[edge] >= 0) {
                replace(s, edge, chain(edge, firstSplit[edge]));
            }
        }
    }

    /** The vertices of a split edge from U to V. */
    private int[] chain(int edge, int first) {
        int last = first;
        while (last < splitCount && (int) (splits[last] >> 32) == edge) {
            last++;
        }
        int u = lines.edgeU.get(edge);
        int v = lines.edgeV.get(edge);
        int[] inner = Arrays.stream(splits, first, last)
                .mapToInt(split -> (int) split)
                .distinct()
                .boxed()
                .sorted((p, q) -> Double.compare(along(u, v, p), along(u, v, q)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] chain = new int[inner.length + 2];
        chain[0] = u;
        System.arraycopy(inner, 0, chain, 1, inner.length);
        chain[chain.length - 1] = v;
        return chain;
    }

    private double along(int u, int v, int p) {
        double dx = (double) lines.xs.get(v) - lines.xs.get(u);
        double dy = (double) lines.ys.get(v) - lines.ys.get(u);
        return dx * ((double) lines.xs.get(p) - lines.xs.get(u)) + dy * ((double) lines.ys.get(p) - lines.ys.get(u));
    }

    private void replace(int segment, int edge, int[] chain) {
        int owner = lines.segmentOwner.get(segment);
        for (int i = 0; i + 1 < chain.length; i++) {
            int piece = lines.edge(chain[i], chain[i + 1]);
            // The piece's own U and V may be the other way round than the edge's.
            int pieceOwner = chain[i] < chain[i + 1] ? owner : owner ^ 1;
            if (i == 0) {
                lines.segmentEdge.set(segment, piece);
                lines.segmentOwner.set(segment, pieceOwner);
            } else {
                lines.segmentEdge.add(piece);
                lines.segmentOwner.add(pieceOwner);
            }
        }
    }
}
