package org.servicemap.areas.tiles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridShape;

/** Cuts the rings of one level's areas into shared arcs. Linear in the number of vertices. */
final class TopologyBuilder {
    private record Face(int ordinal, GridShape shape) {}

    private final Coverage coverage;
    private final int level;
    private final List<Face> faces;
    private final VertexIds vertices;
    /** Two neighbours of each vertex; a third makes it a node. */
    private int[] neighbour1 = new int[1024];

    private int[] neighbour2 = new int[1024];
    private boolean[] node = new boolean[1024];

    private final Arcs arcs = new Arcs();
    private final VertexIds arcStarts = new VertexIds(1024);
    private int[] arcOfStart = new int[256];

    private TopologyBuilder(Coverage coverage, int level) {
        this.coverage = coverage;
        this.level = level;
        this.faces = faces(coverage, level);
        this.vertices = new VertexIds(
                faces.stream().mapToInt(f -> f.shape().vertexCount()).sum() / 2 + 16);
    }

    static Topology build(Coverage coverage, int level) {
        return new TopologyBuilder(coverage, level).build();
    }

    private static List<Face> faces(Coverage coverage, int level) {
        boolean[] hasFiner = new boolean[coverage.areas().size()];
        for (CoverageArea area : coverage.areas()) {
            if (area.level() <= level && area.parent() >= 0) {
                hasFiner[area.parent()] = true;
            }
        }
        List<Face> faces = new ArrayList<>();
        for (CoverageArea area : coverage.areas()) {
            GridShape shape = area.level() < level && hasFiner[area.ordinal()] ? area.own() : area.shape();
            if (area.level() <= level && !shape.isEmpty()) {
                faces.add(new Face(area.ordinal(), shape));
            }
        }
        return faces;
    }

    private Topology build() {
        faces.forEach(face -> eachRing(face.shape(), this::linkRing));
        faces.forEach(face -> eachRing(face.shape(), this::requireNode));
        Map<Integer, int[][][]> rings = new HashMap<>();
        for (Face face : faces) {
            rings.put(face.ordinal(), cut(face));
        }
        double lat = coverage.grid().lat(middleY());
        arcs.weigh(Math.cos(Math.toRadians(lat)), fragile());
        return new Topology(arcs, rings, coverage.areas(), level);
    }

    private int middleY() {
        long sum = 0;
        long count = 0;
        for (Face face : faces) {
            int[] shell = face.shape().polygons()[0][0];
            sum += shell[1];
            count++;
        }
        return count == 0 ? 0 : (int) (sum / count);
    }

    private interface RingTask {
        void accept(int[] ring);
    }

    private static void eachRing(GridShape shape, RingTask task) {
        for (int[][] polygon : shape.polygons()) {
            for (int[] ring : polygon) {
                task.accept(ring);
            }
        }
    }

    private static long key(int[] ring, int i) {
        return (long) ring[2 * i] << 32 | ring[2 * i + 1];
    }

    private void linkRing(int[] ring) {
        int n = ring.length / 2;
        int before = add(key(ring, n - 1));
        int here = add(key(ring, 0));
        for (int i = 0; i < n; i++) {
            int next = i + 1 < n ? add(key(ring, i + 1)) : vertices.find(key(ring, 0));
            link(here, before);
            link(here, next);
            before = here;
            here = next;
        }
    }

    private int add(long key) {
        int id = vertices.add(key);
        if (id >= node.length) {
            neighbour1 = Arrays.copyOf(neighbour1, 2 * id);
            neighbour2 = Arrays.copyOf(neighbour2, 2 * id);
            node = Arrays.copyOf(node, 2 * id);
        }
        return id;
    }

    /** Neighbours are kept plus one, so that zero means none yet. */
    private void link(int vertex, int other) {
        int mark = other + 1;
        if (neighbour1[vertex] == 0 || neighbour1[vertex] == mark) {
            neighbour1[vertex] = mark;
        } else if (neighbour2[vertex] == 0 || neighbour2[vertex] == mark) {
            neighbour2[vertex] = mark;
        } else {
            node[vertex] = true;
        }
    }

    /** An island's ring meets no third area: its least vertex becomes the node, the same from both sides. */
    private void requireNode(int[] ring) {
        int n = ring.length / 2;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            if (node[vertices.find(key(ring, i))]) {
                return;
            }
            least = Math.min(least, key(ring, i));
        }
        node[vertices.find(least)] = true;
    }

    private int[][][] cut(Face face) {
        int[][][] polygons = face.shape().polygons();
        int[][][] result = new int[polygons.length][][];
        for (int p = 0; p < polygons.length; p++) {
            result[p] = new int[polygons[p].length][];
            for (int r = 0; r < polygons[p].length; r++) {
                result[p][r] = cut(polygons[p][r], face.ordinal());
            }
        }
        return result;
    }

    private int[] cut(int[] ring, int area) {
        int n = ring.length / 2;
        int[] ids = new int[n];
        int first = -1;
        for (int i = 0; i < n; i++) {
            ids[i] = vertices.find(key(ring, i));
            first = first < 0 && node[ids[i]] ? i : first;
        }
        int[] cut = new int[8];
        int count = 0;
        int from = first;
        for (int step = 1; step <= n; step++) {
            int at = (first + step) % n;
            if (node[ids[at]]) {
                cut = count == cut.length ? Arrays.copyOf(cut, 2 * count) : cut;
                cut[count++] = arc(ring, ids, from, (first + step - 1) % n, at, area);
                from = at;
            }
        }
        return Arrays.copyOf(cut, count);
    }

    /** The arc from one node to the next along a ring: known already from the other side (then ~arc), or new. */
    private int arc(int[] ring, int[] ids, int from, int beforeEnd, int end, int area) {
        int n = ids.length;
        int known = arcStarts.find((long) ids[end] << 32 | ids[beforeEnd]);
        if (known >= 0) {
            arcs.right(arcOfStart[known], area);
            return ~arcOfStart[known];
        }
        arcs.begin(area);
        for (int i = from; i != beforeEnd; i = (i + 1) % n) {
            arcs.point(ring[2 * i], ring[2 * i + 1]);
        }
        arcs.point(ring[2 * beforeEnd], ring[2 * beforeEnd + 1]);
        arcs.point(ring[2 * end], ring[2 * end + 1]);
        int arc = arcs.end();
        int start = arcStarts.add((long) ids[from] << 32 | ids[(from + 1) % n]);
        arcOfStart = start >= arcOfStart.length ? Arrays.copyOf(arcOfStart, 2 * start) : arcOfStart;
        arcOfStart[start] = arc;
        return arc;
    }

    /** Arcs that share both ends with another: straightened both, the area between them would be gone. */
    private boolean[] fragile() {
        boolean[] fragile = new boolean[arcs.count()];
        Map<Long, Integer> seen = new HashMap<>(2 * arcs.count());
        for (int arc = 0; arc < arcs.count(); arc++) {
            int a = end(arcs.from(arc));
            int b = end(arcs.to(arc) - 1);
            Integer other = seen.putIfAbsent((long) Math.min(a, b) << 32 | Math.max(a, b), arc);
            if (other != null) {
                fragile[arc] = true;
                fragile[other] = true;
            }
        }
        return fragile;
    }

    private int end(int point) {
        return vertices.find((long) arcs.x(point) << 32 | arcs.y(point));
    }
}
