package org.servicemap.areas.coverage;

import java.util.List;
import org.servicemap.text.LocalText;

/**
 * Features outside the hierarchy that routing may ask for: police precincts, heating zones (polygons, may overlap) or
 * maintained roads (lines, with a side).
 *
 * @param id stable identifier in the pack and the API
 * @param toleranceMetres how far from a feature a point may lie and still belong to it; 0 for polygons means inside only
 */
public record OverlayLayer(
        String id, LocalText name, Kind kind, double toleranceMetres, List<OverlayFeature> features) {
    /** What a layer's features are. */
    public enum Kind {
        POLYGON,
        LINE
    }

    public OverlayLayer {
        if (!(toleranceMetres >= 0)) {
            throw new IllegalArgumentException("a layer's tolerance is 0 metres or more, not " + toleranceMetres);
        }
        features = List.copyOf(features);
    }
}
