package org.servicemap.areas.index;

import java.util.Arrays;
import java.util.List;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;

/**
 * Point in polygon for features that may overlap: exact on a grid of the layer's own, with the half-open rule for each feature. A grid of
 * cells knows which features hold a cell wholly; only those whose border is near it are tested.
 */
final class OverlayPolygons {
    private static final int[][] DIRECTIONS = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
    private static final int[] NONE = {};

    private final CanonicalGrid grid;
    private final int fractionBits;
    private final PolygonSlabs[] features;
    private final OverlayCells cells;

    private OverlayPolygons(OverlayLayer layer, CanonicalGrid grid) {
        this.grid = grid;
        this.fractionBits = 46 - grid.k();
        List<OverlayFeature> polygons = layer.kind() == OverlayLayer.Kind.POLYGON ? layer.features() : List.of();
        this.features = polygons.stream()
                .map(feature -> PolygonSlabs.of(feature.wgs84(), grid))
                .toArray(PolygonSlabs[]::new);
        this.cells = OverlayCells.of(layer, grid, features);
    }

    /** Reads a layer on a grid that covers it. */
    static OverlayPolygons of(OverlayLayer layer, CanonicalGrid grid) {
        return new OverlayPolygons(layer, grid);
    }

    /** Features that hold the point, ascending; shared, not to be changed. */
    int[] holding(double lon, double lat) {
        if (features.length == 0) {
            return NONE;
        }
        long x = (long) Math.rint(Math.scalb(CanonicalGrid.roundQuery(lon) - grid.originLon(), 46));
        long y = (long) Math.rint(Math.scalb(CanonicalGrid.roundQuery(lat) - grid.originLat(), 46));
        OverlayCells.Kind cell = cells.kind(x >> fractionBits, y >> fractionBits);
        return cell.partly().length == 0 ? cell.wholly() : holding(cell, x, y);
    }

    private int[] holding(OverlayCells.Kind cell, long x, long y) {
        for (int[] direction : DIRECTIONS) {
            int[] holding = holding(cell, x, y, direction);
            if (holding.length > 0) {
                return holding;
            }
        }
        return NONE;
    }

    private int[] holding(OverlayCells.Kind cell, long x, long y, int[] direction) {
        int[] holding = cell.wholly();
        for (int f : cell.partly()) {
            if (features[f].holds(x, y, fractionBits, direction[0], direction[1])) {
                holding = Arrays.copyOf(holding, holding.length + 1);
                holding[holding.length - 1] = f;
            }
        }
        if (holding != cell.wholly()) {
            Arrays.sort(holding);
        }
        return holding;
    }
}
