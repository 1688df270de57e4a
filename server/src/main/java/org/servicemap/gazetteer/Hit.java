package org.servicemap.gazetteer;

import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.text.LocalText;

/**
 * One place that a search found.
 *
 * @param kind what it is; in lower case on the wire
 * @param context the areas it lies in, to tell places of one name apart
 * @param level id of the level, for areas
 * @param code of the area, road, compound …; null for coordinates
 * @param bbox extent, where it has one
 */
public record Hit(
        Kind kind,
        LocalText name,
        LocalText context,
        double lon,
        double lat,
        @Nullable String level,
        @Nullable String code,
        @Nullable BBox bbox) {
    /** What was found. */
    public enum Kind {
        AREA,
        ROAD,
        COMPOUND,
        INTERSECTION,
        ADDRESS,
        COORDINATE
    }
}
