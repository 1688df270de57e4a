package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
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
}
