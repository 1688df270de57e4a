package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** One process changes, another hears of it: after the commit, never instead of it, and again after its line was cut. */
class ChangeCallsStoreTest {
    private static final long SECONDS = 60;

    @Test
    void whoListensHearsOfWhatIsCommittedAndOfNothingElse() throws Exception {
        for (TestDatabases.Address address : List.of(TestDatabases.embeddedAddress(), TestDatabases.bestAddress())) {
            DatabaseSettings settings =
                    DatabaseSettings.server(address.url(), address.user(), address.password(), Path.of("target"));
            try (Database here = Database.open(settings);
                    Database there = Database.open(settings)) {
                hears(settings, here, there);
            }
        }
    }

    private static void hears(DatabaseSettings settings, Database here, Database there) throws Exception {
        ChangeLog log = new ChangeLog(there);
        BlockingQueue<List<ChangeLog.Change>> looks = new LinkedBlockingQueue<>();
        ChangeLog.Position start = log.end();
        AtomicBoolean again = new AtomicBoolean();
        there.onChange(() -> {
            boolean more = again.get() && log.isHeldBack();
            looks.add(log.after(start, 100));
            return more;
        });
        there.watch(settings, null, Duration.ofSeconds(1));
        assertThat(next(looks)).as("looks once when it begins to hear").isEmpty();
        assertThat(there.hearsChanges()).isTrue();
        assertThat(here.hearsChanges()).as("nobody asked it to").isFalse();

        undone(here);
        here.useTransaction(handle -> ChangeLog.append(handle, "t", "1", "{}"));
        assertThat(next(looks)).extracting(ChangeLog.Change::key).containsExactly("1");

        // committed, but an older transaction is not: it may be read only then, which calls nobody
        again.set(true);
        try (Handle older = here.jdbi().open()) {
            older.begin();
            older.execute("CREATE TEMP TABLE writes_something (n int)");
            here.useTransaction(handle -> ChangeLog.append(handle, "t", "2", "{}"));
            assertThat(next(looks)).extracting(ChangeLog.Change::key).doesNotContain("2");
            older.rollback();
        }
        awaitKey(looks, "2");

        again.set(false);
        looks.clear();
        List<Boolean> cut = here.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE application_name = 'servicemap-changes' AND datname = current_database()
                        """).mapTo(Boolean.class).list());
        assertThat(cut).containsExactly(true);
        assertThat(next(looks)).as("looks when it hears again").isNotNull();
        here.useTransaction(handle -> ChangeLog.append(handle, "t", "3", "{}"));
        awaitKey(looks, "3");
    }

    private static void undone(Database here) {
        try (Handle handle = here.jdbi().open()) {
            handle.begin();
            ChangeLog.append(handle, "t", "undone", "{}");
            handle.rollback();
        }
    }

    private static List<ChangeLog.Change> next(BlockingQueue<List<ChangeLog.Change>> looks) throws Exception {
        List<ChangeLog.Change> look = looks.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(look).as("a look").isNotNull();
        return look;
    }

    private static void awaitKey(BlockingQueue<List<ChangeLog.Change>> looks, String key) throws Exception {
        while (next(looks).stream().noneMatch(change -> change.key().equals(key))) {
            // what came before it
        }
    }
}
