package org.servicemap.places.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.places.PlaceException;

/**
 * How a file's columns become the fields of places. Without columns the file has ours ({@code code}, {@code name_zh} …).
 *
 * @param columns our field → the file's column
 * @param values our field → the file's word → our word ({@code category: {图书馆: library}})
 * @param constants our field → the same value for all rows
 * @param crs of lon and lat: {@code wgs84} when null, {@code gcj02}, {@code bd09}, {@code EPSG:n} …
 * @param completeCategory when the file holds all places of this category and those below it: published ones that it lacks are
 *     gone
 * @param encoding of CSV; UTF-8 when null
 */
public record ImportMapping(
        @Nullable Map<String, String> columns,
        @Nullable Map<String, Map<String, String>> values,
        @Nullable Map<String, String> constants,
        @Nullable String crs,
        @JsonProperty("complete_category") @Nullable String completeCategory,
        @Nullable String encoding) {
    public static final ImportMapping NONE = new ImportMapping(null, null, null, null, null, null);

    /** From JSON or YAML; {@link PlaceException} says what is wrong. */
    public static ImportMapping parse(String text) {
        try {
            ObjectMapper reader = text.strip().startsWith("{") ? new ObjectMapper() : new YAMLMapper();
            return reader.readValue(text, ImportMapping.class);
        } catch (JsonProcessingException e) {
            throw new PlaceException(
                    PlaceException.BAD_FIELD, "mapping", "the mapping cannot be read: " + e.getOriginalMessage());
        }
    }

    /** A row of the file in our fields. */
    Map<String, String> apply(Map<String, String> row) {
        Map<String, String> ours = new HashMap<>();
        if (columns == null) {
            ours.putAll(row);
        } else {
            columns.forEach((field, column) -> {
                String value = row.get(column);
                if (value != null) {
                    ours.put(field, value);
                }
            });
        }
        if (constants != null) {
            ours.putAll(constants);
        }
        if (values != null) {
            values.forEach((field, words) ->
                    ours.computeIfPresent(field, (key, value) -> words.getOrDefault(value.strip(), value)));
        }
        return ours;
    }
}
