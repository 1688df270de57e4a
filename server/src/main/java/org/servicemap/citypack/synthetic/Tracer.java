package org.servicemap.citypack.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.areas.coverage.GridShape;

/**
 * Traces the borders of a set of triangles into polygons. Rings that touch themselves in a point are taken apart there, so that
 * shells and holes are simple. Not thread-safe; one tracer serves one level after another.
 */
final class Tracer {
    private final Mesh mesh;
    private final Bends bends;
    private final boolean[] seen;

    Tracer(Mesh mesh, Bends bends) {
        this.mesh = mesh;
        this.bends = bends;
        this.seen = new boolean[mesh.corner().length];
    }

    GridShape trace(int[] members, int[] areaOf) {
        List<int[]> shells = new ArrayList<>();
        List<int[]> holes = new ArrayList<>();
        int area = areaOf[members[0]];
        for (int t : members) {
            for (int h = 3 * t; h < 3 * t + 3; h++) {
                if (!seen[h] && leaves(h, areaOf, area)) {
                    List<Integer> ring = follow(h, areaOf, area);
                    takeApart(ring, shells, holes);
                }
            }
        }
        for (int t : members) {
            Arrays.fill(seen, 3 * t, 3 * t + 3, false);
        }
        return Rings.assemble(shells, holes);
    }

    private boolean leaves(int h, int[] areaOf, int area) {
        int next = mesh.across()[h];
        return next < 0 || areaOf[next] != area;
    }

    private List<Integer> follow(int first, int[] areaOf, int area) {
        List<Integer> ring = new ArrayList<>();
        int h = first;
        do {
            seen[h] = true;
            ring.add(h);
            h = Mesh.next(h);
            while (!leaves(h, areaOf, area)) {
                h = Mesh.next(mesh.twin(h));
            }
        } while (h != first);
        return ring;
    }

    private void takeApart(List<Integer> ring, List<int[]> shells, List<int[]> holes) {
        List<Integer> open = new ArrayList<>();
        Map<Integer, Integer> at = new HashMap<>();
        for (int h : ring) {
            Integer before = at.get(mesh.start(h));
            if (before != null) {
                List<Integer> loop = open.subList(before, open.size());
                close(loop, shells, holes);
                loop.stream().skip(1).forEach(edge -> at.remove(mesh.start(edge)));
                loop.clear();
            }
            at.put(mesh.start(h), open.size());
            open.add(h);
        }
        close(open, shells, holes);
    }

    private void close(List<Integer> loop, List<int[]> shells, List<int[]> holes) {
        int[] points = new int[4 * loop.size()];
        int n = 0;
        for (int h : loop) {
            points[n++] = mesh.x()[mesh.start(h)];
            points[n++] = mesh.y()[mesh.start(h)];
            if (mesh.across()[h] >= 0) {
                long middle = bends.middle(h);
                points[n++] = (int) (middle >> 32);
                points[n++] = (int) middle;
            }
        }
        int[] closed = Arrays.copyOf(points, n);
        (Rings.doubleArea(closed) > 0 ? shells : holes).add(closed);
    }
}
