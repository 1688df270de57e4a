package org.servicemap.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.util.Properties;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Pools of connections: how long they wait, and what each connection is told when it is made. */
final class Pools {
    private static final long START_MILLIS = 10_000;

    /** How long a request waits for a connection, and so at most until it says that the database is away. */
    private static final long WAIT_MILLIS = 5_000;

    /** A replica that is away is told from one that is busy within a second; the primary answers instead. */
    private static final long REPLICA_WAIT_MILLIS = 1_000;

    private static final int REPLICA_CONNECTIONS = 6;

    /**
     * A server of the database that has lost us lets go of our locks within half a minute, not two hours: whoever comes again by another way
     * must not wait for what a cut connection still holds.
     */
    private static final String GIVE_UP = """
            SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
            SET tcp_user_timeout = 25000;
            """;

    /** Short statements over tables of many months look dear enough to be compiled, which takes a second where they take milliseconds. */
    private static final String INTERPRET = "SET jit = off";

    private static final int SCRAM_ROUNDS = 4096;
    private static final int SCRAM_BITS = 256;

    private Pools() {}

    /** What the first connection would spend on loading and on keys in code that is not yet compiled. */
    static void prepare() {
        var unused = DriverManager.drivers().count();
        try {
            byte[] salt = new byte[16];
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec("a".toCharArray(), salt, SCRAM_ROUNDS, SCRAM_BITS));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2 is part of every Java platform", e);
        }
    }

    /** Connects once before it returns. */
    static HikariDataSource open(
            DatabaseSettings settings, String url, Lineage lineage, String name, String key, int size) {
        return opened(config(lineage, settings, url, name, key, size), url);
    }

    /** Few connections beside the others, made when they are wanted. */
    static HikariDataSource aside(DatabaseSettings settings, String url, Lineage lineage, String key, int size) {
        HikariConfig config = config(lineage, settings, url, "database-aside", key, size);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        return opened(config, url);
    }

    /** Connections that only read; made when the server is there. */
    static HikariDataSource replica(DatabaseSettings settings, String url, int mostSeconds) {
        HikariConfig config = config("database-replica", REPLICA_CONNECTIONS);
        config.setJdbcUrl(url);
        config.setDataSourceProperties(properties(settings, "replica"));
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(REPLICA_WAIT_MILLIS);
        config.setValidationTimeout(REPLICA_WAIT_MILLIS);
        config.setReadOnly(true);
        config.addDataSourceProperty("socketTimeout", Integer.toString(mostSeconds));
        return opened(config, url);
    }

    private static HikariConfig config(
            Lineage lineage, DatabaseSettings settings, String url, String name, String key, int size) {
        HikariConfig config = config(name, size);
        config.setDataSource(new LineageSource(lineage, url, properties(settings, key)));
        return config;
    }

    private static HikariConfig config(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(START_MILLIS);
        config.setConnectionInitSql(GIVE_UP + INTERPRET);
        return config;
    }

    private static Properties properties(DatabaseSettings settings, String key) {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "servicemap");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", KnownSockets.class.getName());
        properties.setProperty("socketFactoryArg", key);
        // details of errors and bound values may be personal data, and exceptions are logged
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    private static HikariDataSource opened(HikariConfig config, String url) {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StorageException("no_database", "cannot connect to " + url + ": " + reason(e), e);
        }
    }

    private static String reason(Throwable fault) {
        Throwable deepest = fault;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
