package org.servicemap.areas.tiles;

import java.util.Arrays;

/**
 * Chains of edges between the points where three or more areas (or outside) meet: what neighbours share. Simplifying a chain
 * once simplifies it for both, so that no sliver opens between them. Grid coordinates, flat arrays.
 */
final class Arcs {
    private int[] x = new int[1024];
    private int[] y = new int[1024];
    private int[] start = new int[256];
    private int[] left = new int[256];
    private int[] right = new int[256];
    private float[] weight = new float[0];
    private int count;
    private int points;

    void begin(int leftArea) {
        if (count + 2 > start.length) {
            start = Arrays.copyOf(start, 2 * start.length);
            left = Arrays.copyOf(left, 2 * left.length);
            right = Arrays.copyOf(right, 2 * right.length);
        }
        start[count] = points;
        left[count] = leftArea;
        right[count] = -1;
    }

    void point(int px, int py) {
        if (points == x.length) {
            x = Arrays.copyOf(x, 2 * points);
            y = Arrays.copyOf(y, 2 * points);
        }
        x[points] = px;
        y[points++] = py;
    }

    int end() {
        start[count + 1] = points;
        return count++;
    }

    void right(int arc, int area) {
        right[arc] = area;
    }

    /** Trims the arrays and weighs every point; nothing may be added afterwards. */
    void weigh(double lonScale, boolean[] fragile) {
        x = Arrays.copyOf(x, points);
        y = Arrays.copyOf(y, points);
        start = Arrays.copyOf(start, count + 1);
        left = Arrays.copyOf(left, count);
        right = Arrays.copyOf(right, count);
        weight = new float[points];
        ArcWeights weights = new ArcWeights(x, y, weight, lonScale);
        for (int arc = 0; arc < count; arc++) {
            weights.weigh(start[arc], start[arc + 1] - 1, fragile[arc]);
        }
    }

    int count() {
        return count;
    }

    int left(int arc) {
        return left[arc];
    }

    int right(int arc) {
        return right[arc];
    }

    int from(int arc) {
        return start[arc];
    }

    /** One behind the last point of an arc. */
    int to(int arc) {
        return start[arc + 1];
    }

    int x(int point) {
        return x[point];
    }

    int y(int point) {
        return y[point];
    }

    /** How far off, in grid units of latitude, the line would be without this point; infinite for ends. */
    float weight(int point) {
        return weight[point];
    }
}
