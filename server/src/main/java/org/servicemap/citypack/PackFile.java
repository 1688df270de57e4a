package org.servicemap.citypack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code pack.yml} as it is written: one record per block, every key documented in {@code gis-data/README.md}. Unknown keys
 * are errors, so that a misspelt key is never silently ignored. What a block leaves out takes the default given here.
 */
record PackFile(
        int format,
        String id,
        Map<String, String> name,
        @JsonProperty("time_zone") String timeZone,
        @JsonProperty("default_language") String defaultLanguage,
        List<String> languages,
        MapBlock map,
        List<LevelBlock> levels,
        @JsonProperty("authoritative_level") @Nullable String authoritativeLevel,
        @JsonProperty("routing_level") @Nullable String routingLevel,
        @Nullable ResolverBlock resolver,
        AreasBlock areas,
        @Nullable List<OverlayBlock> overlays,
        @Nullable String units,
        @Nullable String categories,
        @Nullable String hotlines,
        @Nullable String catalogue,
        @Nullable String calendar,
        @Nullable String articles,
        @Nullable PlacesBlock places,
        @Nullable Map<String, Object> process,
        @Nullable GazetteerBlock gazetteer) {

    record MapBlock(
            @Nullable List<Double> center,
            @Nullable Double zoom,
            @Nullable Map<String, String> attribution,
            @Nullable Boolean synthetic,
            @Nullable Map<String, String> notice) {}

    record LevelBlock(String id, Map<String, String> name) {}

    record ResolverBlock(
            @JsonProperty("snap_metres") @Nullable Double snapMetres,
            @JsonProperty("ambiguous_below") @Nullable Double ambiguousBelow) {}

    record AreasBlock(
            String label,
            @JsonProperty("effective_from") String effectiveFrom,
            @Nullable ChecksBlock checks,
            @Nullable List<LayerBlock> layers,
            @Nullable GenerateBlock generate) {}

    record ChecksBlock(
            @JsonProperty("sliver_m2") @Nullable Double sliverM2,
            @JsonProperty("gap_m2") @Nullable Double gapM2,
            @Nullable Boolean repair) {}

    /** Where a layer's features are and how they are read; shared by areas, overlays and the gazetteer. */
    record LayerBlock(
            @Nullable String level,
            String file,
            @Nullable String format,
            @Nullable String layer,
            @Nullable String encoding,
            @Nullable String crs,
            @Nullable FieldsBlock fields,
            @Nullable ParentBlock parent) {}

    /**
     * @param code one field, or a list of fields whose values make the code together; likewise {@code parent}
     * @param separator what stands between such values
     */
    record FieldsBlock(
            @Nullable Object code,
            @Nullable Object name,
            @Nullable Object parent,
            @Nullable String separator,
            @Nullable List<String> attributes) {}

    record ParentBlock(String by, @Nullable Integer length) {}

    record OverlayBlock(
            String id,
            Map<String, String> name,
            @Nullable String kind,
            @JsonProperty("tolerance_metres") @Nullable Double toleranceMetres,
            @Nullable String file,
            @Nullable String format,
            @Nullable String layer,
            @Nullable String encoding,
            @Nullable String crs,
            @Nullable FieldsBlock fields,
            @Nullable GenerateBlock generate) {
        LayerBlock asLayer() {
            return new LayerBlock(null, file == null ? "" : file, format, layer, encoding, crs, fields, null);
        }
    }

    /** The service map's tables; {@code generate} names the file that says how to invent more places. */
    record PlacesBlock(
            String categories,
            @Nullable String matters,
            @Nullable String list,
            @Nullable String generate) {}

    record GazetteerBlock(
            @Nullable Object addresses,
            @Nullable Object compounds,
            @Nullable Object roads,
            @Nullable Object intersections,
            @Nullable GenerateBlock generate) {}

    /** A request to the synthetic generator: its name and settings, which only the generator understands. */
    record GenerateBlock(Map<String, Object> settings) {
        @com.fasterxml.jackson.annotation.JsonCreator(
                mode = com.fasterxml.jackson.annotation.JsonCreator.Mode.DELEGATING)
        static GenerateBlock of(LinkedHashMap<String, Object> settings) {
            return new GenerateBlock(settings);
        }
    }
}
