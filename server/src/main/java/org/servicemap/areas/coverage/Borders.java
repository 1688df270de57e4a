package org.servicemap.areas.coverage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The faces of some patches, and along which neighbours they run for how many metres. */
final class Borders {
    private final Work work;
    private final double metresX;
    private final double metresY;
    private int[] start = {};
    private int[] faces = {};
    private int[][] halfEdges = {};

    Borders(Work work) {
        this.work = work;
        double unit = Math.toRadians(Math.scalb(1.0, -work.grid.k())) * 6371008.8;
        double middle = work.grid.originLat() + Math.scalb(middleY(work), -work.grid.k());
        metresX = unit * Math.cos(Math.toRadians(middle));
        metresY = unit;
    }

    private static double middleY(Work work) {
        return work.plane.vertexCount() == 0 ? 0 : work.plane.ys[work.plane.vertexCount() / 2];
    }

    /** Gathers the faces of the given patches; from here on a patch is named by its index in the list. */
    void collect(int[] patch, int[] patches) {
        if (halfEdges.length == 0) {
            halfEdges = Faces.halfEdgesByFace(work.plane);
        }
        int[] index = new int[patch.length];
        Arrays.fill(index, -1);
        for (int i = 0; i < patches.length; i++) {
            index[patches[i]] = i;
        }
        start = new int[patches.length + 1];
        for (int p : patch) {
            if (index[p] >= 0) {
                start[index[p]]++;
            }
        }
        for (int i = 1; i < start.length; i++) {
            start[i] += start[i - 1];
        }
        faces = new int[start[patches.length]];
        for (int f = patch.length - 1; f >= 0; f--) {
            if (index[patch[f]] >= 0) {
                faces[--start[index[patch[f]]]] = f;
            }
        }
    }

    /** Metres by the owner on the other side (−1 = nobody), owners as they are now. */
    Map<Integer, Double> metres(int patch) {
        Map<Integer, Double> result = new HashMap<>();
        int own = work.owner[faces[start[patch]]];
        for (int i = start[patch]; i < start[patch + 1]; i++) {
            for (int k = halfEdges[0][faces[i]]; k < halfEdges[0][faces[i] + 1]; k++) {
                int h = halfEdges[1][k];
                int other = work.owner[work.plane.face[h ^ 1]];
                if (other != own) {
                    result.merge(other, length(h), Double::sum);
                }
            }
        }
        return result;
    }

    double perimeter(int patch) {
        return metres(patch).values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private double length(int h) {
        int u = work.plane.origin[h];
        int v = work.plane.target(h);
        return Math.hypot(
                ((double) work.plane.xs[u] - work.plane.xs[v]) * metresX,
                ((double) work.plane.ys[u] - work.plane.ys[v]) * metresY);
    }

    void assign(int patch, int owner) {
        for (int i = start[patch]; i < start[patch + 1]; i++) {
            work.owner[faces[i]] = owner;
        }
    }
}
