package org.servicemap.citypack.synthetic;

import java.util.Arrays;

/**
 * Moves the mesh's inner vertices so that borders run smoothly. A move is taken only while every triangle around the vertex
 * keeps its sense of rotation (exact integer arithmetic) and a good part of its area, so the mesh stays proper.
 */
final class Relaxation {
    private static final int SWEEPS = 3;
    private static final double KEEP_OF_AREA = 0.25;

    private final Mesh mesh;
    private final int[] leafOf;
    private final int[] firstOf;
    private final int[] trianglesOf;
    private final boolean[] fixed;

    private Relaxation(Mesh mesh, int[] leafOf) {
        this.mesh = mesh;
        this.leafOf = leafOf;
        int n = mesh.x().length;
        this.firstOf = new int[n + 1];
        this.fixed = new boolean[n];
        for (int h = 0; h < mesh.corner().length; h++) {
            firstOf[mesh.start(h) + 1]++;
            int t = mesh.across()[h];
            if (t < 0 || mesh.top()[t] != mesh.top()[h / 3]) {
                fixed[mesh.start(h)] = true;
                fixed[mesh.end(h)] = true;
            }
        }
        for (int v = 0; v < n; v++) {
            firstOf[v + 1] += firstOf[v];
        }
        this.trianglesOf = new int[mesh.corner().length];
        int[] fill = Arrays.copyOf(firstOf, n);
        for (int h = 0; h < mesh.corner().length; h++) {
            trianglesOf[fill[mesh.start(h)]++] = h;
        }
    }

    static void relax(Mesh mesh, int[] leafOf) {
        Relaxation relaxation = new Relaxation(mesh, leafOf);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int v = 0; v < relaxation.fixed.length; v++) {
                if (!relaxation.fixed[v]) {
                    relaxation.move(v);
                }
            }
        }
    }

    /** To the middle of its neighbours along the border it lies on, or of all neighbours where it lies on none. */
    private void move(int v) {
        long sx = 0;
        long sy = 0;
        int onBorder = 0;
        long ax = 0;
        long ay = 0;
        int all = 0;
        for (int i = firstOf[v]; i < firstOf[v + 1]; i++) {
            int h = trianglesOf[i];
            int w = mesh.end(h);
            ax += mesh.x()[w];
            ay += mesh.y()[w];
            all++;
            if (leafOf[mesh.across()[h]] != leafOf[h / 3]) {
                sx += mesh.x()[w];
                sy += mesh.y()[w];
                onBorder++;
            }
        }
        int x = mesh.x()[v];
        int y = mesh.y()[v];
        if (onBorder == 0) {
            tryMove(v, (int) ((x + ax / all) / 2), (int) ((y + ay / all) / 2));
        } else if (!tryMove(v, (int) ((x + sx / onBorder) / 2), (int) ((y + sy / onBorder) / 2))) {
            tryMove(v, (int) ((3L * x + sx / onBorder) / 4), (int) ((3L * y + sy / onBorder) / 4));
        }
    }

    private boolean tryMove(int v, int x, int y) {
        for (int i = firstOf[v]; i < firstOf[v + 1]; i++) {
            int h = trianglesOf[i];
            int b = mesh.end(h);
            int c = mesh.end(Mesh.next(h));
            long now = Frame.orientation(x, y, mesh.x()[b], mesh.y()[b], mesh.x()[c], mesh.y()[c]);
            if (now <= 0 || now < KEEP_OF_AREA * mesh.orientation(h / 3)) {
                return false;
            }
        }
        mesh.x()[v] = x;
        mesh.y()[v] = y;
        return true;
    }
}
