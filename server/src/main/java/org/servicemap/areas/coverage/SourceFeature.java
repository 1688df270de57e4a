package org.servicemap.areas.coverage;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.text.LocalText;

/**
 * One feature of a source layer as import hands it to {@link CoverageBuilder}: mapped by the pack, not yet checked.
 *
 * @param level rank of the level that the layer feeds
 * @param layer the layer's name, for the report
 * @param number 1-based position in the layer, for the report
 * @param code the area's code, null or blank when the file has none
 * @param parentCode the parent's code when the layer names it in a field, else null
 * @param wgs84 lon, lat in degrees; may be null, empty or invalid, as the file has it
 * @param fault why the file's geometry cannot even be read (then there is none), or null
 * @param unclosed where a ring ended that the file left open and its reader closed, lon, lat; or null
 */
public record SourceFeature(
        int level,
        String layer,
        long number,
        @Nullable String code,
        @Nullable String parentCode,
        LocalText name,
        Map<String, String> attributes,
        @Nullable Geometry wgs84,
        @Nullable String fault,
        @Nullable Coordinate unclosed) {
    public SourceFeature {
        attributes = Map.copyOf(attributes);
    }

    /** A feature that could be read. */
    public SourceFeature(
            int level,
            String layer,
            long number,
            @Nullable String code,
            @Nullable String parentCode,
            LocalText name,
            Map<String, String> attributes,
            @Nullable Geometry wgs84) {
        this(level, layer, number, code, parentCode, name, attributes, wgs84, null, null);
    }
}
