package org.servicemap.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * PostgreSQL's {@code COPY} in its text format: the one that every version reads of every other. Session settings that change how
 * values are written are the caller's.
 */
final class TextCopy {
    private static final int BUFFER = 1 << 16;

    private TextCopy() {}

    static long out(Connection connection, String query, OutputStream lines) {
        try {
            return manager(connection).copyOut("COPY (" + query + ") TO STDOUT", lines);
        } catch (SQLException e) {
            throw new StorageException("copy_failed", "cannot copy out: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long in(Connection connection, String table, List<String> columns, InputStream lines) {
        String sql = "COPY " + quoted(table) + " ("
                + String.join(", ", columns.stream().map(TextCopy::quoted).toList()) + ") FROM STDIN";
        try {
            return manager(connection).copyIn(sql, lines, BUFFER);
        } catch (SQLException e) {
            throw new StorageException("copy_failed", "cannot write " + table + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static CopyManager manager(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
