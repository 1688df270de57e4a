package org.servicemap.areas.coverage;

import java.util.Arrays;

/**
 * The plane cut up by noded lines: half-edges (2e runs from U to V of edge e, 2e + 1 back), each with the face on its left.
 * Face 0 is the unbounded one. Components that lie inside another's face are located exactly (see {@link FaceLocator}).
 */
final class Arrangement {
    final int[] xs;
    final int[] ys;
    /** By half-edge: the vertex where it starts. */
    final int[] origin;
    /** By half-edge: the one that follows it around the face on its left. */
    final int[] next;
    /** By half-edge: the face on its left. */
    final int[] face;

    final int faceCount;
    /** Who has an edge on its boundary: {@code owners[ownerStart[e] … ownerStart[e + 1])}, feature × 2 + direction. */
    final int[] ownerStart;

    final int[] owners;

    private final Linework lines;
    private int[] outStart = {};
    private int[] out = {};

    /** @param lines noded */
    Arrangement(Linework lines) {
        this.lines = lines;
        xs = lines.xs.raw();
        ys = lines.ys.raw();
        int[] alive = compact();
        origin = origins(alive);
        int segments = lines.segmentEdge.size();
        ownerStart = new int[origin.length / 2 + 1];
        owners = new int[segments];
        collectOwners(alive, segments);
        sortAround();
        next = links();
        int[] cycle = new int[origin.length];
        int cycles = cycles(cycle);
        int[] faceOfCycle = new int[cycles];
        faceCount = new FaceLocator(this, lines, alive, cycle, cycles).locate(faceOfCycle);
        face = cycle;
        for (int h = 0; h < face.length; h++) {
            face[h] = faceOfCycle[cycle[h]];
        }
    }

    static Arrangement of(int[][][][] shapes) {
        Linework lines = Linework.of(shapes);
        Noder.node(lines);
        return new Arrangement(lines);
    }

    int halfEdges() {
        return origin.length;
    }

    int target(int halfEdge) {
        return origin[halfEdge ^ 1];
    }

    int vertexCount() {
        return lines.vertexCount();
    }

    /** Half-edges out of a vertex, counter-clockwise: {@code out(i)} for i from here to {@link #outEnd}. */
    int outBegin(int vertex) {
        return outStart[vertex];
    }

    int outEnd(int vertex) {
        return outStart[vertex + 1];
    }

    int out(int index) {
        return out[index];
    }

    /** New number of each edge of the linework, −1 for dead ones. */
    private int[] compact() {
        int[] number = new int[lines.edgeCount()];
        int n = 0;
        for (int e = 0; e < number.length; e++) {
            number[e] = lines.dead.get(e) ? -1 : n++;
        }
        return number;
    }

    private int[] origins(int[] number) {
        int count = number.length - lines.dead.cardinality();
        int[] result = new int[count * 2];
        for (int e = 0; e < number.length; e++) {
            if (number[e] >= 0) {
                result[number[e] * 2] = lines.edgeU.get(e);
                result[number[e] * 2 + 1] = lines.edgeV.get(e);
            }
        }
        return result;
    }

    private void collectOwners(int[] number, int segments) {
        for (int s = 0; s < segments; s++) {
            ownerStart[number[lines.segmentEdge.get(s)]]++;
        }
        for (int e = 1; e < ownerStart.length; e++) {
            ownerStart[e] += ownerStart[e - 1];
        }
        for (int s = segments - 1; s >= 0; s--) {
            owners[--ownerStart[number[lines.segmentEdge.get(s)]]] = lines.segmentOwner.get(s);
        }
    }

    private void sortAround() {
        outStart = new int[lines.vertexCount() + 1];
        out = new int[origin.length];
        for (int vertex : origin) {
            outStart[vertex]++;
        }
        for (int v = 1; v < outStart.length; v++) {
            outStart[v] += outStart[v - 1];
        }
        for (int h = origin.length - 1; h >= 0; h--) {
            out[--outStart[origin[h]]] = h;
        }
        for (int v = 0; v + 1 < outStart.length; v++) {
            sort(outStart[v], outStart[v + 1]);
        }
    }

    /** Insertion sort by angle from just after south, counter-clockwise. */
    private void sort(int begin, int end) {
        for (int i = begin + 1; i < end; i++) {
            int h = out[i];
            int j = i - 1;
            while (j >= begin && before(h, out[j])) {
                out[j + 1] = out[j];
                j--;
            }
            out[j + 1] = h;
        }
    }

    private boolean before(int g, int h) {
        boolean gEast = east(g);
        boolean hEast = east(h);
        if (gEast != hEast) {
            return gEast;
        }
        int o = origin[g];
        int p = target(g);
        int q = target(h);
        return Exact.turn(xs[o], ys[o], xs[p], ys[p], xs[q], ys[q]) > 0;
    }

    /** Direction in the half-turn (−90°, 90°]. */
    private boolean east(int h) {
        int dx = Integer.compare(xs[target(h)], xs[origin[h]]);
        return dx > 0 || (dx == 0 && ys[target(h)] > ys[origin[h]]);
    }

    private int[] links() {
        int[] result = new int[origin.length];
        for (int v = 0; v + 1 < outStart.length; v++) {
            int begin = outStart[v];
            int end = outStart[v + 1];
            for (int i = begin; i < end; i++) {
                // Arriving by the twin of out[i], the leftmost way on is the one just clockwise of it.
                result[out[i] ^ 1] = out[i == begin ? end - 1 : i - 1];
            }
        }
        return result;
    }

    private int cycles(int[] cycle) {
        Arrays.fill(cycle, -1);
        int count = 0;
        for (int h = 0; h < cycle.length; h++) {
            if (cycle[h] < 0) {
                for (int g = h; cycle[g] < 0; g = next[g]) {
                    cycle[g] = count;
                }
                count++;
            }
        }
        return count;
    }
}
