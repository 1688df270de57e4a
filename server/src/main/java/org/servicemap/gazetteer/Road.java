package org.servicemap.gazetteer;

import org.locationtech.jts.geom.Geometry;
import org.servicemap.text.LocalText;

/**
 * A road or lane.
 *
 * @param line in WGS 84 degrees, not empty
 */
public record Road(String code, LocalText name, Geometry line) {}
