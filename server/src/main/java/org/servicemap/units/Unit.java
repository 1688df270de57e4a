package org.servicemap.units;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * An organisation that can be given work.
 *
 * @param code stable code, unique in the city
 * @param kind one of the pack's unit kinds: {@code district_government}, {@code subdistrict_office}, {@code department},
 *     {@code enterprise}, {@code community} in the demo
 * @param parent code of the unit above, if any
 * @param level id of the level of the area in charge, if it is in charge of an area
 * @param area code of that area
 * @param overlay overlay layer whose feature it is in charge of, if any
 * @param overlayFeature code of that feature
 * @param role what "the district's housing department" names: a key that is unique among the units of one area
 * @param contacts {@code phone}, {@code email}, {@code address} …
 */
public record Unit(
        String code,
        String kind,
        LocalText name,
        @Nullable String parent,
        @Nullable String level,
        @Nullable String area,
        @Nullable String overlay,
        @Nullable String overlayFeature,
        @Nullable String role,
        Map<String, String> contacts) {
    public Unit {
        contacts = Map.copyOf(contacts);
    }
}
