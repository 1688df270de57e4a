package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class DatabaseStoreTest {
    private final Database database;

    DatabaseStoreTest(Database database) {
        this.database = database;
    }

    @Test
    void copyWritesEveryKindOfColumn() {
        database.useTransaction(handle -> {
            handle.execute("CREATE TEMP TABLE t (a int2, b int4, c int8, d float8, e text, f bytea, g jsonb, h date,"
                    + " i timestamptz, j point, k bool, l text) ON COMMIT DROP");
            long rows = database.copyIn(
                    handle,
                    "t",
                    List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"),
                    List.of(1, 2),
                    (n, row) -> row.int2(n)
                            .int4(-n)
                            .int8(1L << 40)
                            .float8(0.1)
                            .text("东城区 " + n)
                            .bytes("x".repeat(100_000 * n).getBytes(StandardCharsets.US_ASCII))
                            .jsonb("{\"zh\": \"区\"}")
                            .date(LocalDate.of(1999, 12, 31))
                            .timestamptz(Instant.parse("2025-07-01T08:00:00.123456Z"))
                            .point(116.4, 39.9)
                            .bool(true)
                            .text(null));
            assertThat(rows).isEqualTo(2);
            String read = handle.createQuery(
                            "SELECT concat_ws('|', a, b, c, d, e, length(f), g, h, i AT TIME ZONE 'UTC', j, k,"
                                    + " l IS NULL) FROM t WHERE a = 2")
                    .mapTo(String.class)
                    .one();
            assertThat(read)
                    .isEqualTo("2|-2|1099511627776|0.1|东城区 2|200000|{\"zh\": \"区\"}|1999-12-31|"
                            + "2025-07-01 08:00:00.123456|(116.4,39.9)|t|t");
        });
    }

    @Test
    void aFaultInTheMiddleOfACopyLeavesNothing() {
        database.useTransaction(handle -> handle.execute("CREATE TABLE half (a int4)"));
        assertThatThrownBy(() -> database.useTransaction(handle -> database.copyIn(
                        handle, "half", List.of("a"), List.of(1, 2, 3), (n, row) -> row.int4(6 / (3 - n)))))
                .isInstanceOf(ArithmeticException.class);
        assertThat(count("half")).isZero();
        database.useTransaction(
                handle -> database.copyIn(handle, "half", List.of("a"), List.of(7), (n, row) -> row.int4(n)));
        assertThat(count("half")).isEqualTo(1);
    }

    @Test
    void anExceptionRollsATransactionBack() {
        long before = count("changes");
        assertThatThrownBy(() -> database.useTransaction(handle -> {
                    handle.execute("INSERT INTO changes (topic) VALUES ('t')");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(count("changes")).isEqualTo(before);
    }

    @Test
    void aSnapshotDoesNotSeeWhatCommitsMeanwhile() {
        database.inSnapshot(handle -> {
            long before = count("changes");
            CompletableFuture.runAsync(() ->
                            database.useTransaction(other -> other.execute("INSERT INTO changes (topic) VALUES ('t')")))
                    .join();
            assertThat(count("changes"))
                    .as("the same thread shares the snapshot")
                    .isEqualTo(before);
            return null;
        });
    }

    @Test
    void aSnapshotInsideATransactionSeesWhatTheTransactionDid() {
        long before = count("changes");
        database.useTransaction(handle -> {
            handle.execute("INSERT INTO changes (topic) VALUES ('t')");
            long seen = database.inSnapshot(reading -> reading.createQuery("SELECT count(*) FROM changes")
                    .mapTo(Long.class)
                    .one());
            assertThat(seen).isEqualTo(before + 1);
        });
    }

    /** Work under a lock may take minutes, and the lock's connection is idle meanwhile. */
    @Test
    void whatBecameOfLockedWorkIsToldAlsoWhenTheLocksConnectionWasCut() {
        assertThat(database.unlessBusy("cut", this::cutLocks)).isTrue();
        assertThatThrownBy(() -> database.unlessBusy("cut", () -> {
                    cutLocks();
                    throw new IllegalStateException("the work's own");
                }))
                .hasMessage("the work's own");
        assertThat(database.<String>alone("cut", () -> {
                    cutLocks();
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(database.unlessBusy("cut", () -> {})).as("nobody holds it").isTrue();
    }

    private void cutLocks() {
        long cut = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(pg_terminate_backend(pid)) FROM pg_locks"
                                + " WHERE locktype = 'advisory' AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                        .mapTo(Long.class)
                        .one());
        assertThat(cut).isEqualTo(1);
    }

    @Test
    void placesAreFoundByBoxDistanceAndNearness() {
        database.useTransaction(handle -> {
            handle.execute("CREATE TEMP TABLE p (id int, position point) ON COMMIT DROP");
            if (database.isPostgis()) {
                handle.execute("ALTER TABLE p ADD COLUMN geom geometry(Point, 4326) GENERATED ALWAYS AS"
                        + " (ST_SetSRID(ST_MakePoint(position[0], position[1]), 4326)) STORED");
            }
            handle.execute(
                    "INSERT INTO p VALUES (1, point(116.40, 39.90)), (2, point(116.41, 39.90)), (3, point(116.40, 39.95))");
            SpatialSql spatial = database.spatial();
            assertThat(handle.createQuery("SELECT id FROM p WHERE " + spatial.placeInBox("p") + " ORDER BY id")
                            .bind("min_lon", 116.395)
                            .bind("min_lat", 39.89)
                            .bind("max_lon", 116.42)
                            .bind("max_lat", 39.91)
                            .mapTo(Integer.class)
                            .list())
                    .containsExactly(1, 2);
            assertThat(handle.createQuery("SELECT id FROM p WHERE " + spatial.placeWithin("p"))
                            .bind("lon", 116.4)
                            .bind("lat", 39.9)
                            .bind("metres", 800.0)
                            .mapTo(Integer.class)
                            .list())
                    .containsExactly(1);
            assertThat(handle.createQuery("SELECT id FROM p ORDER BY " + spatial.nearestFirst("p") + " LIMIT 3")
                            .bind("lon", 116.409)
                            .bind("lat", 39.9)
                            .mapTo(Integer.class)
                            .list())
                    .containsExactly(2, 1, 3);
            assertThat(handle.createQuery("SELECT " + spatial.metresTo("p") + " FROM p WHERE id = 2")
                            .bind("lon", 116.4)
                            .bind("lat", 39.9)
                            .mapTo(Double.class)
                            .one())
                    .isBetween(850.0, 860.0);
        });
    }

    @Test
    void idsOfTwoOpeningsDiffer() {
        assertThat(database.nextId()).isLessThan(database.nextId()).isPositive();
        assertThat(Ids.instantOf(database.nextId()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    private long count(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                        .mapTo(Long.class)
                        .one());
    }

    /** Exceptions are logged: what was stored must not be in them. */
    @Test
    void exceptionsDoNotTellValues() {
        database.useTransaction(handle -> handle.execute("CREATE TABLE secrets (value text PRIMARY KEY)"));
        database.useTransaction(handle -> handle.execute("INSERT INTO secrets VALUES (?)", "13812345678"));
        StringWriter log = new StringWriter();
        assertThatThrownBy(() ->
                        database.useTransaction(handle -> handle.createUpdate("INSERT INTO secrets VALUES (:value)")
                                .bind("value", "13812345678")
                                .execute()))
                .satisfies(thrown -> thrown.printStackTrace(new PrintWriter(log)));
        assertThat(log.toString()).contains("secrets_pkey").doesNotContain("13812345678");
    }
}
