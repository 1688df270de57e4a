package org.servicemap.citypack.synthetic;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Points in square buckets, hashed, for looking around a place. Positions in metres. Not thread-safe. */
final class PointBuckets {
    private final double side;
    private int[] head = new int[1 << 12];
    private int[] next = new int[1 << 11];
    private int[] id = new int[1 << 11];
    private double[] x = new double[1 << 11];
    private double[] y = new double[1 << 11];
    private int size;

    PointBuckets(double side) {
        this.side = side;
        Arrays.fill(head, -1);
    }

    void add(int point, double px, double py) {
        if (size == id.length) {
            grow();
        }
        id[size] = point;
        x[size] = px;
        y[size] = py;
        link(size++);
    }

    private void link(int i) {
        int slot = slot((long) Math.floor(x[i] / side), (long) Math.floor(y[i] / side));
        next[i] = head[slot];
        head[slot] = i;
    }

    private void grow() {
        int n = id.length * 2;
        id = Arrays.copyOf(id, n);
        x = Arrays.copyOf(x, n);
        y = Arrays.copyOf(y, n);
        next = new int[n];
        head = new int[2 * n];
        Arrays.fill(head, -1);
        for (int i = 0; i < size; i++) {
            link(i);
        }
    }

    private int slot(long column, long row) {
        long h = column * 0x9E3779B97F4A7C15L + row * 0xC2B2AE3D27D4EB4FL;
        return (int) (h >>> 40) & (head.length - 1);
    }

    /** Whether a point that the test accepts lies nearer than the radius. */
    boolean anyWithin(double px, double py, double radius, IntPredicate test) {
        long west = (long) Math.floor((px - radius) / side);
        long east = (long) Math.floor((px + radius) / side);
        long south = (long) Math.floor((py - radius) / side);
        long north = (long) Math.floor((py + radius) / side);
        for (long row = south; row <= north; row++) {
            for (long column = west; column <= east; column++) {
                for (int i = head[slot(column, row)]; i >= 0; i = next[i]) {
                    double dx = x[i] - px;
                    double dy = y[i] - py;
                    if (dx * dx + dy * dy < radius * radius && test.test(id[i])) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
