package org.servicemap.routing.rules;

import org.jspecify.annotations.Nullable;

/**
 * Which unit is meant.
 *
 * @param value the unit's code, the level's id or the layer's id
 * @param role of the unit at that area or feature; null means its head
 * @param place role of the place looked at
 */
public record UnitRef(Form form, String value, @Nullable String role, String place, Mark mark) {
    /** How the unit is found. */
    public enum Form {
        /** By its code. */
        UNIT,
        /** In charge of the place's area at a level. */
        AREA,
        /** In charge of the overlay feature at the place. */
        OVERLAY
    }
}
