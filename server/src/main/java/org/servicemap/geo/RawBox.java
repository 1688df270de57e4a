package org.servicemap.geo;

import org.locationtech.jts.geom.Envelope;

/** A box of numbers as a file has them: x and y in any CRS and unit, not checked against one. Closed on all sides. */
public record RawBox(double minX, double minY, double maxX, double maxY) {
    public RawBox {
        if (!(minX <= maxX) || !(minY <= maxY)) {
            throw new GeoException("bad_bbox", "bbox", "a box is min_x,min_y,max_x,max_y with min ≤ max");
        }
    }

    /** The box of a JTS envelope, which must not be null (that is: of an empty geometry). */
    public static RawBox of(Envelope envelope) {
        return new RawBox(envelope.getMinX(), envelope.getMinY(), envelope.getMaxX(), envelope.getMaxY());
    }

    public RawBox union(RawBox other) {
        return new RawBox(
                Math.min(minX, other.minX),
                Math.min(minY, other.minY),
                Math.max(maxX, other.maxX),
                Math.max(maxY, other.maxY));
    }
}
