package org.servicemap.areas.index;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * What the resolver knows of one point.
 *
 * @param snappedMetres distance to the nearest area when {@link Status#SNAPPED}, else null
 * @param ambiguous whether at some level the best area's share of the accuracy disc is under the configured bound
 * @param areas the chain, coarsest first; empty when outside
 * @param touched for a point outside, what its accuracy disc has of each level, coarsest first; else empty
 * @param swapped whether the point lies outside, and would lie inside with longitude and latitude exchanged
 */
public record Resolution(
        Status status,
        LonLat point,
        @Nullable Double snappedMetres,
        @Nullable Double accuracyMetres,
        boolean ambiguous,
        List<LevelHit> areas,
        List<OverlayHit> overlays,
        List<LevelHit> touched,
        boolean swapped) {
    /** A hit, a near miss within the tolerance, or a miss: never mixed up. */
    public enum Status {
        INSIDE,
        SNAPPED,
        OUTSIDE
    }

    public Resolution {
        areas = List.copyOf(areas);
        overlays = List.copyOf(overlays);
        touched = List.copyOf(touched);
    }
}
