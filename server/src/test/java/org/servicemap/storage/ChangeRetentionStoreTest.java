package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.storage.ChangeLog.Position;

/** The change log loses its old beginning, and nobody takes what is left for the whole. */
@OnEveryDatabase
class ChangeRetentionStoreTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Database database;
    private final ChangeLog log;

    ChangeRetentionStoreTest(Database database) {
        this.database = database;
        this.log = new ChangeLog(database);
    }

    private static Instant ago(int days) {
        return Instant.now().minus(DAY.multipliedBy(days));
    }

    private void change(String key, int daysAgo) {
        database.useTransaction(handle -> change(handle, key, daysAgo));
    }

    private static void change(Handle handle, String key, int daysAgo) {
        handle.execute(
                "INSERT INTO changes (topic, key, at) VALUES ('t', ?, ?)",
                key,
                OffsetDateTime.ofInstant(ago(daysAgo), ZoneOffset.UTC));
    }

    private List<String> keysAfter(Position position) {
        return log.after(position, 1000).stream().map(ChangeLog.Change::key).toList();
    }

    private long forget(int days) {
        return new ChangeRetention(database, 3).forgetBefore(ago(days));
    }

    /** Another transaction of the machine may hold something back for a moment. */
    private void forgets(int days, long expected) {
        forgets(() -> forget(days), expected);
    }

    private static void forgets(LongSupplier forgetting, long expected) {
        Instant end = Instant.now().plusSeconds(60);
        long gone = forgetting.getAsLong();
        while (gone < expected && Instant.now().isBefore(end)) {
            gone += forgetting.getAsLong();
        }
        assertThat(gone).isEqualTo(expected);
    }

    @BeforeEach
    void empty() {
        while (!keysAfter(Position.START).isEmpty()) {
            forget(-1);
        }
    }

    @Test
    void onlyAWholeOldBeginningGoes() {
        Position before = log.end();
        for (int i = 0; i < 7; i++) {
            change("old" + i, 40);
        }
        change("young", 1);
        change("old behind a young one", 40);
        assertThat(log.isCut(before)).isFalse();

        forgets(30, 7);
        assertThat(keysAfter(before)).containsExactly("young", "old behind a young one");
        assertThat(log.isCut(before)).isTrue();
        forgets(-1, 2);

        Position end = log.end();
        assertThat(log.isCut(end)).isFalse();
        assertThat(keysAfter(end)).isEmpty();
        change("new", 0);
        assertThat(keysAfter(end)).containsExactly("new");
        assertThat(forget(30)).isZero();
        assertThat(log.isCut(end)).isFalse();
    }

    @Test
    void whatAnUnfinishedTransactionMayComeBeforeStays() {
        try (Handle late = database.jdbi().open()) {
            late.begin();
            change(late, "late", 40);
            change("old", 40);
            assertThat(forget(30)).isZero();
            assertThat(keysAfter(Position.START)).doesNotContain("old");
            late.commit();
        }
        forgets(30, 2);
    }

    @Test
    void byHandNothingGoes() {
        change("one", 40);
        change("two", 1);
        forgets(30, 1);
        for (String sql : List.of("DELETE FROM changes", "UPDATE changes SET key = 'x'", "TRUNCATE changes")) {
            assertThatThrownBy(() -> database.useTransaction(handle -> handle.execute(sql)))
                    .hasMessageContaining("only ever added");
        }
        assertThat(keysAfter(Position.START)).containsExactly("two");
    }

    @Test
    void serversThatDoItTogetherTakeEachChangeOnce() {
        for (int i = 0; i < 40; i++) {
            change("old" + i, 40);
        }
        forgets(
                () -> {
                    CompletableFuture<Long> other = CompletableFuture.supplyAsync(() -> forget(30));
                    return forget(30) + other.join();
                },
                40);
        assertThat(keysAfter(Position.START)).isEmpty();
    }
}
