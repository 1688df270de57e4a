package org.servicemap.citypack.synthetic;

/**
 * Outlines as an exact planar graph: vertex v lies at x[v], y[v]; edge e runs from[e] → to[e] with area left[e] on its left
 * and right[e] on its right (an index of the outlines, −1 outside). Edges meet only at vertices.
 */
record OutlineEdges(double[] x, double[] y, int[] from, int[] to, int[] left, int[] right) {
    int count() {
        return from.length;
    }
}
