package org.servicemap.areas.coverage;

import java.util.Arrays;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;

/** Area, box and label point of shapes. */
public final class GridMeasure {
    private static final int SCAN_LINES = 9;

    private GridMeasure() {}

    /** m² on the WGS 84 ellipsoid, edges straight in longitude and latitude. Areas of neighbours add up to that of their union. */
    public static double areaM2(CanonicalGrid grid, GridShape shape) {
        return new EllipsoidArea(grid).shape(shape.polygons());
    }

    /** The shape's box in degrees. An empty shape has none: {@link IllegalArgumentException}. */
    public static BBox bbox(CanonicalGrid grid, GridShape shape) {
        int[] box = box(shape);
        return new BBox(grid.lon(box[0]), grid.lat(box[1]), grid.lon(box[2]), grid.lat(box[3]));
    }

    private static int[] box(GridShape shape) {
        if (shape.isEmpty()) {
            throw new IllegalArgumentException("an empty shape has no box");
        }
        int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
        for (int[][] polygon : shape.polygons()) {
            for (int i = 0; i < polygon[0].length; i += 2) {
                box[0] = Math.min(box[0], polygon[0][i]);
                box[1] = Math.min(box[1], polygon[0][i + 1]);
                box[2] = Math.max(box[2], polygon[0][i]);
                box[3] = Math.max(box[3], polygon[0][i + 1]);
            }
        }
        return box;
    }

    /**
     * A point inside the largest polygon for its label: of several west–east scan lines the middle of the inner stretch that is
     * longest, lines near the middle of the height preferred. Cheap and deterministic; not the pole of inaccessibility, but clear
     * of the border wherever the area has room.
     */
    public static LonLat labelPoint(CanonicalGrid grid, GridShape shape) {
        GridShape part = new GridShape(new int[][][] {largest(shape)});
        int[] box = box(part);
        double bestX = box[0];
        double bestY = box[1];
        double bestScore = -1;
        for (int i = 1; i <= SCAN_LINES; i++) {
            double fraction = i / (SCAN_LINES + 1.0);
            // Half a unit off the grid: no vertex lies on the line.
            double y = Math.floor(box[1] + fraction * ((double) box[3] - box[1])) + 0.5;
            double[] crossings = crossings(part.polygons()[0], y);
            double centred = 1 - Math.abs(fraction - 0.5);
            for (int k = 0; k + 1 < crossings.length; k += 2) {
                double score = (crossings[k + 1] - crossings[k]) * centred;
                if (score > bestScore) {
                    bestScore = score;
                    bestX = (crossings[k] + crossings[k + 1]) / 2;
                    bestY = y;
                }
            }
        }
        return new LonLat(
                grid.originLon() + Math.scalb(bestX, -grid.k()), grid.originLat() + Math.scalb(bestY, -grid.k()));
    }

    private static int[][] largest(GridShape shape) {
        int[][] best = shape.polygons()[0];
        double most = -1;
        for (int[][] polygon : shape.polygons()) {
            double size = planarSize(polygon[0]);
            if (size > most) {
                most = size;
                best = polygon;
            }
        }
        return best;
    }

    private static double planarSize(int[] ring) {
        double sum = 0;
        for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
            sum += ((double) ring[j] - ring[i]) * ((double) ring[j + 1] + ring[i + 1] - 2.0 * ring[1]);
        }
        return Math.abs(sum);
    }

    private static double[] crossings(int[][] rings, double y) {
        double[] found = new double[8];
        int n = 0;
        for (int[] ring : rings) {
            for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
                if ((ring[i + 1] < y) != (ring[j + 1] < y)) {
                    if (n == found.length) {
                        found = Arrays.copyOf(found, n * 2);
                    }
                    double t = (y - ring[i + 1]) / ((double) ring[j + 1] - ring[i + 1]);
                    found[n++] = ring[i] + t * ((double) ring[j] - ring[i]);
                }
            }
        }
        Arrays.sort(found, 0, n);
        return Arrays.copyOf(found, n);
    }
}
