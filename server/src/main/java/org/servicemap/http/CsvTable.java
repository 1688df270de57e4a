package org.servicemap.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets read it right): one column per JSON member, nested objects as
 * {@code name_zh}, arrays joined by spaces. Cells that a spreadsheet would run as a formula begin with an apostrophe.
 */
final class CsvTable {
    private CsvTable() {}

    static byte[] of(Class<?> item, List<?> items) {
        List<Map<String, String>> rows = items.stream().map(CsvTable::row).toList();
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        if (rows.isEmpty()) {
            columns.addAll(columnsOf(item));
        }
        StringBuilder csv = new StringBuilder("\uFEFF");
        csv.append(String.join(",", columns)).append("\r\n");
        for (Map<String, String> row : rows) {
            csv.append(
                    columns.stream().map(column -> row.getOrDefault(column, "")).collect(Collectors.joining(",")));
            csv.append("\r\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
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

    private static Map<String, String> row(Object value) {
        Map<String, String> row = new LinkedHashMap<>();
        flatten("", Json.tree(value), row);
        return row;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> row) {
        node.properties().forEach(entry -> {
            String column = prefix.isEmpty() ? entry.getKey() : prefix + "_" + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(column, value, row);
            } else {
                row.put(column, cell(value));
            }
        });
    }

    private static String cell(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(part.isValueNode() ? part.asText() : part.toString()));
            return quoted(disarmed(String.join(" ", parts)));
        }
        return value.isTextual() ? quoted(disarmed(value.asText())) : value.asText();
    }

    /** Spreadsheets run cells that begin with one of these (OWASP, CSV injection). */
    static String disarmed(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && Double.isNaN(Decimal.parse(text))
                ? "'" + text
                : text;
    }

    static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
