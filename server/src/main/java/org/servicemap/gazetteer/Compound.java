package org.servicemap.gazetteer;

import org.locationtech.jts.geom.Geometry;
import org.servicemap.text.LocalText;

/**
 * A residential compound.
 *
 * @param footprint polygon in WGS 84 degrees, not empty
 */
public record Compound(String code, LocalText name, Geometry footprint) {}
