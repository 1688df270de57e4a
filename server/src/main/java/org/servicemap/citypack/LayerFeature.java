package org.servicemap.citypack;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.text.LocalText;

/** One feature of a pack's layer after the field mapping, in WGS 84; what the file lacks is null or empty. */
record LayerFeature(
        long number,
        @Nullable String code,
        LocalText name,
        @Nullable String parent,
        Map<String, String> attributes,
        @Nullable Geometry wgs84) {}
