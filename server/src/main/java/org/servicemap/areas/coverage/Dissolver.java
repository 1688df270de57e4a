package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * From labelled faces to shapes: the faces of one label become polygons on the arrangement's vertices. Rings are simple (one
 * that touches itself is cut there), start at their smallest vertex (x, then y), shells run counter-clockwise and holes clockwise;
 * polygons and holes are ordered by their first vertex. So equal areas give equal arrays, whatever the input's order was.
 */
final class Dissolver {
    private static final Comparator<int[]> BY_FIRST_VERTEX = Dissolver::compareFirst;

    private final Arrangement plane;
    private final int[] label;
    private final int[] patch;
    private final int[] seenAt;
    private final IntList walk = new IntList(256);

    private Dissolver(Arrangement plane, int[] label) {
        this.plane = plane;
        this.label = label;
        patch = patches(plane, label);
        seenAt = new int[plane.vertexCount()];
    }

    /** The shapes of labels 0 … count − 1; faces labelled −1 belong to none. */
    static GridShape[] dissolve(Arrangement plane, int[] label, int count) {
        return new Dissolver(plane, label).run(count);
    }

    /** By face: a number that all faces share which can be reached without leaving the label (the smallest face among them). */
    static int[] patches(Arrangement plane, int[] label) {
        UnionFind sets = new UnionFind(plane.faceCount);
        for (int h = 0; h < plane.halfEdges(); h += 2) {
            int left = plane.face[h];
            int right = plane.face[h + 1];
            if (left != right && label[left] == label[right]) {
                sets.union(left, right);
            }
        }
        int[] result = new int[plane.faceCount];
        for (int f = 0; f < result.length; f++) {
            result[f] = sets.find(f);
        }
        return result;
    }

    private GridShape[] run(int count) {
        List<List<int[]>> ringsByPatch = new ArrayList<>();
        int[] slotOfPatch = new int[plane.faceCount];
        Arrays.fill(slotOfPatch, -1);
        IntList labelOfSlot = new IntList(count);
        boolean[] done = new boolean[plane.halfEdges()];
        for (int h = 0; h < done.length; h++) {
            if (!done[h] && isBoundary(h)) {
                int p = patch[plane.face[h]];
                if (slotOfPatch[p] < 0) {
                    slotOfPatch[p] = ringsByPatch.size();
                    ringsByPatch.add(new ArrayList<>(1));
                    labelOfSlot.add(label[p]);
                }
                ring(h, done, ringsByPatch.get(slotOfPatch[p]));
            }
        }
        return assemble(count, ringsByPatch, labelOfSlot);
    }

    private boolean isBoundary(int h) {
        int own = label[plane.face[h]];
        return own >= 0 && own != label[plane.face[h ^ 1]];
    }

    /** Follows the boundary from a half-edge, keeping inside the patch, and cuts the way into simple rings. */
    private void ring(int first, boolean[] done, List<int[]> rings) {
        walk.truncate(0);
        int h = first;
        do {
            done[h] = true;
            int v = plane.origin[h];
            if (seenAt[v] > 0) {
                cut(seenAt[v] - 1, rings);
            } else {
                walk.add(v);
                seenAt[v] = walk.size();
            }
            h = plane.next[h];
            while (!isBoundary(h)) {
                h = plane.next[h ^ 1];
            }
        } while (h != first);
        emit(0, rings);
    }

    /** The way came back to the vertex at a position: what lies between is a ring of its own. */
    private void cut(int position, List<int[]> rings) {
        emit(position, rings);
        int v = walk.get(position);
        walk.truncate(position + 1);
        seenAt[v] = position + 1;
    }

    private void emit(int from, List<int[]> rings) {
        int n = walk.size() - from;
        int[] vertices = walk.raw();
        int smallest = from;
        for (int i = from; i < from + n; i++) {
            seenAt[vertices[i]] = 0;
            if (less(vertices[i], vertices[smallest])) {
                smallest = i;
            }
        }
        int[] ring = new int[n * 2];
        for (int i = 0; i < n; i++) {
            int at = smallest + i;
            int v = vertices[at < from + n ? at : at - n];
            ring[2 * i] = plane.xs[v];
            ring[2 * i + 1] = plane.ys[v];
        }
        rings.add(ring);
    }

    private boolean less(int a, int b) {
        return plane.xs[a] < plane.xs[b] || (plane.xs[a] == plane.xs[b] && plane.ys[a] < plane.ys[b]);
    }

    private static GridShape[] assemble(int count, List<List<int[]>> ringsByPatch, IntList labelOfSlot) {
        List<List<int[][]>> polygons = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            polygons.add(List.of());
        }
        for (int slot = 0; slot < ringsByPatch.size(); slot++) {
            int owner = labelOfSlot.get(slot);
            if (polygons.get(owner).isEmpty()) {
                polygons.set(owner, new ArrayList<>(1));
            }
            polygons.get(owner).add(polygon(ringsByPatch.get(slot)));
        }
        GridShape[] shapes = new GridShape[count];
        for (int i = 0; i < count; i++) {
            shapes[i] = shape(polygons.get(i));
        }
        return shapes;
    }

    private static GridShape shape(List<int[][]> polygons) {
        if (polygons.isEmpty()) {
            return GridShape.EMPTY;
        }
        int[][][] sorted = polygons.toArray(new int[0][][]);
        Arrays.sort(sorted, (a, b) -> compareFirst(a[0], b[0]));
        return new GridShape(sorted);
    }

    /** A patch is connected, so exactly one of its rings is the shell. */
    private static int[][] polygon(List<int[]> rings) {
        int[][] result = rings.toArray(new int[0][]);
        for (int i = 0; i < result.length && result.length > 1; i++) {
            if (Exact.isCounterClockwise(result[i])) {
                int[] shell = result[i];
                result[i] = result[0];
                result[0] = shell;
                break;
            }
        }
        Arrays.sort(result, 1, result.length, BY_FIRST_VERTEX);
        return result;
    }

    private static int compareFirst(int[] a, int[] b) {
        int byX = Integer.compare(a[0], b[0]);
        if (byX != 0) {
            return byX;
        }
        int byY = Integer.compare(a[1], b[1]);
        // Rings that touch may share their first vertex.
        return byY != 0 ? byY : Arrays.compare(a, b);
    }
}
