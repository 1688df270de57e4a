package org.servicemap.citypack.synthetic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Walks along borders, straight on where they fork, never twice over the same edge. Not thread-safe. */
final class BorderWalk {
    private final Mesh mesh;
    private final int[] areaOf;
    private final BitSet taken = new BitSet();
    private int triangle;

    BorderWalk(Mesh mesh, int[] areaOf) {
        this.mesh = mesh;
        this.areaOf = areaOf;
    }

    /** A triangle beside the last walk's beginning. */
    int triangle() {
        return triangle;
    }

    /** Vertices of a walk that begins with a half-edge; empty when that is on no border or is taken already. */
    List<Integer> from(int first, int steps) {
        List<Integer> path = new ArrayList<>();
        triangle = first / 3;
        if (!free(first)) {
            return path;
        }
        path.add(mesh.start(first));
        int h = first;
        while (h >= 0 && path.size() <= steps) {
            take(h);
            path.add(mesh.end(h));
            h = straightOn(h);
        }
        return path;
    }

    private boolean free(int h) {
        int across = mesh.across()[h];
        return across >= 0 && areaOf[across] != areaOf[h / 3] && !taken.get(h);
    }

    private void take(int h) {
        taken.set(h);
        taken.set(mesh.twin(h));
    }

    /** Of the free border edges that leave the end of this one, that with the least turn; −1 when all turn sharply. */
    private int straightOn(int h) {
        double dx = dx(h);
        double dy = dy(h);
        int best = -1;
        double least = 0.5;
        int out = Mesh.next(h);
        for (int guard = 0; guard < 64 && out >= 0; guard++) {
            if (free(out)) {
                double cosine = (dx * dx(out) + dy * dy(out))
                        / Math.sqrt((dx * dx + dy * dy) * (dx(out) * dx(out) + dy(out) * dy(out)));
                if (cosine > least) {
                    least = cosine;
                    best = out;
                }
            }
            int twin = mesh.twin(out);
            out = twin < 0 || Mesh.next(twin) == Mesh.next(h) ? -1 : Mesh.next(twin);
        }
        return best;
    }

    private double dx(int h) {
        return (mesh.x()[mesh.end(h)] - mesh.x()[mesh.start(h)]) * mesh.frame().metresPerX();
    }

    private double dy(int h) {
        return (mesh.y()[mesh.end(h)] - mesh.y()[mesh.start(h)]) * mesh.frame().metresPerY();
    }
}
