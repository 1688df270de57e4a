package org.servicemap.gazetteer.words;

import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * One place that a text may mean.
 *
 * @param role what the place is to the request
 * @param level id of the level, for areas
 * @param code of the compound, address, road, intersection or area; null for the whole city and for none
 * @param position WGS 84, moved by what the text says ("200 metres north"); null for the whole city and for none
 * @param uncertaintyMetres how far from the position it may be: a compound's footprint, half a road's length, an area's extent;
 *     0 where there is no position
 * @param area code of the finest known area around the position; null where there is none
 * @param start where the words lie in the text, in UTF-16 units; start and end are 0 when no words were found
 * @param confidence 0 to 1
 * @param evidence why, for the operator
 */
public record PlaceGuess(
        PlaceKind kind,
        Role role,
        LocalText name,
        @Nullable String level,
        @Nullable String code,
        @Nullable LonLat position,
        double uncertaintyMetres,
        @Nullable String area,
        int start,
        int end,
        double confidence,
        LocalText evidence) {
    /** What a place is to a request; in lower case on the wire. */
    public enum Role {
        INCIDENT,
        RESIDENCE
    }
}
