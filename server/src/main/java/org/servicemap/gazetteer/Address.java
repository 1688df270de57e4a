package org.servicemap.gazetteer;

import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * A door.
 *
 * @param road code of its road
 * @param number as on the door plate
 * @param compound code of the residential compound that it is in
 * @param name the whole address as people write it
 */
public record Address(
        String code,
        @Nullable String road,
        @Nullable String number,
        @Nullable String compound,
        @Nullable String building,
        LocalText name,
        LonLat position) {}
