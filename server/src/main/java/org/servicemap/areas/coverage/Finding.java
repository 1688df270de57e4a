package org.servicemap.areas.coverage;

import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * One thing that import found in the source.
 *
 * @param code stable, see {@link FindingCode#id()}
 * @param layer name of the layer, empty when it concerns none
 * @param feature 1-based number in the layer, 0 when it concerns none
 * @param area code of the area, or null
 * @param lon WGS 84 degrees (as found, also out of range), or null when it has no place
 * @param lat WGS 84 degrees, or null
 * @param m2 how much area it concerns, 0 when that makes no sense
 * @param message for people, in zh and en
 */
public record Finding(
        String code,
        Severity severity,
        String layer,
        long feature,
        @Nullable String area,
        @Nullable Double lon,
        @Nullable Double lat,
        double m2,
        LocalText message) {}
