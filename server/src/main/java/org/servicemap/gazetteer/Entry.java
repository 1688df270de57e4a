package org.servicemap.gazetteer;

import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** One named place of the gazetteer, as the search index needs it. */
record Entry(
        Hit.Kind kind,
        String code,
        LocalText name,
        LonLat position,
        @Nullable BBox bbox) {}
