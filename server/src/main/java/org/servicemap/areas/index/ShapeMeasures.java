package org.servicemap.areas.index;

import java.util.Arrays;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;

/**
 * Box, size and label point of a shape. The size is the shoelace sum in degrees times the ellipsoid's metres per degree at the middle
 * latitude (within 0.02 % for shapes under 1° high). The label point is the middle of the widest stretch inside the shape on a few
 * parallels, so always inside.
 */
record ShapeMeasures(BBox bbox, LonLat labelPoint, double areaM2) {
    private static final double[] PARALLELS = {0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95, 0.001};

    static ShapeMeasures of(CanonicalGrid grid, GridShape shape) {
        if (shape.isEmpty()) {
            LonLat origin = new LonLat(grid.originLon(), grid.originLat());
            return new ShapeMeasures(new BBox(origin.lon(), origin.lat(), origin.lon(), origin.lat()), origin, 0);
        }
        int[] box = box(shape);
        BBox bbox = new BBox(grid.lon(box[0]), grid.lat(box[1]), grid.lon(box[2]), grid.lat(box[3]));
        double degree = Math.scalb(1.0, -grid.k());
        LocalMetres metres = LocalMetres.at((bbox.minLat() + bbox.maxLat()) / 2);
        double area = area(shape, box[0], box[1]) * degree * degree * metres.perLon() * metres.perLat();
        return new ShapeMeasures(bbox, labelPoint(grid, shape, box), area);
    }

    private static int[] box(GridShape shape) {
        int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
        for (int[][] polygon : shape.polygons()) {
            int[] shell = polygon[0];
            for (int i = 0; i < shell.length; i += 2) {
                box[0] = Math.min(box[0], shell[i]);
                box[1] = Math.min(box[1], shell[i + 1]);
                box[2] = Math.max(box[2], shell[i]);
                box[3] = Math.max(box[3], shell[i + 1]);
            }
        }
        return box;
    }

    private static double area(GridShape shape, int x0, int y0) {
        double twice = 0;
        for (int[][] polygon : shape.polygons()) {
            for (int[] ring : polygon) {
                for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
                    twice += ((double) ring[j] - x0) * ((double) ring[i + 1] - y0)
                            - ((double) ring[i] - x0) * ((double) ring[j + 1] - y0);
                }
            }
        }
        return Math.abs(twice) / 2;
    }

    private static LonLat labelPoint(CanonicalGrid grid, GridShape shape, int[] box) {
        double bestWidth = -1;
        double bestX = box[0];
        double bestY = box[1];
        for (double part : PARALLELS) {
            double y = Math.floor(box[1] + part * ((double) box[3] - box[1])) + 0.5;
            double[] crossings = crossings(shape, y);
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                double width = (crossings[i + 1] - crossings[i]) * (1 - Math.abs(part - 0.5));
                if (width > bestWidth) {
                    bestWidth = width;
                    bestX = (crossings[i] + crossings[i + 1]) / 2;
                    bestY = y;
                }
            }
        }
        return new LonLat(
                grid.originLon() + Math.scalb(bestX, -grid.k()), grid.originLat() + Math.scalb(bestY, -grid.k()));
    }

    /** Where the parallel at y (never a vertex's: it has a fraction) crosses the rings, ascending. */
    private static double[] crossings(GridShape shape, double y) {
        double[] found = new double[8];
        int n = 0;
        for (int[][] polygon : shape.polygons()) {
            for (int[] ring : polygon) {
                for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
                    if ((ring[i + 1] > y) != (ring[j + 1] > y)) {
                        found = n == found.length ? Arrays.copyOf(found, 2 * n) : found;
                        double slope = ((double) ring[j] - ring[i]) / ((double) ring[j + 1] - ring[i + 1]);
                        found[n++] = ring[i] + slope * (y - ring[i + 1]);
                    }
                }
            }
        }
        double[] crossings = Arrays.copyOf(found, n);
        Arrays.sort(crossings);
        return crossings;
    }
}
