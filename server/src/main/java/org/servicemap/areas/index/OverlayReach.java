package org.servicemap.areas.index;

import java.util.BitSet;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.OverlayLayer;

/** Where any line or border of a layer may lie within the layer's tolerance: elsewhere none has to be looked for. */
record OverlayReach(OverlayRaster raster, BitSet cells) {
    /** One bit each: small enough also for a layer of few lines. */
    private static final int FEWEST = 1 << 18;

    private static final double METRES_PER_DEGREE_AT_LEAST = 110_000;

    static OverlayReach of(OverlayLayer layer, CanonicalGrid grid) {
        double tolerance = layer.toleranceMetres();
        double marginLat = tolerance / METRES_PER_DEGREE_AT_LEAST;
        double marginLon = tolerance / metresPerLon(layer, marginLat);
        OverlayRaster raster = OverlayRaster.over(layer, grid, marginLon, marginLat, FEWEST);
        BitSet cells = new BitSet(raster.cells());
        layer.features()
                .forEach(feature -> OverlayRaster.eachEdge(
                        feature.wgs84(), grid, (x1, y1, x2, y2) -> raster.eachNear(x1, y1, x2, y2, cells::set)));
        return new OverlayReach(raster, cells);
    }

    /** Of the least there is where a point can be near the layer. */
    private static double metresPerLon(OverlayLayer layer, double marginLat) {
        double farthest = layer.features().stream()
                .map(feature -> feature.wgs84().getEnvelopeInternal())
                .filter(box -> !box.isNull())
                .mapToDouble(box -> Math.max(Math.abs(box.getMinY()), Math.abs(box.getMaxY())))
                .max()
                .orElse(0);
        return Math.max(1, LocalMetres.at(Math.min(90, farthest + marginLat)).perLon());
    }

    /** False where no line or border is within the tolerance for certain. */
    boolean mayHold(double lon, double lat) {
        int cell = raster.cell(lon, lat);
        return cell >= 0 && cells.get(cell);
    }
}
