package org.servicemap.places;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/** A CSV table being written, by column name. */
final class CsvText {
    private final List<String> columns;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> row = new HashMap<>();

    CsvText(List<String> columns) {
        this(columns, true);
    }

    private CsvText(List<String> columns, boolean header) {
        this.columns = columns;
        if (header) {
            out.append(String.join(",", columns)).append('\n');
        }
    }

    /** Rows to follow others. */
    static CsvText withoutHeader(List<String> columns) {
        return new CsvText(columns, false);
    }

    CsvText set(String column, @Nullable String value) {
        if (value != null) {
            row.put(column, value);
        }
        return this;
    }

    /** To {@code prefix_zh}, {@code prefix_en} …; languages that the table has no column for are left out. */
    CsvText set(String prefix, LocalText text) {
        text.byTag().forEach((tag, value) -> row.put(prefix + "_" + tag, value));
        return this;
    }

    void end() {
        out.append(columns.stream()
                .map(column -> quoted(row.getOrDefault(column, "")))
                .collect(Collectors.joining(",")));
        out.append('\n');
        row.clear();
    }

    /** The row that is being written. */
    Map<String, String> row() {
        return Map.copyOf(row);
    }

    int length() {
        return out.length();
    }

    /** What was written since, which is forgotten here. */
    String take() {
        String text = out.toString();
        out.setLength(0);
        return text;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
