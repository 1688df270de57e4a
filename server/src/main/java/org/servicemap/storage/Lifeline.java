package org.servicemap.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database each second, on a connection of its own, whether it is there. While it is not, whoever wants a connection is told so
 * at once instead of after the pool's patience, so that a server's threads stay free for what it knows by itself; and whoever
 * waits for an answer that will not come is cut off. The same when the writing server has become another one: connections to the old one
 * lead nowhere. Thread-safe.
 */
final class Lifeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String CONNECT_SECONDS = "3";

    /** Past this a server that is merely busy counts as away too; then it is asked once more, on a new connection. */
    private static final String ANSWER_SECONDS = "5";

    private static final String WHO =
            "SELECT concat(inet_server_addr(), ' ', inet_server_port(), ' ', pg_postmaster_start_time())";

    private final DatabaseSettings settings;
    private final String url;
    private final Lineage lineage;
    private final String pool;
    private final Watch watch = new Watch("database-lifeline");
    private @Nullable Connection line;
    private String server = "";
    private volatile boolean away;

    /** Whether a server that is there said no, as when all its connections are taken: nothing says that those we have are lost. */
    private boolean refused;

    /** @param pool whose connections are cut, see {@link KnownSockets} */
    Lifeline(DatabaseSettings settings, String url, Lineage lineage, String pool) {
        this.settings = settings;
        this.url = url;
        this.lineage = lineage;
        this.pool = pool;
    }

    void start() {
        watch.start(Duration.ZERO, PAUSE, this::beat);
    }

    /** @throws SQLTransientConnectionException while the database is away */
    void requireDatabase() throws SQLTransientConnectionException {
        if (away) {
            throw new SQLTransientConnectionException("the database is away", "08001");
        }
    }

    private void beat() {
        String known = server;
        if (answers() || connects()) {
            if (!known.isEmpty() && !known.equals(server)) {
                LOG.warn(
                        "the database is another server now, {} connections to the old one are cut",
                        KnownSockets.cut(pool));
            }
            found();
        } else if (!refused) {
            lost();
        }
    }

    private void found() {
        if (away) {
            away = false;
            LOG.warn("the database is back");
        }
    }

    private void lost() {
        if (!away) {
            away = true;
            LOG.warn("the database does not answer: {} connections are cut", KnownSockets.cut(pool));
        }
    }

    private boolean answers() {
        Connection open = line;
        if (open == null) {
            return false;
        }
        try {
            server = ask(open);
            return true;
        } catch (SQLException e) {
            LOG.debug("the database does not answer", e);
            drop();
            return false;
        }
    }

    private boolean connects() {
        refused = false;
        try {
            Connection open = lineage.connect(url, properties());
            line = open;
            server = ask(open);
            return true;
        } catch (SQLException e) {
            LOG.debug("the database cannot be reached", e);
            refused = isRefusal(e);
            drop();
            return false;
        }
    }

    /** Too many connections, a changed password; not: starting or stopping, a replica, no connection. */
    private static boolean isRefusal(SQLException fault) {
        String state = fault.getSQLState();
        return state != null && !state.startsWith("08") && !state.startsWith("57P") && !state.equals("25006");
    }

    private static String ask(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet answer = statement.executeQuery(WHO)) {
            return answer.next() ? answer.getString(1) : "";
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "servicemap-lifeline");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", ANSWER_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        return properties;
    }

    private void drop() {
        Connection open = line;
        line = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.trace("closing the lifeline", e);
            }
        }
    }

    @Override
    public void close() {
        watch.closeWithin(Duration.ofSeconds(1));
        drop();
        KnownSockets.forget(pool);
    }
}
