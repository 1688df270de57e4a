package org.servicemap.areas.index;

import java.util.function.IntConsumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.OverlayLayer;

/**
 * Square cells of 2^shift grid units over a layer and a margin around it, row by row from the south-west.
 *
 * @param west in grid units, as south
 * @param margin in grid units: what lies no farther than this from a cell, along both axes, is near it
 */
record OverlayRaster(
        CanonicalGrid grid, long west, long south, int shift, int columns, int rows, long marginX, long marginY) {
    private static final int MOST = 1 << 20;
    private static final int CELLS_PER_VERTEX = 16;
    /** More than snapping to the grid and rounding can move a point. */
    private static final int SNAPPING = 2;

    /** Cells as many as the layer's vertices are worth, at least so many where there is room, none smaller than the margin. */
    static OverlayRaster over(OverlayLayer layer, CanonicalGrid grid, double marginLon, double marginLat, int fewest) {
        long[] box = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 0};
        layer.features()
                .forEach(feature -> eachEdge(feature.wgs84(), grid, (x1, y1, x2, y2) -> {
                    box[0] = Math.min(box[0], Math.min(x1, x2));
                    box[1] = Math.min(box[1], Math.min(y1, y2));
                    box[2] = Math.max(box[2], Math.max(x1, x2));
                    box[3] = Math.max(box[3], Math.max(y1, y2));
                    box[4]++;
                }));
        long marginX = units(marginLon, grid);
        long marginY = units(marginLat, grid);
        if (box[4] == 0) {
            return new OverlayRaster(grid, 0, 0, 0, 0, 0, marginX, marginY);
        }
        long width = box[2] - box[0] + 2 * marginX + 1;
        long height = box[3] - box[1] + 2 * marginY + 1;
        int shift = shift(width, height, Math.max(marginX, marginY), Math.max(fewest, CELLS_PER_VERTEX * box[4]));
        return new OverlayRaster(
                grid,
                box[0] - marginX,
                box[1] - marginY,
                shift,
                (int) (width >> shift) + 1,
                (int) (height >> shift) + 1,
                marginX,
                marginY);
    }

    private static long units(double degrees, CanonicalGrid grid) {
        return (long) Math.ceil(Math.scalb(degrees, grid.k())) + SNAPPING;
    }

    private static int shift(long width, long height, long margin, long cells) {
        long most = Math.min(MOST, cells);
        int shift = 0;
        while (((width >> shift) + 1) * ((height >> shift) + 1) > most || 1L << shift < margin) {
            shift++;
        }
        return shift;
    }

    /** An edge in grid units. */
    interface EdgeUse {
        void edge(int x1, int y1, int x2, int y2);
    }

    /** All edges of a geometry, snapped to the grid. */
    static void eachEdge(Geometry geometry, CanonicalGrid grid, EdgeUse use) {
        for (Object line : LinearComponentExtracter.getLines(geometry)) {
            Coordinate[] at = ((LineString) line).getCoordinates();
            for (int i = 0; i + 1 < at.length; i++) {
                use.edge(grid.x(at[i].x), grid.y(at[i].y), grid.x(at[i + 1].x), grid.y(at[i + 1].y));
            }
        }
    }

    int cells() {
        return columns * rows;
    }

    /** The cell that holds a place in whole grid units; −1 outside, where nothing of the layer is near. */
    int cell(long x, long y) {
        long column = x - west >> shift;
        long row = y - south >> shift;
        return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : (int) row * columns + (int) column;
    }

    /** The cell of a position in degrees. */
    int cell(double lon, double lat) {
        return cell((long) Math.floor(Math.scalb(lon - grid.originLon(), grid.k())), (long)
                Math.floor(Math.scalb(lat - grid.originLat(), grid.k())));
    }

    /** Whole units of the middle of a cell. */
    long middleX(int cell) {
        return west + ((long) (cell % columns) << shift) + (1L << shift >> 1);
    }

    long middleY(int cell) {
        return south + ((long) (cell / columns) << shift) + (1L << shift >> 1);
    }

    /** Calls back at least for every cell that the edge is near, perhaps for a few more; never twice for one. */
    void eachNear(int x1, int y1, int x2, int y2, IntConsumer use) {
        if (y1 > y2) {
            eachNear(x2, y2, x1, y1, use);
            return;
        }
        int last = row(y2 + marginY);
        double slope = y1 == y2 ? 0 : ((double) x2 - x1) / ((double) y2 - y1);
        for (int row = row(y1 - marginY); row <= last; row++) {
            long low = south + ((long) row << shift) - marginY;
            long high = low + (1L << shift) + 2 * marginY;
            double a = low <= y1 ? x1 : x1 + slope * (low - y1);
            double b = high >= y2 ? x2 : x1 + slope * (high - y1);
            int end = column(Math.max(a, b) + marginX + 1);
            for (int column = column(Math.min(a, b) - marginX - 1); column <= end; column++) {
                use.accept(row * columns + column);
            }
        }
    }

    private int row(long y) {
        return (int) Math.max(0, Math.min(rows - 1, y - south >> shift));
    }

    private int column(double x) {
        return (int) Math.max(0, Math.min(columns - 1, (long) Math.floor(x) - west >> shift));
    }
}
