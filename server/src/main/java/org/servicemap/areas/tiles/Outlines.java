package org.servicemap.areas.tiles;

import java.util.Arrays;

/** Puts the simplified arcs of rings together again, in grid coordinates. */
final class Outlines {
    private final Topology topology;
    private final double tolerance;

    /** @param tolerance in grid units of latitude; 0 keeps every point */
    Outlines(Topology topology, double tolerance) {
        this.topology = topology;
        this.tolerance = tolerance;
    }

    /** x0,y0,x1,y1,… of an arc, in its direction. */
    int[] line(int arc) {
        Buffer buffer = new Buffer();
        append(buffer, arc, false);
        return buffer.toArray();
    }

    /** x0,y0,…,x0,y0 of a ring: closed. */
    int[] ring(int[] arcs) {
        Buffer buffer = new Buffer();
        for (int arc : arcs) {
            append(buffer, arc, buffer.length > 0);
        }
        return buffer.toArray();
    }

    private void append(Buffer buffer, int arc, boolean skipFirst) {
        Arcs all = topology.arcs();
        boolean backwards = arc < 0;
        int from = all.from(backwards ? ~arc : arc);
        int to = all.to(backwards ? ~arc : arc);
        for (int i = skipFirst ? 1 : 0; i < to - from; i++) {
            int point = backwards ? to - 1 - i : from + i;
            if (all.weight(point) >= tolerance) {
                buffer.add(all.x(point), all.y(point));
            }
        }
    }

    private static final class Buffer {
        private int[] xy = new int[64];
        private int length;

        void add(int x, int y) {
            if (length == xy.length) {
                xy = Arrays.copyOf(xy, 2 * length);
            }
            xy[length++] = x;
            xy[length++] = y;
        }

        int[] toArray() {
            return Arrays.copyOf(xy, length);
        }
    }
}
