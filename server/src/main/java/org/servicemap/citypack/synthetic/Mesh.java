package org.servicemap.citypack.synthetic;

import java.util.Arrays;

/**
 * The city's triangles on the canonical grid. Triangle t has the vertices corner[3t…3t+2], counter-clockwise; across its edge
 * i (from corner i to corner i+1) lies triangle across[3t+i], or −1 outside the city. All borders of all levels are made of
 * these edges, which is why the levels nest and are noded exactly, by construction.
 */
record Mesh(Frame frame, int[] x, int[] y, int[] corner, int[] across, int[] top) {

    int size() {
        return top.length;
    }

    int start(int halfEdge) {
        return corner[halfEdge];
    }

    int end(int halfEdge) {
        return corner[next(halfEdge)];
    }

    static int next(int halfEdge) {
        return halfEdge % 3 == 2 ? halfEdge - 2 : halfEdge + 1;
    }

    /** The same edge as the neighbour has it, in the other direction, or −1 outside. */
    int twin(int halfEdge) {
        int t = across[halfEdge];
        if (t < 0) {
            return -1;
        }
        int from = end(halfEdge);
        for (int i = 3 * t; i < 3 * t + 3; i++) {
            if (corner[i] == from && end(i) == start(halfEdge)) {
                return i;
            }
        }
        throw new GeneratorException("bad_mesh", "triangles that do not match");
    }

    double centreX(int t) {
        return frame.metresPerX() * (((double) x[corner[3 * t]] + x[corner[3 * t + 1]] + x[corner[3 * t + 2]]) / 3);
    }

    double centreY(int t) {
        return frame.metresPerY() * (((double) y[corner[3 * t]] + y[corner[3 * t + 1]] + y[corner[3 * t + 2]]) / 3);
    }

    long orientation(int t) {
        int a = corner[3 * t];
        int b = corner[3 * t + 1];
        int c = corner[3 * t + 2];
        return Frame.orientation(x[a], y[a], x[b], y[b], x[c], y[c]);
    }

    double areaM2(int t) {
        return orientation(t) * 0.5 * frame.metresPerX() * frame.metresPerY();
    }

    /** Every triangle turns counter-clockwise, in exact arithmetic: no two triangles overlap and no edge crosses another. */
    void requireProper() {
        for (int t = 0; t < size(); t++) {
            if (orientation(t) <= 0) {
                throw new GeneratorException("bad_mesh", "triangle " + t + " is turned inside out");
            }
        }
    }

    /** Triangles of each of n groups, in the order of the triangles. */
    static int[][] members(int[] groupOf, int n) {
        int[] count = new int[n];
        for (int g : groupOf) {
            count[g]++;
        }
        int[][] members = new int[n][];
        Arrays.setAll(members, g -> new int[count[g]]);
        Arrays.fill(count, 0);
        for (int t = 0; t < groupOf.length; t++) {
            int g = groupOf[t];
            members[g][count[g]++] = t;
        }
        return members;
    }
}
