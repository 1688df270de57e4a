package org.servicemap.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Writes of one transaction that are sent to the database together: one way there and back for all of them instead of one for each.
 * They happen in the order in which they were added. Whoever reads in between asks for {@link #reading}, which sends what waits. Rows
 * for one table that are added one after the other become one statement.
 */
public final class Writes {
    private final Handle handle;
    private final StringBuilder sql = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();
    private @Nullable String open;

    private Writes(Handle handle) {
        this.handle = handle;
    }

    /** Within the handle's transaction; nothing is written before {@link #send}. */
    public static Writes in(Handle handle) {
        return new Writes(handle);
    }

    /**
     * Adds a row.
     *
     * @param into {@code INSERT INTO table (columns)}; not input
     * @param row {@code (?, ?, CAST(? AS jsonb))}; not input
     */
    public Writes insert(String into, String row, @Nullable Object... cells) {
        if (into.equals(open)) {
            sql.append(", ").append(row);
        } else {
            begin(into + " VALUES " + row);
            open = into;
        }
        return bind(cells);
    }

    /** Adds any statement; parameters are question marks. */
    public Writes add(String statement, @Nullable Object... parameters) {
        begin(statement);
        return bind(parameters);
    }

    private void begin(String statement) {
        sql.append(sql.isEmpty() ? "" : "; ").append(statement);
        open = null;
    }

    private Writes bind(@Nullable Object... more) {
        for (Object value : more) {
            values.add(value);
        }
        return this;
    }

    Handle handle() {
        return handle;
    }

    /** The transaction for reading what was written as well: what waits is sent first. */
    public Handle reading() {
        send();
        return handle;
    }

    /** Sends what waits. */
    public void send() {
        if (sql.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql.toString())) {
            for (int i = 0; i < values.size(); i++) {
                set(statement, i + 1, values.get(i));
            }
            statement.execute();
        } catch (SQLException e) {
            // its own message may hold what was written
            throw new UnableToExecuteStatementException("writes failed: " + e.getSQLState(), e, null);
        } finally {
            sql.setLength(0);
            values.clear();
            open = null;
        }
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else {
            statement.setObject(index, value instanceof Instant instant ? timestamp(instant) : value);
        }
    }

    /** {@link Instant#MAX} is {@code infinity}. */
    private static OffsetDateTime timestamp(Instant instant) {
        return instant.equals(Instant.MAX) ? OffsetDateTime.MAX : instant.atOffset(ZoneOffset.UTC);
    }

    /** {@code (?, ?, …)}, so many. */
    public static String row(int columns) {
        return "(" + "?, ".repeat(columns - 1) + "?)";
    }
}
