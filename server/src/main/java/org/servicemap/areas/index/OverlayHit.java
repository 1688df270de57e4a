package org.servicemap.areas.index;

import org.jspecify.annotations.Nullable;

/**
 * A feature of an overlay layer that the point belongs to.
 *
 * @param layer the layer's identifier
 * @param feature its place in the layer's list
 * @param code the feature's code
 * @param distanceMetres 0 inside a polygon, else to its border or to the line
 * @param side of a line as it was digitised, null for polygons and for points on the line
 */
public record OverlayHit(
        String layer,
        int feature,
        String code,
        double distanceMetres,
        @Nullable Side side) {
    /** Looking along the line. */
    public enum Side {
        LEFT,
        RIGHT
    }
}
