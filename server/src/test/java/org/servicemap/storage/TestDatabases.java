package org.servicemap.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Databases for tests: one server of each kind in a JVM, a database of its own for whoever asks, cloned from a migrated
 * template; everything is stopped and removed when the JVM ends.
 */
public final class TestDatabases {
    private static final boolean SKIPS_FORBIDDEN = "true".equals(System.getenv("SERVICEMAP_TEST_FORBID_SKIPS"));
    private static boolean told;

    private TestDatabases() {}

    /** A fresh, migrated database in the embedded cluster. Close it after use. */
    public static Database embedded() {
        return TestServer.embedded().freshDatabase();
    }

    /** Where a database is, for programs that open it themselves. */
    public record Address(String url, String user, String password) {}

    /** A fresh, migrated database of the better kind that is here, not opened. */
    public static Address bestAddress() {
        return TestServer.postgis().orElseGet(TestServer::embedded).freshAddress();
    }

    /** A fresh, migrated database with PostGIS whose commits are on disk, on a server of its own: for loads. */
    public static Address durableAddress() {
        return TestServer.durable()
                .orElseThrow(() -> new IllegalStateException("a load needs PostgreSQL with PostGIS here"))
                .freshAddress();
    }

    /** A fresh, migrated database in the embedded cluster, not opened. */
    public static Address embeddedAddress() {
        return TestServer.embedded().freshAddress();
    }

    /** A fresh, migrated database with PostGIS; empty, and said loudly, where there is no PostGIS. Close it after use. */
    public static Optional<Database> postgis() {
        Optional<TestServer> server = TestServer.postgis();
        if (server.isEmpty()) {
            tellOnce();
        }
        return server.map(TestServer::freshDatabase);
    }

    /** A fresh, migrated database of the better kind that is here: PostGIS, else embedded. Close it after use. */
    public static Database best() {
        return postgis().orElseGet(TestDatabases::embedded);
    }

    private static synchronized void tellOnce() {
        String text = "NO POSTGIS HERE: every store test on PostGIS is SKIPPED (set SERVICEMAP_TEST_DB_URL, or install"
                + " Debian's postgresql-15-postgis-3)";
        if (SKIPS_FORBIDDEN) {
            throw new AssertionError(text + "; and SERVICEMAP_TEST_FORBID_SKIPS=true");
        }
        if (!told) {
            told = true;
            System.err.println("\n*** " + text + " ***\n");
        }
    }

    /** See {@link OnEveryDatabase}. JUnit closes the databases. */
    static final class Source implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            List<Arguments> databases = new ArrayList<>();
            databases.add(Arguments.of(Named.of("embedded", embedded())));
            postgis().ifPresent(database -> databases.add(Arguments.of(Named.of("postgis", database))));
            return databases.stream();
        }
    }
}
