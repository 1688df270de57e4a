package org.servicemap.areas.index;

/**
 * The edges of a coverage, each once, with the face on either side. Edge e runs upward (or eastward when level) from
 * (x1, y1) to (x2, y2) = {@code xy[4e … 4e+3]}, in grid coordinates. Faces are ordinal + 1, 0 for void.
 */
record Linework(int size, int[] xy, int[] left, int[] right, int faces) {
    int x1(int e) {
        return xy[4 * e];
    }

    int y1(int e) {
        return xy[4 * e + 1];
    }

    int x2(int e) {
        return xy[4 * e + 2];
    }

    int y2(int e) {
        return xy[4 * e + 3];
    }

    int mask(int e) {
        return left[e] ^ right[e];
    }

    /** A word that a XOR of masks can only reach by being right: the face with a 32-bit mix of itself. */
    static long word(int face) {
        if (face == 0) {
            return 0;
        }
        long mixed = face * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 29;
        mixed *= 0xBF58476D1CE4E5B9L;
        return mixed >>> 32 << 32 | face;
    }

    long maskWord(int e) {
        return word(left[e]) ^ word(right[e]);
    }

    int maxX() {
        return max(0);
    }

    int maxY() {
        return max(1);
    }

    private int max(int axis) {
        int max = 0;
        for (int i = axis; i < 4 * size; i += 2) {
            max = Math.max(max, xy[i]);
        }
        return max;
    }
}
