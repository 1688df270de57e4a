package org.servicemap.insights;

import org.servicemap.geo.BBox;
import org.servicemap.geo.Geodesy;
import org.servicemap.insights.spatial.KernelDensity;

/**
 * Square cells over a box, in degrees that are as many metres at its middle.
 *
 * @param bandwidthMetres what is smoothed by: at least two cells, so more than was asked for where the box is large
 */
record DensityGrid(
        double west, double south, double stepLon, double stepLat, KernelDensity.Grid cells, double bandwidthMetres) {
    /** Cells along the longer side, at most. */
    private static final int MOST = 240;

    private static final int CELLS_OF_BANDWIDTH = 6;

    /** Beyond the box there is as much room as the bandwidth, so that what lies at its edge is not cut. */
    static DensityGrid of(BBox box, double bandwidth) {
        double lat = (box.minLat() + box.maxLat()) / 2;
        double perLon = Geodesy.metresPerDegreeLon(lat);
        double perLat = Geodesy.metresPerDegreeLat(lat);
        double width = (box.maxLon() - box.minLon()) * perLon;
        double height = (box.maxLat() - box.minLat()) * perLat;
        double cell = Math.max(bandwidth / CELLS_OF_BANDWIDTH, (Math.max(width, height) + 2 * bandwidth) / MOST);
        double used = Math.max(bandwidth, 2 * cell);
        KernelDensity.Grid cells = new KernelDensity.Grid(
                (int) Math.ceil((width + 2 * used) / cell), (int) Math.ceil((height + 2 * used) / cell), cell);
        return new DensityGrid(
                box.minLon() - used / perLon, box.minLat() - used / perLat, cell / perLon, cell / perLat, cells, used);
    }

    boolean holds(int column, int row) {
        return column >= 0 && column < cells.columns() && row >= 0 && row < cells.rows();
    }
}
