package org.servicemap.citypack.synthetic;

import java.util.Arrays;

/**
 * Divides one group of triangles among seeds, each growing over shared edges at its own pace (multi-source Dijkstra), so that every
 * piece hangs together. Triangles that no seed can reach (an exclave without a seed) follow the nearest seed as the crow
 * flies. Ties go to the smaller triangle: the result depends on nothing but its input.
 */
final class Growth {
    /** How long the way from one triangle into the next is. */
    interface Way {
        double cost(int from, int to);
    }

    private final Mesh mesh;
    private final int[] groupOf;
    /** Seed number of each triangle; groups write disjoint entries. */
    private final int[] owner;

    private final float[] distance;

    Growth(Mesh mesh, int[] groupOf) {
        this.mesh = mesh;
        this.groupOf = groupOf;
        this.owner = new int[mesh.size()];
        this.distance = new float[mesh.size()];
    }

    int[] owner() {
        return owner;
    }

    /** @param pace of each seed: the larger, the farther it grows */
    void grow(int[] members, int[] seeds, double[] pace, Way way) {
        for (int t : members) {
            owner[t] = -1;
            distance[t] = Float.POSITIVE_INFINITY;
        }
        LongHeap heap = new LongHeap(members.length + 16);
        for (int s = 0; s < seeds.length; s++) {
            if (distance[seeds[s]] > 0) {
                owner[seeds[s]] = s;
                distance[seeds[s]] = 0;
                heap.push(key(0, seeds[s]));
            }
        }
        while (!heap.isEmpty()) {
            long least = heap.pop();
            int t = (int) least;
            if (Float.intBitsToFloat((int) (least >>> 32)) <= distance[t]) {
                spread(t, pace, way, heap);
            }
        }
        attachUnreached(members, seeds);
    }

    private void spread(int t, double[] pace, Way way, LongHeap heap) {
        for (int i = 3 * t; i < 3 * t + 3; i++) {
            int next = mesh.across()[i];
            if (next >= 0 && groupOf[next] == groupOf[t]) {
                float d = (float) (distance[t] + way.cost(t, next) / pace[owner[t]]);
                if (d < distance[next]) {
                    distance[next] = d;
                    owner[next] = owner[t];
                    heap.push(key(d, next));
                }
            }
        }
    }

    private static long key(float d, int t) {
        return ((long) Float.floatToIntBits(d) << 32) | t;
    }

    private void attachUnreached(int[] members, int[] seeds) {
        for (int t : members) {
            if (owner[t] < 0) {
                floodUnreached(t, nearestSeed(t, seeds));
            }
        }
    }

    private void floodUnreached(int start, int seed) {
        int[] stack = new int[64];
        int top = 0;
        stack[top++] = start;
        owner[start] = seed;
        while (top > 0) {
            int t = stack[--top];
            for (int i = 3 * t; i < 3 * t + 3; i++) {
                int next = mesh.across()[i];
                if (next >= 0 && groupOf[next] == groupOf[t] && owner[next] < 0) {
                    if (top == stack.length) {
                        stack = Arrays.copyOf(stack, 2 * top);
                    }
                    owner[next] = seed;
                    stack[top++] = next;
                }
            }
        }
    }

    private int nearestSeed(int t, int[] seeds) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int s = 0; s < seeds.length; s++) {
            double d = Seats.square(mesh.centreX(seeds[s]) - mesh.centreX(t))
                    + Seats.square(mesh.centreY(seeds[s]) - mesh.centreY(t));
            if (d < least) {
                least = d;
                best = s;
            }
        }
        return best;
    }

    /** A binary heap of longs, smallest first. */
    private static final class LongHeap {
        private long[] items;
        private int size;

        LongHeap(int capacity) {
            items = new long[capacity];
        }

        boolean isEmpty() {
            return size == 0;
        }

        void push(long item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, 2 * size);
            }
            int i = size++;
            while (i > 0 && items[(i - 1) >>> 1] > item) {
                items[i] = items[(i - 1) >>> 1];
                i = (i - 1) >>> 1;
            }
            items[i] = item;
        }

        long pop() {
            long least = items[0];
            long last = items[--size];
            int i = 0;
            while (2 * i + 1 < size) {
                int child = 2 * i + 1;
                if (child + 1 < size && items[child + 1] < items[child]) {
                    child++;
                }
                if (items[child] >= last) {
                    break;
                }
                items[i] = items[child];
                i = child;
            }
            items[i] = last;
            return least;
        }
    }
}
