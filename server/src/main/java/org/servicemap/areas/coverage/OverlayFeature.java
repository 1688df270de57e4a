package org.servicemap.areas.coverage;

import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.text.LocalText;

/**
 * One polygon or line of an {@link OverlayLayer}.
 *
 * @param code unique within its layer
 * @param wgs84 polygonal or linear as the layer's kind says; WGS 84 degrees, longitude first
 */
public record OverlayFeature(String code, LocalText name, Map<String, String> attributes, Geometry wgs84) {
    public OverlayFeature {
        attributes = Map.copyOf(attributes);
    }
}
