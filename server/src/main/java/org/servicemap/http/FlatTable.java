package org.servicemap.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A list as a table: one column per JSON member, nested objects as {@code name_zh}. */
record FlatTable(List<String> columns, List<Map<String, JsonNode>> rows) {

    static FlatTable of(Class<?> item, List<?> items) {
        List<Map<String, JsonNode>> rows = items.stream().map(FlatTable::row).toList();
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        if (rows.isEmpty()) {
            columns.addAll(columnsOf(item));
        }
        return new FlatTable(List.copyOf(columns), rows);
    }

    /** Columns usually come from the values, because texts may have any language; those of an empty list from the record. */
    private static List<String> columnsOf(Class<?> item) {
        return Json.MAPPER
                .getSerializationConfig()
                .introspect(Json.MAPPER.constructType(item))
                .findProperties()
                .stream()
                .map(BeanPropertyDefinition::getName)
                .toList();
    }

    private static Map<String, JsonNode> row(Object value) {
        Map<String, JsonNode> row = new LinkedHashMap<>();
        flatten("", Json.tree(value), row);
        return row;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, JsonNode> row) {
        node.properties().forEach(entry -> {
            String column = prefix.isEmpty() ? entry.getKey() : prefix + "_" + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(column, value, row);
            } else {
                row.put(column, value);
            }
        });
    }

    /** A cell's value; JSON's null where the row has none. */
    static JsonNode cell(Map<String, JsonNode> row, String column) {
        return row.getOrDefault(column, NullNode.getInstance());
    }

    /** An array's values, joined by spaces; any other value as text. */
    static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> parts = new ArrayList<>();
        value.forEach(part -> parts.add(part.isValueNode() ? part.asText() : part.toString()));
        return String.join(" ", parts);
    }
}
