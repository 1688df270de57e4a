package org.servicemap.formats;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * One feature (row) of a layer, as the file has it: no transformation, no repair.
 *
 * @param number 1-based position in the file
 * @param attributes by field name, in the file's order; values are String, Long, Double, Boolean, LocalDate or null
 * @param geometry in the layer's own CRS, axis order as stored; null or empty as the file has it
 */
public record Feature(
        long number,
        Map<String, @Nullable Object> attributes,
        @Nullable Geometry geometry) {}
