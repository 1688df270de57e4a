package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.servicemap.Until;

class MigrationsTest {
    private static final String WAITING = """
            SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
            WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()""";

    /** The other server has made its table of the history, and nothing is in it yet. */
    @Test
    void whoStartsWhileAnotherServerMakesTheSchemaWaitsForIt() throws Exception {
        TestDatabases.Address address = TestDatabases.bestAddress();
        CompletableFuture<Void> second;
        try (Handle first = Jdbi.open(address.url(), address.user(), address.password())) {
            first.execute("SELECT pg_advisory_lock(hashtext(?))", Migrations.SCHEMA);
            first.execute("ALTER TABLE schema_history RENAME TO made");
            first.execute("CREATE TABLE schema_history (LIKE made)");
            second = CompletableFuture.runAsync(() -> open(address).close());
            Until.is("the other start waits", () -> second.isDone() || waiting(first) == 1);
            first.execute("DROP TABLE schema_history");
            first.execute("ALTER TABLE made RENAME TO schema_history");
        }
        second.get(60, TimeUnit.SECONDS);
        assertThat(second).isCompleted();
    }

    private static int waiting(Handle handle) {
        return handle.createQuery(WAITING).mapTo(Integer.class).one();
    }

    private static Database open(TestDatabases.Address address) {
        return Database.open(
                new DatabaseSettings(address.url(), address.user(), address.password(), Path.of("target"), 3));
    }
}
