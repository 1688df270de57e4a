package org.servicemap.storage;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
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
        try (Update update = handle.createUpdate(sql.toString())) {
            for (int i = 0; i < values.size(); i++) {
                update.bind(i, values.get(i));
            }
            update.execute();
        } finally {
            sql.setLength(0);
            values.clear();
            open = null;
        }
    }

    /** {@code (?, ?, …)}, so many. */
    public static String row(int columns) {
        return "(" + "?, ".repeat(columns - 1) + "?)";
    }
}
