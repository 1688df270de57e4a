package org.servicemap.areas.coverage;

import java.util.Arrays;

/**
 * Makes faces of an arrangement's cycles. Every connected component of lines has one outer cycle, found at its westernmost
 * (then southernmost) vertex; all other cycles bound a face of their own. The face around a component is the one east of the
 * nearest edge west of that vertex; the component of that edge starts further west, so going from west to east it is known.
 */
final class FaceLocator {
    private final Arrangement arrangement;
    private final Linework lines;
    private final int[] number;
    private final int[] cycle;
    private final int cycles;

    /** @param number by edge of the linework: its number in the arrangement */
    FaceLocator(Arrangement arrangement, Linework lines, int[] number, int[] cycle, int cycles) {
        this.arrangement = arrangement;
        this.lines = lines;
        this.number = number;
        this.cycle = cycle;
        this.cycles = cycles;
    }

    /** Fills in each cycle's face and returns the number of faces, the unbounded face 0 included. */
    int locate(int[] faceOfCycle) {
        int[] extremes = extremes();
        boolean[] outer = new boolean[cycles];
        for (int v : extremes) {
            outer[outerCycle(v)] = true;
        }
        int count = 1;
        for (int c = 0; c < cycles; c++) {
            faceOfCycle[c] = outer[c] ? -1 : count++;
        }
        SegmentGrid grid = extremes.length > 1 ? new SegmentGrid(lines, false) : null;
        for (int i = 0; i < extremes.length; i++) {
            int west = i == 0 || grid == null ? -1 : nearestWest(grid, extremes[i]);
            faceOfCycle[outerCycle(extremes[i])] = west < 0 ? 0 : faceOfCycle[cycle[downward(west)]];
        }
        return count;
    }

    /** The westernmost vertex of each component, from west to east. */
    private int[] extremes() {
        UnionFind components = new UnionFind(lines.vertexCount());
        for (int h = 0; h < cycle.length; h += 2) {
            components.union(arrangement.origin[h], arrangement.origin[h + 1]);
        }
        int[] best = new int[lines.vertexCount()];
        Arrays.fill(best, -1);
        for (int v = 0; v < best.length; v++) {
            if (arrangement.outBegin(v) < arrangement.outEnd(v)) {
                int root = components.find(v);
                best[root] = best[root] < 0 || westOf(v, best[root]) ? v : best[root];
            }
        }
        return Arrays.stream(best)
                .filter(v -> v >= 0)
                .boxed()
                .sorted((a, b) -> a.equals(b) ? 0 : westOf(a, b) ? -1 : 1)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean westOf(int a, int b) {
        int byX = Integer.compare(lines.xs.get(a), lines.xs.get(b));
        return byX < 0 || (byX == 0 && lines.ys.get(a) < lines.ys.get(b));
    }

    /** All edges at an extreme vertex go east (or north): the last one counter-clockwise has the outside on its left. */
    private int outerCycle(int extreme) {
        return cycle[arrangement.out(arrangement.outEnd(extreme) - 1)];
    }

    private int downward(int edge) {
        int h = number[edge] * 2;
        return lines.ys.get(arrangement.origin[h]) > lines.ys.get(arrangement.target(h)) ? h : h + 1;
    }

    /** The edge that a ray from the vertex to the west, an epsilon above the vertex, meets first; −1 when there is none. */
    private int nearestWest(SegmentGrid grid, int vertex) {
        int x = lines.xs.get(vertex);
        int y = lines.ys.get(vertex);
        int best = -1;
        double bestX = Double.NEGATIVE_INFINITY;
        for (int column = grid.column(x); column >= 0 && bestX < grid.west(column + 1); column--) {
            int cell = grid.row(y) * grid.columns() + column;
            for (int i = grid.begin(cell); i < grid.end(cell); i++) {
                int e = grid.item(i);
                if (e != best && passesWest(e, x, y) && (best < 0 || eastOf(e, best))) {
                    best = e;
                    bestX = crossingX(e, y);
                }
            }
        }
        return best;
    }

    private boolean passesWest(int e, int x, int y) {
        int u = lower(e);
        int v = upper(e);
        return lines.ys.get(u) <= y && y < lines.ys.get(v) && turn(u, v, x, y) < 0;
    }

    private long turn(int u, int v, int x, int y) {
        return Exact.turn(lines.xs.get(u), lines.ys.get(u), lines.xs.get(v), lines.ys.get(v), x, y);
    }

    /** Of two edges that do not cross and pass one height: which is further east there. */
    private boolean eastOf(int e, int f) {
        int top = lines.ys.get(upper(e)) <= lines.ys.get(upper(f)) ? e : f;
        int other = top == e ? f : e;
        long side = turn(lower(other), upper(other), lines.xs.get(upper(top)), lines.ys.get(upper(top)));
        if (side == 0) {
            int bottom = lines.ys.get(lower(e)) >= lines.ys.get(lower(f)) ? e : f;
            int against = bottom == e ? f : e;
            side = turn(lower(against), upper(against), lines.xs.get(lower(bottom)), lines.ys.get(lower(bottom)));
            return (side < 0) == (bottom == e);
        }
        return (side < 0) == (top == e);
    }

    private double crossingX(int e, int y) {
        int u = lower(e);
        int v = upper(e);
        double t = ((double) y - lines.ys.get(u)) / ((double) lines.ys.get(v) - lines.ys.get(u));
        return lines.xs.get(u) + t * ((double) lines.xs.get(v) - lines.xs.get(u));
    }

    private int lower(int e) {
        return lines.ys.get(lines.edgeU.get(e)) < lines.ys.get(lines.edgeV.get(e))
                ? lines.edgeU.get(e)
                : lines.edgeV.get(e);
    }

    private int upper(int e) {
        int u = lines.edgeU.get(e);
        return lower(e) == u ? lines.edgeV.get(e) : u;
    }
}
