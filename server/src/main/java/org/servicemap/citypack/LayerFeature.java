package org.servicemap.citypack;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.coverage.SourceFeature;
import org.servicemap.text.LocalText;

/**
 * One feature of a pack's layer after the field mapping, in WGS 84; what the file lacks is null or empty.
 *
 * @param fault why its geometry cannot be read, or null
 * @param unclosed where a ring ended that the file left open, and that is closed here; or null
 */
record LayerFeature(
        long number,
        @Nullable String code,
        LocalText name,
        @Nullable String parent,
        Map<String, String> attributes,
        @Nullable Geometry wgs84,
        @Nullable String fault,
        @Nullable Coordinate unclosed) {
    /** @param rank of the level that its layer feeds; 0 for overlays */
    SourceFeature source(int rank, String layer) {
        return new SourceFeature(rank, layer, number, code, parent, name, attributes, wgs84, fault, unclosed);
    }
}
