package org.servicemap.requests.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a value comes from: one column or several, or the same for every row; and what its words mean here.
 *
 * @param fixed the same for every row; null to read columns
 * @param separator between the values of several columns
 * @param map what values mean; empty to take them as they are. Of several columns {@code "a | b"} wins over {@code "a"}
 * @param otherwise what values mean that the map does not have; null to refuse them, {@link #NONE} to take them as none
 */
record ColumnValue(
        List<String> columns,
        @Nullable String fixed,
        String separator,
        Map<String, String> map,
        @Nullable String otherwise) {
    static final String NONE = "none";
    private static final String JOINT = " | ";

    ColumnValue {
        columns = List.copyOf(columns);
        map = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The value of a row; null when it has none. */
    @Nullable
    String of(SourceRow row, String field) throws RowFault {
        return fixed == null ? meant(row, field) : fixed;
    }

    /** The columns as they are, without the map. */
    @Nullable
    String raw(SourceRow row) {
        return joined(values(row), separator);
    }

    private @Nullable String meant(SourceRow row, String field) throws RowFault {
        List<String> values = values(row);
        if (map.isEmpty()) {
            return joined(values, separator);
        }
        for (int most = values.size(); most > 0; most--) {
            String found = map.get(String.join(JOINT, values.subList(0, most)));
            if (found != null) {
                return none(found);
            }
        }
        return values.isEmpty() ? none(map.getOrDefault("", NONE)) : unmapped(values, field);
    }

    private @Nullable String unmapped(List<String> values, String field) throws RowFault {
        if (otherwise == null) {
            throw new RowFault(
                    field,
                    "unmapped",
                    "the mapping does not say what " + RowFault.masked(String.join(JOINT, values)) + " is");
        }
        return none(otherwise);
    }

    private static @Nullable String none(String value) {
        return value.equals(NONE) ? null : value;
    }

    private List<String> values(SourceRow row) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            String value = row.get(column);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static @Nullable String joined(List<String> values, String separator) {
        return values.isEmpty() ? null : values.stream().distinct().collect(Collectors.joining(separator));
    }
}
