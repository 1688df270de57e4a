package org.servicemap.requests.imports;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file.
 *
 * @param line where it begins, 1-based; the header counts
 * @param places of the columns by name
 * @param values by place; rows may be shorter
 */
public record SourceRow(long line, Map<String, Integer> places, List<String> values) {

    /** What stands in a column, stripped; null when it is empty. */
    public @Nullable String get(String column) {
        Integer place = places.get(column);
        String value =
                place == null || place >= values.size() ? "" : values.get(place).strip();
        return value.isEmpty() ? null : value;
    }
}
