package org.servicemap.units;

/** Which levels, areas and overlay features there are: what units may name. The area version in force answers. */
public interface KnownPlaces {
    boolean hasLevel(String level);

    boolean hasArea(String level, String code);

    boolean hasOverlay(String layer);

    boolean hasOverlayFeature(String layer, String code);
}
