package org.servicemap.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Writes of one transaction that are sent to the database together: one way there and back for all of them instead of one for each.
 * They happen in the order in which they were added. Whoever reads in between asks for {@link #reading}, which sends what waits. Rows
 * for one table that are added one after the other become one statement.
 */
public final class Writes {
    private final @Nullable Handle handle;
    private final Map<String, Rows> apart = new LinkedHashMap<>();
    private final StringBuilder sql = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final List<Required> required = new ArrayList<>();
    private @Nullable String open;
    private int statements;
    private boolean change;

    private Writes(@Nullable Handle handle) {
        this.handle = handle;
    }

    /** Within the handle's transaction; nothing is written before {@link #send}. */
    public static Writes in(Handle handle) {
        return new Writes(handle);
    }

    /** Rows that are made before their transaction is there: nothing but rows of tables, and nothing is read. See {@link #sendAll}. */
    public static Writes apart() {
        return new Writes(null);
    }

    /**
     * Writes what was made apart, all rows of a table by one statement and all statements in one journey, in the order in which the tables
     * were first named: for rows that do not depend on each other's order.
     */
    public static void sendAll(Handle handle, List<Writes> made) {
        Map<String, Rows> tables = new LinkedHashMap<>();
        for (Writes each : made) {
            each.apart.forEach((into, rows) -> tables.computeIfAbsent(into, key -> new Rows(rows.row))
                    .cells
                    .addAll(rows.cells));
        }
        Writes writes = in(handle);
        tables.forEach((into, rows) -> rows.cells.forEach(cells -> writes.insert(into, rows.row, cells)));
        if (made.stream().anyMatch(each -> each.change)) {
            writes.tellsOfChange();
        }
        writes.send();
    }

    /** Rows for one table, made apart. */
    private record Rows(String row, List<@Nullable Object[]> cells) {
        Rows(String row) {
            this(row, new ArrayList<>());
        }
    }

    /**
     * Adds a row.
     *
     * @param into {@code INSERT INTO table (columns)}; not input
     * @param row {@code (?, ?, CAST(? AS jsonb))}; not input
     */
    public Writes insert(String into, String row, @Nullable Object... cells) {
        if (handle == null) {
            apart.computeIfAbsent(into, key -> new Rows(row)).cells.add(cells);
            return this;
        }
        if (into.equals(open)) {
            sql.append(", ").append(row);
        } else {
            begin(into + " VALUES " + row);
            open = into;
        }
        return bind(cells);
    }

    /**
     * Adds a statement that has to change so many rows.
     *
     * @param otherwise what {@link #send} throws if it does not; the transaction must then be undone
     */
    public Writes require(
            int rows, Supplier<RuntimeException> otherwise, String statement, @Nullable Object... parameters) {
        add(statement, parameters);
        required.add(new Required(statements - 1, rows, otherwise));
        return this;
    }

    private record Required(int statement, int rows, Supplier<RuntimeException> otherwise) {}

    /** Adds any statement; parameters are question marks. */
    public Writes add(String statement, @Nullable Object... parameters) {
        transaction();
        begin(statement);
        return bind(parameters);
    }

    private void begin(String statement) {
        sql.append(sql.isEmpty() ? "" : "; ").append(statement);
        statements++;
        open = null;
    }

    private Writes bind(@Nullable Object... more) {
        for (Object value : more) {
            values.add(value);
        }
        return this;
    }

    /** A change is among the writes: whoever follows changes is called after the commit. */
    void tellsOfChange() {
        if (handle == null) {
            change = true;
        } else {
            AfterChange.in(handle);
        }
    }

    /** The transaction for reading what was written as well: what waits is sent first. */
    public Handle reading() {
        send();
        return transaction();
    }

    private Handle transaction() {
        if (handle == null) {
            throw new IllegalStateException("rows that are made apart have no transaction yet");
        }
        return handle;
    }

    /** Sends what waits. */
    public void send() {
        if (sql.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        Handle sending = transaction();
        try (PreparedStatement statement = sending.getConnection().prepareStatement(sql.toString())) {
            for (int i = 0; i < values.size(); i++) {
                set(statement, i + 1, values.get(i));
            }
            boolean rows = statement.execute();
            if (!required.isEmpty()) {
                check(statement, rows);
            }
        } catch (SQLException e) {
            // its own message may hold what was written
            throw new UnableToExecuteStatementException("writes failed: " + e.getSQLState(), e, null);
        } finally {
            SlowLog.took(sending, sql.toString(), System.nanoTime() - start);
            sql.setLength(0);
            values.clear();
            required.clear();
            statements = 0;
            open = null;
        }
    }

    /** The answers come in the order of the statements. */
    private void check(PreparedStatement statement, boolean hasRows) throws SQLException {
        boolean rows = hasRows;
        int at = 0;
        for (Required each : required) {
            for (; at < each.statement; at++) {
                rows = statement.getMoreResults();
            }
            if (rows || statement.getUpdateCount() != each.rows) {
                throw each.otherwise.get();
            }
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
