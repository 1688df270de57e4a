package org.servicemap.gazetteer;

import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Where two roads (by code) meet. */
public record Intersection(
        String code, @Nullable String road1, @Nullable String road2, LocalText name, LonLat position) {}
