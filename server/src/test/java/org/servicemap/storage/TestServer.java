package org.servicemap.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server for the tests of one JVM, with a migrated template that databases are cloned from. */
final class TestServer {
    private static final int POOL = 6;
    private static TestServer embedded;
    private static Optional<TestServer> postgis;

    private final String base; // JDBC URL up to the database's name
    private final String after; // and what follows the name
    private final String maintenance;
    private final String user;
    private final String password;
    private final String prefix = "servicemap_test_" + ProcessHandle.current().pid() + "_";
    private final AtomicInteger count = new AtomicInteger();
    private final List<String> databases = new ArrayList<>();
    private final String template;

    private TestServer(String url, String user, String password) {
        int slash = url.indexOf('/', url.indexOf("//") + 2);
        int query = url.indexOf('?') < 0 ? url.length() : url.indexOf('?');
        this.base = url.substring(0, slash + 1);
        this.maintenance = url.substring(slash + 1, query);
        this.after = url.substring(query);
        this.user = user;
        this.password = password;
        this.template = make("template1");
        open(template).close();
    }

    static synchronized TestServer embedded() {
        if (embedded == null) {
            Path folder = temporaryFolder();
            EmbeddedCluster cluster =
                    EmbeddedCluster.start(new ClusterSettings(folder, Path.of("target", "postgres"), false));
            atEnd(() -> {
                cluster.close();
                Folders.delete(folder);
            });
            embedded = new TestServer(cluster.url("postgres"), cluster.user(), cluster.password());
            embedded.execute("ALTER SYSTEM SET autovacuum = off"); // as at DebianCluster
            embedded.execute("SELECT pg_reload_conf()");
        }
        return embedded;
    }

    static synchronized Optional<TestServer> postgis() {
        if (postgis == null) {
            String url = System.getenv("SERVICEMAP_TEST_DB_URL");
            postgis = url != null && !url.isBlank()
                    ? Optional.of(named(url))
                    : DebianCluster.start().map(TestServer::of);
        }
        return postgis;
    }

    /** With fsync on: a server of its own. */
    static Optional<TestServer> durable() {
        return System.getenv("SERVICEMAP_TEST_DB_URL") == null
                ? DebianCluster.startDurable().map(TestServer::of)
                : postgis();
    }

    private static TestServer of(DebianCluster cluster) {
        atEnd(cluster::close);
        return new TestServer(cluster.url(), DebianCluster.USER, "");
    }

    private static TestServer named(String url) {
        TestServer server = new TestServer(
                url,
                System.getenv().getOrDefault("SERVICEMAP_TEST_DB_USER", "postgres"),
                System.getenv().getOrDefault("SERVICEMAP_TEST_DB_PASSWORD", ""));
        atEnd(server::dropAll);
        return server;
    }

    TestDatabases.Address freshAddress() {
        return new TestDatabases.Address(base + make(template) + after, user, password);
    }

    Database freshDatabase() {
        return open(make(template));
    }

    private Database open(String name) {
        return Database.open(new DatabaseSettings(base + name + after, user, password, Path.of("target"), POOL));
    }

    private synchronized String make(String from) {
        String name = prefix + count.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + from);
        databases.add(name);
        return name;
    }

    private void dropAll() {
        databases.forEach(name -> execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(base + maintenance + after, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("servicemap-test-").toRealPath();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void atEnd(Ending ending) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                ending.run();
            } catch (IOException | RuntimeException e) {
                System.err.println("a test server was not removed: " + e);
            }
        }));
    }

    private interface Ending {
        void run() throws IOException;
    }
}
