package org.servicemap.insights.facts;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog.Position;

/**
 * One file of facts. Only one process has it open. Rows and the position up to which they tell are written in one transaction: a
 * killed process leaves both or neither. One thread writes; any number of connections read, each as of its beginning.
 */
final class FactFile implements AutoCloseable {
    /** To be raised with every change of columns or of what they mean: an older file is built anew. */
    private static final int SCHEMA = 3;

    private static final String MEMORY = "1GB";
    static final String EVENT_COLUMNS =
            "request BIGINT, month INTEGER, seq INTEGER, happened_at TIMESTAMP, day DATE, action VARCHAR, unit VARCHAR";

    /**
     * Groups by numbers under 2 to the power of this are counted in an array and not in a hash table: twice as fast with the 100,000 finest areas
     * of a large city.
     */
    private static final String COUNTED_IN_ARRAYS = "SET perfect_ht_threshold = 20";

    /** A row for each time that a unit disputed its duty, with all that is known of the request. */
    private static final String DISPUTES =
            "SELECT r.*, e.day FROM %s r JOIN %s e ON e.request = r.id WHERE e.action = 'dispute' ORDER BY e.day, r.id";

    private final DuckDBConnection connection;
    private @Nullable FactCodes codes;

    private FactFile(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** Opens a file, which is made when there is none. */
    static FactFile open(Path path) {
        try {
            return prepared(new FactFile(connect(path)));
        } catch (SQLException | LinkageError e) {
            boolean inUse = String.valueOf(e.getMessage()).contains("lock on file");
            throw new FactsException("the facts in " + path + " cannot be opened: " + e.getMessage(), e, inUse);
        }
    }

    /** Closed when that fails, as on a full disk: a connection that is left open keeps a file that was removed since. */
    private static FactFile prepared(FactFile file) throws SQLException {
        try {
            file.prepare();
            return file;
        } catch (SQLException e) {
            file.connection.close();
            throw e;
        }
    }

    private static DuckDBConnection connect(Path path) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty(
                "threads", Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors())));
        // nothing is loaded from anywhere
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + path, settings);
    }

    private void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS facts_state (schema INTEGER, xid BIGINT, id BIGINT)");
            statement.execute("CREATE TABLE IF NOT EXISTS request_facts (" + columns() + ")");
            statement.execute("CREATE TABLE IF NOT EXISTS event_facts (" + EVENT_COLUMNS + ")");
            statement.execute("CREATE TABLE IF NOT EXISTS dispute_facts (" + columns() + ", disputed_day DATE)");
            statement.execute("CREATE TABLE IF NOT EXISTS fact_codes (" + FactCodes.COLUMNS + ")");
            statement.execute("CREATE TEMP TABLE new_requests (" + columns() + ")");
            statement.execute("CREATE TEMP TABLE new_events (" + EVENT_COLUMNS + ")");
            statement.execute("CREATE TEMP TABLE changed (id BIGINT)");
        }
    }

    static String columns() {
        return Stream.concat(
                        Arrays.stream(FactColumn.values())
                                .map(column ->
                                        column.column() + " " + column.type().sql()),
                        Arrays.stream(FactCode.values()).map(code -> code.column() + " INTEGER"))
                .collect(Collectors.joining(", "));
    }

    /** Whether it was built to its end, by a program with the same columns. */
    boolean isWhole() {
        try (Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery("SELECT schema FROM facts_state")) {
            return rs.next() && rs.getInt(1) == SCHEMA;
        } catch (SQLException e) {
            throw fault(e);
        }
    }

    /** Everything up to here is in it. */
    Position position() {
        return position(connection);
    }

    /** As of the connection's transaction. */
    static Position position(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery("SELECT xid, id FROM facts_state")) {
            return rs.next() ? new Position(rs.getLong(1), rs.getLong(2)) : Position.START;
        } catch (SQLException e) {
            throw fault(e);
        }
    }

    /** What is done in one transaction. */
    interface Work {
        void run(FactWriter writer) throws SQLException;
    }

    /** Puts rows in place of those of the same requests, and moves on to a position; all or nothing. */
    void replace(Position position, Work work) {
        transaction(() -> {
            FactWriter.Rows rows = new FactWriter.Rows("new_requests", "new_events");
            execute("DELETE FROM new_requests", "DELETE FROM new_events", "DELETE FROM changed");
            try (FactWriter writer = new FactWriter(connection, rows, codes())) {
                work.run(writer);
            }
            execute(
                    "DELETE FROM request_facts WHERE id IN (SELECT id FROM changed)",
                    "DELETE FROM event_facts WHERE request IN (SELECT id FROM changed)",
                    "DELETE FROM dispute_facts WHERE id IN (SELECT id FROM changed)",
                    "INSERT INTO request_facts SELECT * FROM new_requests",
                    "INSERT INTO event_facts SELECT * FROM new_events",
                    "INSERT INTO dispute_facts " + DISPUTES.formatted("new_requests", "new_events"));
            moveTo(position);
        });
    }

    /** Adds rows that are known not to be there. */
    void add(Work work) {
        transaction(() -> {
            FactWriter.Rows rows = new FactWriter.Rows("request_facts", "event_facts");
            try (FactWriter writer = new FactWriter(connection, rows, codes())) {
                work.run(writer);
            }
        });
    }

    /** Says that all was added up to a position. */
    void finish(Position position) {
        transaction(() -> {
            execute("INSERT INTO dispute_facts " + DISPUTES.formatted("request_facts", "event_facts"));
            moveTo(position);
        });
    }

    private FactCodes codes() throws SQLException {
        FactCodes known = codes;
        if (known == null) {
            known = FactCodes.read(connection);
            codes = known;
        }
        return known;
    }

    private void moveTo(Position position) throws SQLException {
        execute("DELETE FROM facts_state");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO facts_state VALUES (?, ?, ?)")) {
            insert.setInt(1, SCHEMA);
            insert.setLong(2, position.xid());
            insert.setLong(3, position.id());
            insert.execute();
        }
    }

    private interface Step {
        void run() throws SQLException;
    }

    private void transaction(Step step) {
        boolean done = false;
        try {
            connection.setAutoCommit(false);
            step.run();
            connection.commit();
            done = true;
        } catch (SQLException e) {
            throw fault(e);
        } finally {
            end(done);
        }
    }

    /** What a transaction failed of is worth more than that it cannot be undone either. */
    private void end(boolean done) {
        try {
            if (!done) {
                // numbers of this transaction may be others' in the next
                codes = null;
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if (done) {
                throw fault(e);
            }
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A connection to read with; the caller closes it. */
    DuckDBConnection reader() {
        try {
            return counting((DuckDBConnection) connection.duplicate());
        } catch (SQLException e) {
            throw fault(e);
        }
    }

    /** Closed when it refuses: one connection that stays open keeps a broken file broken. */
    private static DuckDBConnection counting(DuckDBConnection reader) throws SQLException {
        try (Statement statement = reader.createStatement()) {
            statement.execute(COUNTED_IN_ARRAYS);
            return reader;
        } catch (SQLException e) {
            reader.close();
            throw e;
        }
    }

    static FactsException fault(SQLException e) {
        return new FactsException("the facts cannot be read or written: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw fault(e);
        }
    }
}
