package org.servicemap.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is.
 *
 * @param url JDBC URL of a PostgreSQL 15 or newer, or null for an own cluster in the data directory
 * @param user name on that server; not used for the own cluster
 * @param password password on that server; not used for the own cluster
 * @param dataDirectory the program's data directory; the own cluster lives in its folder {@code postgres}
 * @param poolSize connections at most
 */
public record DatabaseSettings(@Nullable String url, String user, String password, Path dataDirectory, int poolSize) {
    private static final int USUAL_POOL = 10;

    /** An own cluster under this data directory. */
    public static DatabaseSettings embedded(Path dataDirectory) {
        return new DatabaseSettings(null, "", "", dataDirectory, USUAL_POOL);
    }

    /** A database that somebody else runs. */
    public static DatabaseSettings server(String url, String user, String password, Path dataDirectory) {
        return new DatabaseSettings(url, user, password, dataDirectory, USUAL_POOL);
    }

    /** Not the password: settings end up in logs. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + (url == null ? "embedded in " + dataDirectory : url) + "]";
    }
}
