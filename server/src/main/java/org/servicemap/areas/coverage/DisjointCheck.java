package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether own shapes are disjoint and exactly noded:
 *
 * <ol>
 *   <li>a directed edge stands in one ring only;
 *   <li>two edges meet only at a vertex of both ({@link EdgeSweep});
 *   <li>around each vertex, borders between covered and void alternate in direction, so that coverage changes between c and
 *       c + 1 only, c being the same for a whole connected piece of linework;
 *   <li>c is 0: just west of the westernmost vertex of every piece, the number of shapes that cover the place (counted along a
 *       ray over the unpaired edges; paired ones cancel) is what the piece itself says about its outside.
 * </ol>
 */
final class DisjointCheck {
    private final Coverage coverage;
    private final List<String> problems;
    private final LongIndex vertices = new LongIndex(1024);
    private final LongIndex edges = new LongIndex(1024);
    private final IntList xs = new IntList(1024);
    private final IntList ys = new IntList(1024);
    private final IntList from = new IntList(1024);
    private final IntList to = new IntList(1024);
    /** 1 = seen in the direction from → to, 3 = seen in both. */
    private final IntList seen = new IntList(1024);

    DisjointCheck(Coverage coverage, List<String> problems) {
        this.coverage = coverage;
        this.problems = problems;
    }

    void run() {
        for (CoverageArea area : coverage.areas()) {
            for (int[][] polygon : area.own().polygons()) {
                for (int[] ring : polygon) {
                    ring(area, ring);
                }
            }
        }
        if (problems.isEmpty()) {
            new EdgeSweep(xs, ys, from, to).meetings(this::meeting);
        }
        if (problems.isEmpty()) {
            checkCoverage();
        }
    }

    private void ring(CoverageArea area, int[] ring) {
        int before = vertex(ring[ring.length - 2], ring[ring.length - 1]);
        for (int i = 0; i < ring.length; i += 2) {
            int vertex = vertex(ring[i], ring[i + 1]);
            edge(area, before, vertex);
            before = vertex;
        }
    }

    private int vertex(int x, int y) {
        int id = vertices.add(((long) x << 32) | y);
        if (id == xs.size()) {
            xs.add(x);
            ys.add(y);
        }
        return id;
    }

    private void edge(CoverageArea area, int a, int b) {
        int id = edges.add(((long) Math.min(a, b) << 32) | Math.max(a, b));
        if (id == from.size()) {
            from.add(a);
            to.add(b);
            seen.add(1);
        } else if (from.get(id) == a || seen.get(id) == 3) {
            say("an edge of area " + area.code() + " of level " + area.level() + " is used twice in one direction", a);
        } else {
            seen.set(id, 3);
        }
    }

    private void meeting(int e, int f) {
        say("two edges meet where they should not", from.get(e));
    }

    private void say(String what, int vertex) {
        if (problems.size() < CoverageVerifier.MOST) {
            problems.add(what + " near " + coverage.grid().lon(xs.get(vertex)) + ", "
                    + coverage.grid().lat(ys.get(vertex)));
        }
    }

    private void checkCoverage() {
        Map<Integer, List<Integer>> unpaired = new HashMap<>();
        for (int e = 0; e < from.size(); e++) {
            if (seen.get(e) == 1) {
                unpaired.computeIfAbsent(from.get(e), v -> new ArrayList<>(2)).add(e);
                unpaired.computeIfAbsent(to.get(e), v -> new ArrayList<>(2)).add(e);
            }
        }
        unpaired.forEach((vertex, around) -> {
            around.sort((e, f) -> compareAngle(vertex, e, f));
            for (int i = 0; i < around.size(); i++) {
                if (leaves(vertex, around.get(i)) == leaves(vertex, around.get((i + 1) % around.size()))) {
                    say("areas overlap", vertex);
                }
            }
        });
        checkPieces(unpaired);
    }

    private boolean leaves(int vertex, int edge) {
        return from.get(edge) == vertex;
    }

    private int other(int vertex, int edge) {
        return leaves(vertex, edge) ? to.get(edge) : from.get(edge);
    }

    /** Counter-clockwise, from just after south-west … of which only the cyclic order matters. */
    private int compareAngle(int vertex, int e, int f) {
        if (e == f) {
            return 0;
        }
        int p = other(vertex, e);
        int q = other(vertex, f);
        boolean pEast = east(vertex, p);
        boolean qEast = east(vertex, q);
        if (pEast != qEast) {
            return pEast ? -1 : 1;
        }
        return -Long.signum(Exact.turn(xs.get(vertex), ys.get(vertex), xs.get(p), ys.get(p), xs.get(q), ys.get(q)));
    }

    private boolean east(int vertex, int p) {
        return xs.get(p) > xs.get(vertex) || (xs.get(p) == xs.get(vertex) && ys.get(p) > ys.get(vertex));
    }

    private void checkPieces(Map<Integer, List<Integer>> unpaired) {
        RowIndex borders = new RowIndex(xs, ys, from, to, seen);
        for (int v : westernmost()) {
            // All edges here go east: counter-clockwise from west the first one comes first in the list.
            List<Integer> around = unpaired.getOrDefault(v, List.of());
            int expected = around.isEmpty() || !leaves(v, around.get(0)) ? 1 : 0;
            if (borders.coverage(xs.get(v), ys.get(v)) != expected) {
                say("an area lies inside another", v);
            }
        }
    }

    private int[] westernmost() {
        UnionFind pieces = new UnionFind(xs.size());
        for (int e = 0; e < from.size(); e++) {
            pieces.union(from.get(e), to.get(e));
        }
        int[] best = new int[xs.size()];
        Arrays.fill(best, -1);
        for (int v = 0; v < best.length; v++) {
            int piece = pieces.find(v);
            if (best[piece] < 0 || east(v, best[piece])) {
                best[piece] = v;
            }
        }
        return Arrays.stream(best).filter(v -> v >= 0).toArray();
    }
}
