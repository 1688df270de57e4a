package org.servicemap.areas.coverage;

import org.locationtech.jts.geom.MultiPolygon;

/** Between {@link GridShape} and JTS geometries in WGS 84 degrees. */
public final class GridGeometry {
    private GridGeometry() {}

    /** The shape in degrees, exact: every vertex of the grid is a double. */
    public static MultiPolygon toGeometry(CanonicalGrid grid, GridShape shape) {
        throw new UnsupportedOperationException("not yet");
    }
}
