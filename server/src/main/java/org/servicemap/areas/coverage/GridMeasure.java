package org.servicemap.areas.coverage;

import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;

/** Area, box and label point of shapes. */
public final class GridMeasure {
    private GridMeasure() {}

    /** m² on the WGS 84 ellipsoid. */
    public static double areaM2(CanonicalGrid grid, GridShape shape) {
        throw new UnsupportedOperationException("not yet");
    }

    public static BBox bbox(CanonicalGrid grid, GridShape shape) {
        throw new UnsupportedOperationException("not yet");
    }

    /** A point well inside the shape, for its label. */
    public static LonLat labelPoint(CanonicalGrid grid, GridShape shape) {
        throw new UnsupportedOperationException("not yet");
    }
}
