package org.servicemap.places;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;
import org.servicemap.units.RowFault;

/**
 * One row of a table, with somewhere to say what is wrong with it.
 *
 * @param line 1-based, or the number of the feature
 * @param values by column; empty cells may be missing
 */
public record Row(String file, long line, Map<String, String> values, List<RowFault> faults) {
    @Nullable
    String find(String column) {
        String value = values.get(column);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String get(String column, String otherwise) {
        String value = find(column);
        return value == null ? otherwise : value;
    }

    String need(String column) {
        String value = find(column);
        if (value == null) {
            fault(column, "missing_value", column + " 不能为空", column + " is empty");
            return "";
        }
        return value;
    }

    /** Of columns {@code prefix_zh}, {@code prefix_en} … */
    LocalText text(String prefix) {
        Map<String, String> byTag = new TreeMap<>();
        values.forEach((column, value) -> {
            if (column.startsWith(prefix + "_") && !value.isBlank()) {
                byTag.put(column.substring(prefix.length() + 1), value.strip());
            }
        });
        return new LocalText(byTag);
    }

    /** Words between separators. */
    List<String> list(String column, String separators) {
        String value = find(column);
        return value == null
                ? List.of()
                : List.of(value.split(separators)).stream()
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    public void fault(String field, String code, String zh, String en) {
        faults.add(new RowFault(file, line, field, code, LocalText.of("zh", zh, "en", en)));
    }

    /** What a value's own check said; the field of an exception may be absent. */
    void fault(PlaceException e, String field) {
        String message = String.valueOf(e.getMessage());
        String column = e.field() == null ? field : e.field();
        fault(column, "bad_" + column, column + "：" + message, message);
    }
}
