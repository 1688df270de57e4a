package org.servicemap.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program's database, migrated and pooled: an own cluster or a server elsewhere, with PostGIS or without. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String NAME = "servicemap";
    private static final int OLDEST = 15;
    private static final AtomicInteger POOLS = new AtomicInteger();
    /** One for who asks the time or numbers ids, one for locks that last, one more so that neither waits. */
    private static final int ASIDE = 3;

    /** Long questions are asked of the replica too; one that says nothing for so long is not waited for. */
    private static final int REPLICA_SECONDS = 60;

    private final HikariDataSource pool;
    private final HikariDataSource asidePool;
    private final Jdbi jdbi;
    private final Jdbi aside;
    private final @Nullable EmbeddedCluster cluster;
    private final Lifeline lifeline;
    private final ChangeCalls calls;
    private final ChangeListener listener;
    private final ThreadLocal<Boolean> reading = ThreadLocal.withInitial(() -> false);
    private final SpatialSql spatial;
    private final Ids ids;
    private volatile @Nullable ReadReplica replica;

    private Database(
            HikariDataSource pool,
            HikariDataSource asidePool,
            Lifeline lifeline,
            ChangeListener listener,
            @Nullable EmbeddedCluster cluster,
            @Nullable String newest) {
        this.pool = pool;
        this.asidePool = asidePool;
        this.cluster = cluster;
        this.lifeline = lifeline;
        this.listener = listener;
        jdbi = quiet(() -> connection(pool));
        aside = quiet(() -> connection(asidePool));
        calls = new ChangeCalls(jdbi);
        jdbi.getConfig(AfterChange.class).tell(calls::changed);
        aside.getConfig(AfterChange.class).tell(calls::changed);
        requireVersion();
        boolean postgis = Migrations.run(pool, newest, this::alone);
        spatial = postgis ? new PostgisSql() : new PlainSql();
        // a request's month follows from its id: a machine whose clock is wrong must not put it into another
        ids = new Ids(new DatabaseClock(this, Clock.systemUTC()), leaseNode());
    }

    private Connection connection(DataSource source) throws SQLException {
        lifeline.requireDatabase();
        return source.getConnection();
    }

    private static Jdbi quiet(ConnectionFactory source) {
        Jdbi jdbi = Jdbi.create(source);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /** Loads the driver and derives one key as it does for a password, which is slow the first time; best while the database starts. */
    public static void prepare() {
        Pools.prepare();
    }

    /** Starts or adopts the own cluster, or connects to the server named; migrates; ready when it returns. */
    public static Database open(DatabaseSettings settings) {
        return open(settings, null);
    }

    /** As {@link #open}, but with no migration that is newer than this one: for a restore, whose rows are of that schema. */
    public static Database openAt(DatabaseSettings settings, String newest) {
        return open(settings, newest);
    }

    private static Database open(DatabaseSettings settings, @Nullable String newest) {
        String url = settings.url();
        if (url != null) {
            return open(settings, url, null, newest);
        }
        EmbeddedCluster own = EmbeddedCluster.start(ClusterSettings.in(settings.dataDirectory()));
        return open(own, NAME, settings.poolSize(), newest);
    }

    /** Looks at a database as it is: migrates nothing and makes nothing. Starts the own cluster when there is one. */
    public static void look(DatabaseSettings settings, Consumer<Handle> look) {
        if (settings.url() != null) {
            Jdbi.create(settings.url(), settings.user(), settings.password()).useHandle(look::accept);
            return;
        }
        try (EmbeddedCluster cluster = EmbeddedCluster.start(ClusterSettings.in(settings.dataDirectory()))) {
            Jdbi.create(cluster.url(NAME), cluster.user(), cluster.password()).useHandle(look::accept);
        }
    }

    /** Whether there is an own cluster in the data directory. */
    public static boolean isThere(Path dataDirectory) {
        return new ClusterFiles(ClusterSettings.in(dataDirectory)).isInitialised();
    }

    /** A database of a cluster that is closed together with it; made when it is not there. */
    static Database open(EmbeddedCluster cluster, String name, int poolSize) {
        return open(cluster, name, poolSize, null);
    }

    private static Database open(EmbeddedCluster cluster, String name, int poolSize, @Nullable String newest) {
        try {
            cluster.createDatabase(name);
            String url = cluster.url(name);
            Path nowhere = Path.of(".");
            DatabaseSettings own = new DatabaseSettings(url, cluster.user(), cluster.password(), nowhere, poolSize);
            return open(own, url, cluster, newest);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Database open(
            DatabaseSettings settings, String url, @Nullable EmbeddedCluster cluster, @Nullable String newest) {
        String key = "database-" + POOLS.incrementAndGet();
        Lineage lineage = cluster == null ? Lineage.in(settings.dataDirectory()) : Lineage.own();
        HikariDataSource pool = Pools.open(settings, url, lineage, "database", key, settings.poolSize());
        try {
            HikariDataSource aside = Pools.aside(settings, url, lineage, key, ASIDE);
            return new Database(
                    pool,
                    aside,
                    new Lifeline(settings, url, lineage, key),
                    new ChangeListener(settings, url, lineage, key),
                    cluster,
                    newest);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * From here on the database's absence is noticed within seconds and told at once, and changes are heard of; for programs that run
     * for long.
     *
     * @param readUrl a replica for readings that may be a little old, or null
     * @param mostStale as old as they may be
     */
    public void watch(DatabaseSettings settings, @Nullable String readUrl, Duration mostStale) {
        lifeline.start();
        listener.start();
        if (readUrl != null) {
            HikariDataSource readers = Pools.replica(settings, readUrl, REPLICA_SECONDS);
            ReadReplica there = new ReadReplica(jdbi, readers, quiet(readers::getConnection), mostStale);
            there.start();
            replica = there;
        }
    }

    /**
     * From here on a reader of the change log is told to look when it has grown, on whichever server: soon, but not surely, so it has to
     * look by itself now and then. It runs on the thread that listens.
     *
     * @param reader true when it wants to look again in a moment
     */
    public void onChange(BooleanSupplier reader) {
        listener.onChange(reader);
    }

    /** Whether readers of the change log are told when it has grown; while they are not they had better look often. */
    public boolean hearsChanges() {
        return listener.hears();
    }

    /** The replica that is read, if there is one. */
    public Optional<ReadReplica> replica() {
        return Optional.ofNullable(replica);
    }

    /**
     * Reads where it may be a few seconds old: at the replica when there is one that is fresh enough, else here. All of the work is done at
     * one of the two; when the replica fails it is done again here, so it must do nothing but read. Not for use inside a transaction: it
     * would not see what that has written.
     */
    public <T extends @Nullable Object> T reading(Supplier<T> work) {
        ReadReplica there = replica;
        if (there == null || !there.isFresh() || reading.get()) {
            return work.get();
        }
        reading.set(true);
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (!there.failed(e)) {
                throw e;
            }
        } finally {
            reading.remove();
        }
        return work.get();
    }

    /** Runs while nobody else, on any server, does anything of the same name: who comes later waits. */
    public <T extends @Nullable Object> T alone(String name, Supplier<T> work) {
        try (Handle lock = aside.open()) {
            lock.execute("SELECT pg_advisory_lock(hashtext(?))", name);
            try {
                return work.get();
            } finally {
                unlock(lock, name);
            }
        }
    }

    /**
     * Runs unless somebody else, on any server, does something of the same name: whether it ran. The work may last long; when the
     * server dies, or is cut from the database, another may begin.
     */
    public boolean unlessBusy(String name, Runnable work) {
        try (Handle lock = aside.open()) {
            if (!lock.createQuery("SELECT pg_try_advisory_lock(hashtext(?))")
                    .bind(0, name)
                    .mapTo(Boolean.class)
                    .one()) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                unlock(lock, name);
            }
        }
    }

    /** A lock is gone with its connection, which may be cut while the work lasts: what became of that is told, not this. */
    private void unlock(Handle lock, String name) {
        try {
            lock.execute("SELECT pg_advisory_unlock(hashtext(?))", name);
        } catch (RuntimeException e) {
            LOG.debug("the lock of \"{}\" could not be given back", name, e);
        }
    }

    private void requireVersion() {
        int version = jdbi.withHandle(
                handle -> handle.createQuery("SELECT current_setting('server_version_num')::int / 10000")
                        .mapTo(Integer.class)
                        .one());
        if (version < OLDEST) {
            throw new StorageException(
                    "postgres_too_old", "PostgreSQL " + OLDEST + " or newer is needed, this one is " + version);
        }
    }

    private int leaseNode() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT nextval('node_numbers') % :nodes")
                .bind("nodes", Ids.NODES)
                .mapTo(Integer.class)
                .one());
    }

    /** Of this database; inside {@link #reading} perhaps of its replica. */
    public Jdbi jdbi() {
        ReadReplica there = replica;
        return there != null && reading.get() ? there.jdbi() : jdbi;
    }

    /**
     * A handle for a short transaction of its own beside the caller's, to be closed. Its connections are kept apart: whoever holds one
     * of the others while it waits for this one waits for nobody who waits for it.
     */
    public Handle aside() {
        return aside.open();
    }

    /** From here on statements that take longer are told of: their SQL with names in the place of values, and milliseconds. */
    public void tellSlow(Duration threshold, SlowStatements told) {
        tellSlow(jdbi, threshold, told);
        tellSlow(aside, threshold, told);
        replica().ifPresent(there -> tellSlow(there.jdbi(), threshold, told));
    }

    private static void tellSlow(Jdbi jdbi, Duration threshold, SlowStatements told) {
        SlowLog log = jdbi.getConfig(SlowLog.class);
        log.tell(threshold, told);
        jdbi.setSqlLogger(log);
    }

    /** Is told of statements that took long. */
    @FunctionalInterface
    public interface SlowStatements {
        void took(String sql, long millis);
    }

    public DataSource dataSource() {
        return pool;
    }

    /** How to ask spatial questions of this database. */
    public SpatialSql spatial() {
        return spatial;
    }

    public boolean isPostgis() {
        return spatial instanceof PostgisSql;
    }

    /** A new time-ordered id. */
    public long nextId() {
        return ids.next();
    }

    /** An id of a moment, also a past one; see {@link Ids#at}. */
    public long idAt(java.time.Instant moment) {
        return ids.at(moment);
    }

    /**
     * Runs in one transaction (read committed): all of it happens or, on any exception, nothing. A call inside another, on
     * the same thread, joins its transaction.
     */
    public <T extends @Nullable Object> T inTransaction(Function<Handle, T> work) {
        return jdbi().inTransaction(work::apply);
    }

    /** Whether this thread is within a transaction, which whatever it does joins. */
    public boolean isInTransaction() {
        return jdbi().withHandle(Handle::isInTransaction);
    }

    /** As {@link #inTransaction}, for work without a result. */
    public void useTransaction(Consumer<Handle> work) {
        jdbi().useTransaction(work::accept);
    }

    /**
     * Reads in one snapshot: all queries see the same state. A call inside a transaction of the same thread joins that, and sees what
     * it sees, each query for itself: its own changes too.
     */
    public <T extends @Nullable Object> T inSnapshot(Function<Handle, T> work) {
        return jdbi().withHandle(handle -> handle.isInTransaction() ? work.apply(handle) : snapshot(handle, work));
    }

    private static <T extends @Nullable Object> T snapshot(Handle handle, Function<Handle, T> work) {
        return handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, reading -> {
            reading.execute("SET TRANSACTION READ ONLY");
            return work.apply(reading);
        });
    }

    /**
     * Writes rows in bulk (binary {@code COPY}) inside the handle's transaction.
     *
     * @param table a table of ours; not input
     * @param columns in the order in which {@code writer} writes them; not input
     * @return rows written
     */
    public <R> long copyIn(Handle handle, String table, List<String> columns, Iterable<R> rows, CopyWriter<R> writer) {
        return BulkCopy.copy(handle.getConnection(), table, columns, rows, writer);
    }

    /** Reads what a query selects as lines of {@code COPY}'s text format, in the handle's transaction; answers how many. */
    public long copyOut(Handle handle, String query, OutputStream lines) {
        return TextCopy.out(handle.getConnection(), query, lines);
    }

    /** Writes lines of {@code COPY}'s text format into a table of ours, in the handle's transaction; answers how many. */
    public long copyLines(Handle handle, String table, List<String> columns, InputStream lines) {
        return TextCopy.in(handle.getConnection(), table, columns, lines);
    }

    /** Whether the database answers within a few seconds: for health checks. */
    public boolean isReachable() {
        try (Connection connection = connection(pool);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT 1")) {
            return answer.next();
        } catch (SQLException e) {
            LOG.debug("the database does not answer", e);
            return false;
        }
    }

    @Override
    public void close() {
        ReadReplica there = replica;
        if (there != null) {
            there.close();
        }
        listener.close();
        calls.close();
        lifeline.close();
        asidePool.close();
        pool.close();
        if (cluster != null) {
            cluster.close();
        }
    }
}
