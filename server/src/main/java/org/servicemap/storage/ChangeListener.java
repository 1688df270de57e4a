package org.servicemap.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of this server on which it hears that the change log has grown ({@link ChangeCalls}). It brings no news itself: those
 * who follow the log are told to look. When the connection is lost it is made again, and everybody looks once, since nobody knows what was
 * missed. Thread-safe.
 */
final class ChangeListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** Between two looks while something that is committed is held back by a transaction that is not. */
    private static final Duration SOON = Duration.ofMillis(50);

    /** The connection's end is noticed at once, or by the lifeline, which cuts it; so this is only how often the loop turns. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DatabaseSettings settings;
    private final String url;
    private final Lineage lineage;
    private final String pool;
    private final List<BooleanSupplier> readers = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "change-listener");
    private volatile @Nullable Connection line;
    private volatile boolean hears;
    private volatile boolean closed;

    /** @param pool with which its connection is cut, see {@link KnownSockets} */
    ChangeListener(DatabaseSettings settings, String url, Lineage lineage, String pool) {
        this.settings = settings;
        this.url = url;
        this.lineage = lineage;
        this.pool = pool;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** @param reader looks into the log; true when it wants to look again soon */
    void onChange(BooleanSupplier reader) {
        readers.add(reader);
    }

    /** Whether calls arrive. */
    boolean hears() {
        return hears;
    }

    private void run() {
        while (!closed) {
            try (Connection open = lineage.connect(url, properties())) {
                line = open;
                listen(open);
            } catch (SQLException | RuntimeException e) {
                LOG.debug("changes are not heard", e);
            }
            hears = false;
            if (!closed) {
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private void listen(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute("LISTEN " + ChangeCalls.CHANNEL);
        }
        PGConnection calls = open.unwrap(PGConnection.class);
        hears = true;
        boolean again = look();
        while (!closed) {
            PGNotification[] heard = calls.getNotifications((int) (again ? SOON : PATIENCE).toMillis());
            if (again || (heard != null && heard.length > 0)) {
                again = look();
            }
        }
    }

    private boolean look() {
        boolean again = false;
        for (BooleanSupplier reader : readers) {
            try {
                again |= reader.getAsBoolean();
            } catch (RuntimeException e) {
                LOG.debug("the change log could not be read", e);
            }
        }
        return again;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "servicemap-changes");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", KnownSockets.class.getName());
        properties.setProperty("socketFactoryArg", pool);
        return properties;
    }

    @Override
    public void close() {
        closed = true;
        Connection open = line;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.trace("closing", e);
            }
        }
        LockSupport.unpark(thread);
        try {
            thread.join(AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
