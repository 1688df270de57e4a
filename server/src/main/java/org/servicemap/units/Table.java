package org.servicemap.units;

import java.util.List;

/**
 * A table as read from a file: its good rows and what is wrong with the others.
 *
 * @param file as the pack names it
 */
public record Table<T>(String file, List<Row<T>> rows, List<RowFault> faults) {
    /** One value and the 1-based line that it came from (0 when it came from no file). */
    public record Row<T>(long line, T value) {}

    public Table {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    public List<T> values() {
        return rows.stream().map(Row::value).toList();
    }

    /** Values that come from the database or from code rather than from a file. */
    public static <T> Table<T> of(String file, List<T> values) {
        return new Table<>(
                file, values.stream().map(value -> new Row<>(0, value)).toList(), List.of());
    }
}
