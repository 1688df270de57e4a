package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that are sent together happen all, in their order, or not at all. */
@OnEveryDatabase
class WritesStoreTest {
    private static final String INTO = "INSERT INTO written (id, name, at, data, raw)";
    private static final String ROW = "(?, ?, ?, CAST(? AS jsonb), ?)";

    private final Database database;

    WritesStoreTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void makeTable() {
        database.useTransaction(handle -> {
            handle.execute("DROP TABLE IF EXISTS written");
            handle.execute(
                    "CREATE TABLE written (id int PRIMARY KEY, name text, at timestamptz, data jsonb, raw bytea)");
        });
    }

    private static List<String> names(Handle handle) {
        return handle.createQuery("SELECT coalesce(name, '-') FROM written ORDER BY id")
                .mapTo(String.class)
                .list();
    }

    @Test
    void rowsAndOtherStatementsKeepTheirOrder() {
        database.useTransaction(handle -> {
            Writes writes = Writes.in(handle);
            writes.insert(INTO, ROW, 1, "a; b", null, "{\"x\": \"?\"}", new byte[] {1});
            writes.insert(INTO, ROW, 2, null, OffsetDateTime.parse("2026-01-02T03:04:05Z"), null, null);
            writes.add("UPDATE written SET name = name || ? WHERE id = ?", "!", 1);
            writes.insert(INTO, ROW, 3, "c", null, null, null);
            writes.add("DELETE FROM written WHERE id = ?", 2);
            assertThat(names(handle)).isEmpty();
            assertThat(names(writes.reading())).containsExactly("a; b!", "c");
            writes.send();
            assertThat(names(handle)).hasSize(2);
        });
    }

    @Test
    void theSameWritesAgainAndAgainAreTheSame() {
        for (int i = 0; i < 20; i++) {
            int id = i;
            database.useTransaction(handle -> {
                Writes writes = Writes.in(handle);
                writes.insert(INTO, ROW, 2 * id, id % 2 == 0 ? null : "odd", null, "{}", null);
                writes.insert(INTO, ROW, 2 * id + 1, "next", OffsetDateTime.now(), null, new byte[] {2});
                writes.add("UPDATE written SET name = ? WHERE id = ?", "changed", 2 * id + 1);
                writes.send();
            });
        }
        List<String> names = database.jdbi().withHandle(WritesStoreTest::names);
        assertThat(names).hasSize(40);
        assertThat(names.stream().filter("changed"::equals)).hasSize(20);
        assertThat(names.stream().filter("-"::equals)).hasSize(10);
    }

    @Test
    void oneThatFailsUndoesAll() {
        assertThatThrownBy(() -> database.useTransaction(handle -> {
                    Writes writes = Writes.in(handle);
                    writes.insert(INTO, ROW, 1, "a", null, null, null);
                    writes.add("UPDATE written SET id = ? WHERE id = ?", null, 1);
                    writes.insert(INTO, ROW, 2, "b", null, null, null);
                    writes.send();
                }))
                .isInstanceOf(JdbiException.class);
        assertThat(database.jdbi().withHandle(WritesStoreTest::names)).isEmpty();
    }

    @Test
    void rowsThatAreMadeApartAreTheSameAsRowsThatAreBound() {
        @Nullable
        Object[][] rows = {
            {
                1,
                "a\tb\nc\\N \r d\\",
                Instant.parse("2026-11-23T07:00:00.123456500Z"),
                "{\"a\": \"\\\\n\\t\"}",
                new byte[] {0, -1, 92}
            },
            {2, null, Instant.MAX, null, null},
            {3, "", OffsetDateTime.parse("1969-12-31T23:59:59.9999994+08:00"), "[1.5e-7]", new byte[0]},
            {4, "\\N", Instant.parse("2026-11-23T07:00:00Z"), "\"汉字 𠀀\"", "汉".getBytes(StandardCharsets.UTF_8)},
        };
        List<String> bound = all(handle -> {
            Writes writes = Writes.in(handle);
            Arrays.stream(rows).forEach(row -> writes.insert(INTO, ROW, row));
            writes.send();
        });
        database.useTransaction(handle -> handle.execute("DELETE FROM written"));

        List<String> copied = all(handle -> {
            Writes one = Writes.apart().insert(INTO, ROW, rows[0]).insert(INTO, ROW, rows[1]);
            Writes other = Writes.apart().insert(INTO, ROW, rows[2]).insert(INTO, ROW, rows[3]);
            Writes.sendAll(handle, List.of(one, other));
        });

        assertThat(copied).isEqualTo(bound).hasSize(4);
    }

    private List<String> all(Consumer<Handle> work) {
        return database.inTransaction(handle -> {
            work.accept(handle);
            return handle.createQuery("SELECT written::text FROM written ORDER BY id")
                    .mapTo(String.class)
                    .list();
        });
    }

    @Test
    void nothingIsReadOrChangedByWhatIsMadeApart() {
        Writes apart = Writes.apart();
        assertThatThrownBy(apart::reading).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> apart.add("DELETE FROM written")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStatementThatHasToChangeRowsAndDoesNotFailsAll() {
        database.useTransaction(handle -> {
            Writes writes = Writes.in(handle);
            writes.insert(INTO, ROW, 1, "a", null, null, null).insert(INTO, ROW, 2, "b", null, null, null);
            writes.require(
                    1, () -> new IllegalStateException("not"), "UPDATE written SET name = ? WHERE id = ?", "c", 1);
            writes.add("DELETE FROM written WHERE id > ?", 5);
            writes.require(2, () -> new IllegalStateException("not"), "UPDATE written SET data = '{}'");
            writes.insert(INTO, ROW, 3, "d", null, null, null);
            writes.send();
            assertThat(names(handle)).containsExactly("c", "b", "d");
        });

        assertThatThrownBy(() -> database.useTransaction(handle -> {
                    Writes writes = Writes.in(handle);
                    writes.add("DELETE FROM written WHERE id = ?", 1);
                    writes.require(
                            1,
                            () -> new IllegalStateException("none"),
                            "UPDATE written SET name = ? WHERE id = ?",
                            "x",
                            1);
                    writes.insert(INTO, ROW, 4, "e", null, null, null);
                    writes.send();
                }))
                .hasMessage("none");
        assertThat(database.jdbi().withHandle(WritesStoreTest::names)).containsExactly("c", "b", "d");
    }

    @Test
    void whatTookLongIsToldWithoutWhatWasWrittenAlsoWhenItFails() {
        List<String> slow = new ArrayList<>();
        database.tellSlow(Duration.ZERO, (sql, millis) -> slow.add(sql));
        try {
            database.useTransaction(handle -> Writes.in(handle)
                    .insert(INTO, ROW, 1, "secret", null, null, null)
                    .send());
            assertThat(slow).containsExactly(INTO + " VALUES " + ROW);
            assertThatThrownBy(() -> database.useTransaction(handle -> Writes.in(handle)
                            .insert(INTO, ROW, 1, "secret", null, null, null)
                            .send()))
                    .isInstanceOf(JdbiException.class);
            assertThat(slow).hasSize(2);
            assertThatThrownBy(() -> database.useTransaction(handle -> handle.execute("SELECT 1 / 0")))
                    .isInstanceOf(JdbiException.class);
            assertThat(slow).endsWith("SELECT 1 / 0");
        } finally {
            database.tellSlow(Duration.ofDays(1), (sql, millis) -> {});
        }
    }
}
