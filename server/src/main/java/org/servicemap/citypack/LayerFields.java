package org.servicemap.citypack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.formats.Feature;
import org.servicemap.text.LocalText;

/**
 * Which fields of a layer say what: a feature's code, its names by language, its parent, and what is kept as attributes.
 *
 * @param names fields by language tag
 */
record LayerFields(CodeFields code, Map<String, String> names, CodeFields parent, List<String> attributes) {
    /** @param key of the layer in {@code pack.yml} */
    static LayerFields of(CityPack pack, PackFile.@Nullable FieldsBlock fields, String key) {
        String at = key + ".fields.";
        if (fields == null) {
            CodeFields none = CodeFields.of(null, null, at + "code");
            return new LayerFields(none, Map.of(), none, List.of());
        }
        CodeFields parent = CodeFields.of(fields.parent(), fields.separator(), at + "parent");
        if (parent.byNumber()) {
            throw CityPack.fault(at + "parent", "a parent is named by a field");
        }
        return new LayerFields(
                CodeFields.of(fields.code(), fields.separator(), at + "code"),
                pack.names(fields.name(), at + "name"),
                parent,
                fields.attributes() == null
                        ? List.of()
                        : List.copyOf(CityPack.items(fields.attributes(), at + "attributes")));
    }

    /** All that the layer must have. */
    List<String> wanted() {
        List<String> fields = new ArrayList<>(code.wanted());
        fields.addAll(names.values());
        fields.addAll(parent.wanted());
        fields.addAll(attributes);
        return fields;
    }

    /** A feature's code; null when it has none. */
    @Nullable
    String code(Feature feature) {
        return code.byNumber() ? Long.toString(feature.number()) : code.of(field -> text(feature, field));
    }

    /** A feature with its shape, and what was wrong with that. */
    LayerFeature map(Feature feature, @Nullable Geometry wgs84, @Nullable String fault, @Nullable Coordinate unclosed) {
        Map<String, String> texts = new LinkedHashMap<>();
        names.forEach((tag, field) -> put(texts, tag, text(feature, field)));
        Map<String, String> kept = new LinkedHashMap<>();
        attributes.forEach(field -> put(kept, field, text(feature, field)));
        return new LayerFeature(
                feature.number(),
                code(feature),
                new LocalText(texts),
                parent.of(field -> text(feature, field)),
                kept,
                wgs84,
                fault,
                unclosed);
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static @Nullable String text(Feature feature, @Nullable String field) {
        Object value = field == null ? null : feature.attributes().get(field);
        if (value == null) {
            return null;
        }
        // A DBF keeps codes as numbers: 110101 must not become 110101.0.
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        String text = value.toString().strip();
        return text.isEmpty() ? null : text;
    }
}
