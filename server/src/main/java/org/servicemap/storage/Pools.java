package org.servicemap.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
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
    static HikariDataSource open(DatabaseSettings settings, String url, String name, String key, int size) {
        return opened(config(settings, url, name, key, size));
    }

    /** Few connections beside the others, made when they are wanted. */
    static HikariDataSource aside(DatabaseSettings settings, String url, String key, int size) {
        HikariConfig config = config(settings, url, "database-aside", key, size);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        return opened(config);
    }

    /** Connections that only read; made when the server is there. */
    static HikariDataSource replica(DatabaseSettings settings, String url, int mostSeconds) {
        HikariConfig config = config(settings, url, "database-replica", "replica", REPLICA_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(REPLICA_WAIT_MILLIS);
        config.setValidationTimeout(REPLICA_WAIT_MILLIS);
        config.setReadOnly(true);
        config.addDataSourceProperty("socketTimeout", Integer.toString(mostSeconds));
        return opened(config);
    }

    private static HikariConfig config(DatabaseSettings settings, String url, String name, String key, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(START_MILLIS);
        config.setConnectionInitSql(GIVE_UP + INTERPRET);
        config.addDataSourceProperty("ApplicationName", "servicemap");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketFactory", KnownSockets.class.getName());
        config.addDataSourceProperty("socketFactoryArg", key);
        // details of errors and bound values may be personal data, and exceptions are logged
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }

    private static HikariDataSource opened(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StorageException("no_database", "cannot connect to " + config.getJdbcUrl() + ": " + reason(e), e);
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
