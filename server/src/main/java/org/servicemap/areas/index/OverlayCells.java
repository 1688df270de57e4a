package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.OverlayLayer;

/**
 * For each cell of a raster over polygons that may overlap: which hold all of it, and whose borders are near, so that only those must be
 * tested. Exact: between two points of a row that no border of a polygon is near, the polygon's answer cannot change.
 */
final class OverlayCells {
    static final int FEWEST = 1 << 10;
    private static final int[] NONE = {};
    private static final Kind EMPTY = new Kind(NONE, NONE);

    private final OverlayRaster raster;
    private final int[] cells;
    private final Kind[] kinds;

    /** Features, ascending, that hold all of a cell, and those whose borders are near it. */
    record Kind(int[] wholly, int[] partly) {
        private Kind and(int feature, boolean whole) {
            return whole ? new Kind(appended(wholly, feature), partly) : new Kind(wholly, appended(partly, feature));
        }

        private static int[] appended(int[] features, int feature) {
            int[] more = Arrays.copyOf(features, features.length + 1);
            more[features.length] = feature;
            return more;
        }
    }

    private OverlayCells(OverlayRaster raster, int[] cells, Kind[] kinds) {
        this.raster = raster;
        this.cells = cells;
        this.kinds = kinds;
    }

    static OverlayCells of(OverlayLayer layer, CanonicalGrid grid, PolygonSlabs[] polygons) {
        Builder builder = new Builder(OverlayRaster.over(layer, grid, 0, 0, FEWEST));
        for (int f = 0; f < polygons.length; f++) {
            BitSet near = new BitSet();
            OverlayRaster.eachEdge(
                    layer.features().get(f).wgs84(),
                    grid,
                    (x1, y1, x2, y2) -> builder.raster.eachNear(x1, y1, x2, y2, near::set));
            builder.add(f, near, polygons[f]);
        }
        return new OverlayCells(builder.raster, builder.cells, builder.kinds.toArray(Kind[]::new));
    }

    /** Of the cell that holds a place in whole grid units. */
    Kind kind(long x, long y) {
        int cell = raster.cell(x, y);
        return cell < 0 ? EMPTY : kinds[cells[cell]];
    }

    private static final class Builder {
        private final OverlayRaster raster;
        private final int[] cells;
        private final List<Kind> kinds = new ArrayList<>(List.of(EMPTY));

        Builder(OverlayRaster raster) {
            this.raster = raster;
            this.cells = new int[raster.cells()];
        }

        void add(int feature, BitSet near, PolygonSlabs polygon) {
            Map<Integer, Integer> wholly = new HashMap<>();
            Map<Integer, Integer> partly = new HashMap<>();
            int columns = raster.columns();
            for (int first = near.nextSetBit(0); first >= 0; ) {
                int end = (first / columns + 1) * columns;
                int last = near.previousSetBit(end - 1);
                boolean inside = false;
                for (int cell = first; cell <= last; cell++) {
                    boolean border = near.get(cell);
                    if (!border && near.get(cell - 1)) {
                        inside = holdsMiddle(polygon, cell);
                    }
                    if (border || inside) {
                        mark(cell, feature, !border, border ? partly : wholly);
                    }
                }
                first = near.nextSetBit(end);
            }
        }

        private boolean holdsMiddle(PolygonSlabs polygon, int cell) {
            int fractionBits = 46 - raster.grid().k();
            return polygon.holds(
                    raster.middleX(cell) << fractionBits, raster.middleY(cell) << fractionBits, fractionBits, 1, 1);
        }

        /** Equal kinds share one number: a feature leads from one to the same next one wherever it is met. */
        private void mark(int cell, int feature, boolean whole, Map<Integer, Integer> next) {
            cells[cell] = next.computeIfAbsent(cells[cell], before -> {
                kinds.add(kinds.get(before).and(feature, whole));
                return kinds.size() - 1;
            });
        }
    }
}
