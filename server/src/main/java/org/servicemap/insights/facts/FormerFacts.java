package org.servicemap.insights.facts;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog.Position;

/**
 * Facts as they were at a position of the change log, for one reading connection: views of the connection's own, under the names of the tables,
 * show former rows in place of those that were written since. Numbers of codes are not among them: who reads goes by the words.
 */
final class FormerFacts {
    private FormerFacts() {}

    static void over(
            DuckDBConnection connection,
            RequestFacts source,
            Position at,
            int untilMonth,
            Function<@Nullable Object[], FactRow> row)
            throws SQLException {
        execute(
                connection,
                "CREATE TEMP TABLE former_requests (" + FactFile.columns() + ")",
                "CREATE TEMP TABLE former_events (" + FactFile.EVENT_COLUMNS + ")",
                "CREATE TEMP TABLE touched_since (id BIGINT)");
        List<Long> touched = new ArrayList<>();
        try (FactWriter writer =
                new FactWriter(connection, new FactWriter.Rows("former_requests", "former_events"), null)) {
            source.asOf(at.xid(), untilMonth, touched::add, copied -> writer.request(row.apply(copied)), writer::event);
        }
        if (!touched.isEmpty()) {
            write(connection, touched);
            String facts = '"' + connection.getCatalog() + "\".main.";
            execute(
                    connection,
                    "CREATE TEMP VIEW request_facts AS SELECT * FROM " + facts
                            + "request_facts WHERE id NOT IN (SELECT id FROM touched_since)"
                            + " UNION ALL SELECT * FROM former_requests",
                    "CREATE TEMP VIEW event_facts AS SELECT * FROM " + facts
                            + "event_facts WHERE request NOT IN (SELECT id FROM touched_since)"
                            + " UNION ALL SELECT * FROM former_events");
        }
    }

    private static void write(DuckDBConnection connection, List<Long> touched) throws SQLException {
        try (DuckDBAppender ids = connection.createAppender("touched_since")) {
            for (long id : touched) {
                ids.beginRow();
                ids.append(id);
                ids.endRow();
            }
        }
    }

    private static void execute(DuckDBConnection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
