package org.servicemap.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lists as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets read it right): one column per JSON member, nested objects as
 * {@code name_zh}, arrays joined by spaces. Cells that a spreadsheet would run as a formula begin with an apostrophe.
 */
final class CsvTable {
    private CsvTable() {}

    static byte[] of(Class<?> item, List<?> items) {
        FlatTable table = FlatTable.of(item, items);
        StringBuilder csv = new StringBuilder("\uFEFF");
        csv.append(String.join(",", table.columns())).append("\r\n");
        for (Map<String, JsonNode> row : table.rows()) {
            csv.append(table.columns().stream()
                    .map(column -> cell(FlatTable.cell(row, column)))
                    .collect(Collectors.joining(",")));
            csv.append("\r\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        boolean words = value.isArray() || value.isTextual();
        return words ? quoted(disarmed(FlatTable.text(value))) : value.asText();
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
