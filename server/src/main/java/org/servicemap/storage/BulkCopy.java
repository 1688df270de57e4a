package org.servicemap.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** PostgreSQL's binary {@code COPY}: about ten times as fast as inserts. Format: PostgreSQL manual, COPY, "Binary Format". */
final class BulkCopy {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = 19;
    private static final int FLUSH_AT = 1 << 16;

    private BulkCopy() {}

    static <R> long copy(
            Connection connection, String table, List<String> columns, Iterable<R> rows, CopyWriter<R> writer) {
        String sql = "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT binary)";
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                send(copy, columns.size(), rows, writer);
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new StorageException("copy_failed", "cannot write " + table + ": " + e.getMessage(), e);
        }
    }

    private static <R> void send(CopyIn copy, int columns, Iterable<R> rows, CopyWriter<R> writer) throws SQLException {
        copy.writeToCopy(ByteBuffer.allocate(HEADER).put(SIGNATURE).array(), 0, HEADER);
        CopyRow row = new CopyRow();
        for (R value : rows) {
            row.begin(columns);
            writer.write(value, row);
            if (row.columns() != columns) {
                throw new IllegalStateException(columns + " columns named, " + row.columns() + " written");
            }
            if (row.length() >= FLUSH_AT) {
                flush(copy, row);
            }
        }
        flush(copy, row);
        copy.writeToCopy(new byte[] {-1, -1}, 0, 2);
    }

    private static void flush(CopyIn copy, CopyRow row) throws SQLException {
        copy.writeToCopy(row.bytes(), 0, row.length());
        row.clear();
    }
}
