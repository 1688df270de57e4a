package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks every guarantee of {@link Coverage}, exactly and by other means than import used to establish them: order and links;
 * rings (direction, size); every directed edge at most once among the own shapes; no two edges crossing or touching but at common
 * vertices; no overlap, also not by lying inside another; each shape's edges equal to what remains of its parts' edges when
 * opposite ones cancel.
 */
public final class CoverageVerifier {
    static final int MOST = 100;

    private final Coverage coverage;
    private final List<String> problems = new ArrayList<>();

    private CoverageVerifier(Coverage coverage) {
        this.coverage = coverage;
    }

    /** What is wrong, in English, one line each, at most a hundred; empty when all guarantees hold. */
    public static List<String> verify(Coverage coverage) {
        CoverageVerifier verifier = new CoverageVerifier(coverage);
        verifier.checkOrder();
        verifier.checkRings();
        verifier.checkShapes();
        if (verifier.problems.isEmpty()) {
            new DisjointCheck(coverage, verifier.problems).run();
        }
        return verifier.problems.size() > MOST ? verifier.problems.subList(0, MOST) : verifier.problems;
    }

    private void checkOrder() {
        CoverageArea before = null;
        for (int i = 0; i < coverage.areas().size(); i++) {
            CoverageArea area = coverage.areas().get(i);
            say(area.ordinal() != i, area, "has ordinal " + area.ordinal() + " at place " + i);
            say(before != null && !comesAfter(before, area), area, "is not in order of level and code");
            say(area.parent() < -1 || area.parent() >= i, area, "has no earlier area as parent: " + area.parent());
            if (area.parent() >= 0 && area.parent() < i) {
                say(coverage.areas().get(area.parent()).level() >= area.level(), area, "has no coarser parent");
            }
            before = area;
        }
    }

    private static boolean comesAfter(CoverageArea before, CoverageArea area) {
        return before.level() != area.level()
                ? before.level() < area.level()
                : before.code().compareTo(area.code()) < 0;
    }

    private void checkRings() {
        for (CoverageArea area : coverage.areas()) {
            say(area.shape().isEmpty(), area, "has no shape");
            rings(area, area.shape());
            if (area.own() != area.shape()) {
                rings(area, area.own());
            }
        }
    }

    private void rings(CoverageArea area, GridShape shape) {
        for (int[][] polygon : shape.polygons()) {
            for (int r = 0; r < polygon.length; r++) {
                int[] ring = polygon[r];
                say(ring.length < 6, area, "has a ring of fewer than three points");
                say(ring.length >= 6 && Exact.isCounterClockwise(ring) != (r == 0), area, "has a ring run backwards");
                for (int value : ring) {
                    say(value < 0, area, "leaves the grid");
                }
            }
        }
    }

    /** A shape's directed edges are those of its own part and its children's shapes, after opposite ones cancel. */
    private void checkShapes() {
        List<List<CoverageArea>> children = new ArrayList<>();
        coverage.areas().forEach(area -> children.add(new ArrayList<>()));
        for (CoverageArea area : coverage.areas()) {
            if (area.parent() >= 0 && area.parent() < children.size()) {
                children.get(area.parent()).add(area);
            }
        }
        for (CoverageArea area : coverage.areas()) {
            List<CoverageArea> below = children.get(area.ordinal());
            if (below.isEmpty()) {
                say(area.shape() != area.own() && !sameEdges(area, below), area, "is not its own part");
            } else {
                say(!sameEdges(area, below), area, "is not the union of its own part and its children");
            }
        }
    }

    private record Edge(int x1, int y1, int x2, int y2) {
        Edge reversed() {
            return new Edge(x2, y2, x1, y1);
        }
    }

    private static boolean sameEdges(CoverageArea area, List<CoverageArea> children) {
        Map<Edge, Integer> edges = new HashMap<>();
        count(area.own(), edges, 1);
        children.forEach(child -> count(child.shape(), edges, 1));
        count(area.shape(), edges, -1);
        return edges.isEmpty();
    }

    private static void count(GridShape shape, Map<Edge, Integer> edges, int sign) {
        for (int[][] polygon : shape.polygons()) {
            for (int[] ring : polygon) {
                for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
                    count(new Edge(ring[j], ring[j + 1], ring[i], ring[i + 1]), edges, sign);
                }
            }
        }
    }

    /** An edge and its reverse cancel; so do one counted up and the same counted down. */
    private static void count(Edge edge, Map<Edge, Integer> edges, int sign) {
        Edge reversed = edge.reversed();
        if (edges.containsKey(reversed)) {
            add(reversed, edges, -sign);
        } else {
            add(edge, edges, sign);
        }
    }

    private static void add(Edge edge, Map<Edge, Integer> edges, int sign) {
        edges.merge(edge, sign, Integer::sum);
        edges.remove(edge, 0);
    }

    private void say(boolean wrong, CoverageArea area, String what) {
        if (wrong && problems.size() < MOST) {
            problems.add("area " + area.code() + " of level " + area.level() + " " + what);
        }
    }
}
