package org.servicemap.areas.coverage;

import java.util.Arrays;

/** What import knows about each face of an arrangement: its m², a place on it, and which features cover it. */
final class Faces {
    private static final int[] NOBODY = {};

    private final Arrangement plane;
    /** m² by face; of the unbounded face 0 it means nothing. */
    final double[] m2;
    /** By face: one of its half-edges, −1 for a face that has none. */
    final int[] anyEdge;
    /** By face: features that cover it, ascending. */
    final int[][] covers;

    Faces(Arrangement plane, CanonicalGrid grid) {
        this.plane = plane;
        m2 = areas(new EllipsoidArea(grid));
        anyEdge = new int[plane.faceCount];
        Arrays.fill(anyEdge, -1);
        for (int h = plane.halfEdges() - 1; h >= 0; h--) {
            anyEdge[plane.face[h]] = h;
        }
        covers = covers(plane);
    }

    private double[] areas(EllipsoidArea ellipsoid) {
        double[] strips = new double[plane.vertexCount()];
        for (int v = 0; v < strips.length; v++) {
            strips[v] = ellipsoid.strip(plane.ys[v]);
        }
        double[] result = new double[plane.faceCount];
        for (int h = 0; h < plane.halfEdges(); h += 2) {
            int u = plane.origin[h];
            int v = plane.origin[h + 1];
            double m2 = ellipsoid.edge(plane.xs[u], plane.ys[u], strips[u], plane.xs[v], plane.ys[v], strips[v]);
            result[plane.face[h]] += m2;
            result[plane.face[h + 1]] -= m2;
        }
        return result;
    }

    /** Half-edges by face, so that a face's whole boundary (holes too) can be visited. */
    static int[][] halfEdgesByFace(Arrangement plane) {
        int[] start = new int[plane.faceCount + 1];
        for (int face : plane.face) {
            start[face]++;
        }
        for (int f = 1; f < start.length; f++) {
            start[f] += start[f - 1];
        }
        int[] items = new int[plane.halfEdges()];
        for (int h = items.length - 1; h >= 0; h--) {
            items[--start[plane.face[h]]] = h;
        }
        return new int[][] {start, items};
    }

    /**
     * Walks from the unbounded face over the edges; crossing an edge leaves the features that have it on their left and enters
     * those that have it on their right. Counts are kept with sign (a feature entered twice stands twice, one left before it was
     * entered stands as its complement), because noding may turn a splinter thinner than a grid unit inside out.
     */
    static int[][] covers(Arrangement plane) {
        int[][] signed = new int[plane.faceCount][];
        int[][] byFace = halfEdgesByFace(plane);
        int[] queue = new int[plane.faceCount];
        signed[0] = NOBODY;
        int size = 1;
        for (int i = 0; i < size; i++) {
            int f = queue[i];
            for (int k = byFace[0][f]; k < byFace[0][f + 1]; k++) {
                int h = byFace[1][k];
                int other = plane.face[h ^ 1];
                if (signed[other] == null) {
                    signed[other] = cross(plane, signed[f], h);
                    queue[size++] = other;
                }
            }
        }
        for (int f = 0; f < signed.length; f++) {
            signed[f] = signed[f] == null ? NOBODY : positive(signed[f]);
        }
        return signed;
    }

    private static int[] cross(Arrangement plane, int[] set, int halfEdge) {
        int edge = halfEdge >> 1;
        int[] result = set;
        for (int i = plane.ownerStart[edge]; i < plane.ownerStart[edge + 1]; i++) {
            int owner = plane.owners[i];
            int feature = owner >> 1;
            boolean inside = (owner & 1) == (halfEdge & 1);
            result = inside ? change(result, ~feature, feature) : change(result, feature, ~feature);
        }
        return result;
    }

    /** Adds one entry, or removes one of its complement. */
    private static int[] change(int[] set, int add, int cancel) {
        int at = Arrays.binarySearch(set, cancel);
        if (at >= 0) {
            int[] less = new int[set.length - 1];
            System.arraycopy(set, 0, less, 0, at);
            System.arraycopy(set, at + 1, less, at, less.length - at);
            return less;
        }
        int place = Arrays.binarySearch(set, add);
        int where = place < 0 ? -place - 1 : place;
        int[] more = new int[set.length + 1];
        System.arraycopy(set, 0, more, 0, where);
        more[where] = add;
        System.arraycopy(set, where, more, where + 1, set.length - where);
        return more;
    }

    private static int[] positive(int[] set) {
        boolean clean = true;
        for (int i = 0; i < set.length; i++) {
            clean &= set[i] >= 0 && (i == 0 || set[i] != set[i - 1]);
        }
        return clean ? set : Arrays.stream(set).filter(f -> f >= 0).distinct().toArray();
    }
}
