package org.servicemap.storage;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An own PostgreSQL cluster in a directory, on loopback only, behind a generated password.
 *
 * <p>Several processes may use one directory at once (a command while a server runs): the first starts the cluster, the
 * others adopt it, the last one out stops it. A process that is killed leaves it running and the next adopts it; a cluster
 * that is killed is started again, by whoever uses it or comes next, on its former port. Thread-safe.
 */
public final class EmbeddedCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
    private static final Map<Path, EmbeddedCluster> OPEN = new HashMap<>();
    private static final long START_NANOS = 60_000_000_000L;
    private static final long POLL_NANOS = 10_000_000L;
    private static final int ATTEMPTS = 6;

    private final ClusterSettings settings;
    private final ClusterFiles files;
    private final ClusterLocks locks;
    private final PostgresBinaries binaries;
    private final Launcher launcher;
    private final String password;
    private int holders;
    private boolean closing;
    private volatile int port;

    private EmbeddedCluster(ClusterSettings settings) throws IOException {
        this.settings = settings;
        Files.createDirectories(settings.directory());
        Folders.onlyForMe(settings.directory());
        files = new ClusterFiles(settings);
        locks = ClusterLocks.in(settings.directory());
        binaries = PostgresBinaries.unpackedIn(settings.binaries());
        launcher = Launcher.forThisUser();
        try (FileLock starting = locks.whileStarting()) {
            password = files.password();
            locks.use();
            port = running().orElseGet(this::startUp);
        }
    }

    /** Starts or adopts the cluster of this directory. Each call needs its own {@link #close()}. */
    public static EmbeddedCluster start(ClusterSettings wanted) {
        Path directory = wanted.directory().toAbsolutePath().normalize();
        synchronized (OPEN) {
            EmbeddedCluster cluster = OPEN.get(directory);
            if (cluster == null) {
                cluster = open(new ClusterSettings(
                        directory, wanted.binaries().toAbsolutePath().normalize(), wanted.durable()));
                OPEN.put(directory, cluster);
            }
            cluster.holders++;
            return cluster;
        }
    }

    private static EmbeddedCluster open(ClusterSettings settings) {
        try {
            EmbeddedCluster cluster = new EmbeddedCluster(settings);
            cluster.watch();
            return cluster;
        } catch (IOException e) {
            throw new StorageException(
                    "cluster_did_not_start", "cannot use " + settings.directory() + ": " + e.getMessage(), e);
        }
    }

    public String user() {
        return ClusterFiles.USER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** JDBC URL of a database in this cluster; it need not exist yet. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Makes the database unless it is there. The name is an identifier of ours, not input. */
    public void createDatabase(String database) {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + database);
        } catch (SQLException e) {
            throw new StorageException("cluster_did_not_start", "cannot make the database " + database, e);
        }
    }

    /** Process id of the server, for whoever wants to look after it. */
    public long pid() {
        try {
            return PostmasterFile.read(files.data()).map(PostmasterFile::pid).orElse(-1L);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (--holders > 0) {
                return;
            }
            OPEN.remove(settings.directory());
            shutDown();
        }
    }

    private synchronized void shutDown() {
        closing = true;
        try (locks;
                FileLock starting = locks.whileStarting()) {
            if (locks.leave()) {
                stop();
            }
        } catch (IOException e) {
            LOG.warn("the database's cluster in {} could not be stopped", settings.directory(), e);
        }
    }

    private void stop() throws IOException {
        Launcher.Outcome outcome = launcher.run(
                settings.directory(),
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "stop",
                        "-D",
                        files.data().toString(),
                        "-m",
                        settings.durable() ? "fast" : "immediate",
                        "-w"));
        if (outcome.exit() != 0) {
            LOG.warn("pg_ctl stop: {}", outcome.output().strip());
        }
    }

    /** The port of a server that runs in our directory and takes our password. */
    private Optional<Integer> running() throws IOException {
        Optional<PostmasterFile> found = PostmasterFile.read(files.data());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!found.get().mayBeAlive()) {
            Files.deleteIfExists(PostmasterFile.file(files.data()));
            return Optional.empty();
        }
        awaitReady();
        int itsPort = found.get().port();
        try (Connection connection = connect(itsPort);
                Statement statement = connection.createStatement();
                ResultSet shown = statement.executeQuery("SHOW data_directory")) {
            shown.next();
            if (Path.of(shown.getString(1)).toRealPath().equals(files.data().toRealPath())) {
                LOG.info("adopted the database that runs in {}", settings.directory());
                return Optional.of(itsPort);
            }
        } catch (SQLException e) {
            LOG.warn(
                    "process {} says it serves {}, but does not answer",
                    found.get().pid(),
                    files.data());
        }
        return Optional.empty();
    }

    private int startUp() {
        try {
            if (!files.isInitialised()) {
                LOG.info("making a database cluster in {}", settings.directory());
                files.initialise(binaries, launcher);
            }
            files.requireVersion(PostgresBinaries.VERSION);
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                int tried = files.portToTry(attempt < ATTEMPTS / 2);
                if (launch(tried)) {
                    return tried;
                }
                LockSupport.parkNanos(attempt * 20 * POLL_NANOS);
            }
        } catch (IOException e) {
            throw new StorageException("cluster_did_not_start", "cannot start the database: " + e.getMessage(), e);
        }
        throw new StorageException(
                "cluster_did_not_start",
                "the database in " + settings.directory() + " did not start. Its log ends:\n" + files.logTail());
    }

    /** True when it accepts connections; false when it ended (port taken, an orphan still holds the shared memory …). */
    private boolean launch(int tried) throws IOException {
        files.configure(tried);
        launcher.own(settings.directory());
        List<String> command = List.of(
                binaries.program("pg_ctl").toString(),
                "start",
                "-W",
                "-s",
                "-D",
                files.data().toString(),
                "-l",
                files.log().toString());
        return launcher.run(settings.directory(), command).exit() == 0 && awaitReady();
    }

    private boolean awaitReady() throws IOException {
        long end = System.nanoTime() + START_NANOS;
        long sureAfter = System.nanoTime() + START_NANOS / 60;
        while (System.nanoTime() < end) {
            Optional<PostmasterFile> state = PostmasterFile.read(files.data());
            if (state.isPresent() && state.get().ready()) {
                return true;
            }
            boolean gone = state.map(found -> !found.mayBeAlive()).orElse(true);
            if (gone && System.nanoTime() > sureAfter) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return false;
    }

    private Connection connect(int itsPort) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", ClusterFiles.USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + itsPort + "/postgres", properties);
    }

    /** Starts the server again when it ends under our hands. */
    private void watch() {
        ProcessHandle.of(pid()).ifPresent(server -> server.onExit().thenRunAsync(this::revive));
    }

    private synchronized void revive() {
        if (closing) {
            return;
        }
        LOG.warn("the database's server ended: starting it again");
        try (FileLock starting = locks.whileStarting()) {
            port = running().orElseGet(this::startUp);
            watch();
        } catch (IOException | StorageException e) {
            LOG.error("the database could not be started again", e);
        }
    }
}
