package org.servicemap.citypack.synthetic;

import java.util.Arrays;
import org.servicemap.geo.BBox;
import org.servicemap.geo.Crs;

/**
 * The top level's borders on the canonical grid: as {@link OutlineEdges}, with integer vertices.
 */
record BorderGraph(Frame frame, int[] x, int[] y, int[] from, int[] to, int[] left, int[] right) {
    /** Positions are rounded to a micro-degree before use, so that a last-bit difference of a CRS formula changes nothing. */
    private static final double ROUND = 1e6;

    static BorderGraph of(OutlineEdges edges, double scale, Crs crs) {
        int n = edges.x().length;
        double[] lonLat = new double[2 * n];
        for (int v = 0; v < n; v++) {
            lonLat[2 * v] = edges.x()[v] / scale;
            lonLat[2 * v + 1] = edges.y()[v] / scale;
        }
        crs.toWgs84(lonLat, n);
        for (int i = 0; i < lonLat.length; i++) {
            lonLat[i] = Math.rint(lonLat[i] * ROUND) / ROUND;
        }
        Frame frame = Frame.covering(box(edges, lonLat));
        int[] x = new int[n];
        int[] y = new int[n];
        for (int v = 0; v < n; v++) {
            x[v] = frame.grid().x(lonLat[2 * v]);
            y[v] = frame.grid().y(lonLat[2 * v + 1]);
        }
        return new BorderGraph(frame, x, y, edges.from(), edges.to(), edges.left(), edges.right());
    }

    private static BBox box(OutlineEdges edges, double[] lonLat) {
        double[] lons =
                Arrays.stream(edges.from()).mapToDouble(v -> lonLat[2 * v]).toArray();
        double[] lats =
                Arrays.stream(edges.from()).mapToDouble(v -> lonLat[2 * v + 1]).toArray();
        // Room for the bends that the borders get later.
        double margin = 0.01;
        return new BBox(
                Arrays.stream(lons).min().orElse(0) - margin,
                Arrays.stream(lats).min().orElse(0) - margin,
                Arrays.stream(lons).max().orElse(0) + margin,
                Arrays.stream(lats).max().orElse(0) + margin);
    }

    int count() {
        return from.length;
    }

    double length(int edge) {
        double dx = (x[to[edge]] - x[from[edge]]) * frame.metresPerX();
        double dy = (y[to[edge]] - y[from[edge]]) * frame.metresPerY();
        return Math.sqrt(dx * dx + dy * dy);
    }
}
