package org.servicemap.wardens;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.imports.RowSource;
import org.servicemap.requests.imports.SourceRow;

/** Rows of a table of assignments, CSV or XLSX: words as they stand there. */
final class AssignmentTable {
    static final List<String> COLUMNS = List.of("login", "duty", "grid", "first_day", "last_day", "substitute_for");
    private static final Set<String> NEEDED = Set.of("login", "duty", "grid", "first_day");
    private static final int MOST_ROWS = 50_000;

    private AssignmentTable() {}

    /** One row; absent cells are not in the map. */
    record Row(long line, Map<String, String> cells) {
        @Nullable
        String get(String column) {
            return cells.get(column);
        }
    }

    /** All rows; refuses with {@code bad_table} what lacks a column or is too long. */
    static List<Row> read(RowSource rows) throws IOException {
        if (!rows.columns().containsAll(NEEDED)) {
            throw SentTable.bad("the first row must name the columns " + String.join(", ", COLUMNS) + "; it names "
                    + String.join(", ", rows.columns()));
        }
        return SentTable.rows(rows, MOST_ROWS, AssignmentTable::cells);
    }

    private static Map<String, String> cells(SourceRow row) {
        Map<String, String> cells = new HashMap<>();
        for (String column : COLUMNS) {
            String value = row.get(column);
            if (value != null) {
                cells.put(column, value);
            }
        }
        return cells;
    }
}
