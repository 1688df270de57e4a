package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterTest {
    private static final Path BINARIES = Path.of("target", "postgres");

    @TempDir
    private Path folder;

    @Test
    void itIsBehindAPasswordOnLoopbackAndDurable() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(settings())) {
            assertThat(value(cluster, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(cluster, "SHOW fsync")).isEqualTo("on");
            assertThat(value(cluster, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(value(cluster, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(value(cluster, "SHOW data_checksums")).isEqualTo("on");
            assertThatThrownBy(() -> DriverManager.getConnection(cluster.url("postgres"), cluster.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            Path password = settings().directory().resolve("password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aKilledServerIsStartedAgainAndHasEverythingCommitted() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(settings())) {
            execute(cluster, "CREATE TABLE kept (a int)");
            execute(cluster, "INSERT INTO kept VALUES (1), (2)");
            long killed = cluster.pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            await(() -> cluster.pid() != killed && answers(cluster));
            assertThat(value(cluster, "SELECT count(*) FROM kept")).isEqualTo("2");
        }
    }

    @Test
    void theLastOneOutStopsIt() throws Exception {
        EmbeddedCluster ours = EmbeddedCluster.start(settings());
        long pid = ours.pid();
        try (ClusterUser other = ClusterUser.of(settings())) {
            assertThat(other.serverPid()).as("adopted").isEqualTo(pid);
            EmbeddedCluster again = EmbeddedCluster.start(settings());
            assertThat(again).isSameAs(ours);
            again.close();
            ours.close();
            assertThat(isAlive(pid)).as("still used").isTrue();
        }
        await(() -> !isAlive(pid));
    }

    @Test
    void whatAKilledProcessLeavesRunningIsAdopted() throws Exception {
        ClusterUser other = ClusterUser.of(settings());
        other.kill();
        assertThat(isAlive(other.serverPid())).isTrue();
        try (EmbeddedCluster cluster = EmbeddedCluster.start(settings())) {
            assertThat(cluster.pid()).isEqualTo(other.serverPid());
            assertThat(value(cluster, "SELECT 1")).isEqualTo("1");
        }
        await(() -> !isAlive(other.serverPid()));
    }

    @Test
    void aPidFileOfAnotherProgramIsNoHindrance() throws Exception {
        EmbeddedCluster.start(settings()).close();
        Path data = settings().directory().resolve("data");
        Files.write(
                data.resolve("postmaster.pid"),
                List.of(
                        String.valueOf(ProcessHandle.current().pid()),
                        data.toString(),
                        "1700000000",
                        "5432",
                        "",
                        "127.0.0.1",
                        "  0 0",
                        "ready   "));
        try (EmbeddedCluster cluster = EmbeddedCluster.start(settings())) {
            assertThat(value(cluster, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aClusterOfAnotherMajorVersionIsRefused() throws Exception {
        EmbeddedCluster.start(settings()).close();
        Files.writeString(settings().directory().resolve("data/PG_VERSION"), "16\n");
        assertThatThrownBy(() -> EmbeddedCluster.start(settings()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("made by PostgreSQL 16");
    }

    @Test
    void theVersionIsThatOfTheBinaries() throws Exception {
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(BINARIES);
        String printed = Launcher.forThisUser()
                .run(folder, List.of(binaries.program("postgres").toString(), "--version"))
                .output();
        assertThat(PostgresBinaries.VERSION).startsWith(printed.strip().replaceAll(".* ", ""));
    }

    private ClusterSettings settings() {
        return new ClusterSettings(folder.toAbsolutePath().resolve("cluster"), BINARIES, true);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static boolean answers(EmbeddedCluster cluster) {
        try {
            return value(cluster, "SELECT 1").equals("1");
        } catch (SQLException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a minute is enough").isLessThan(end);
            LockSupport.parkNanos(20_000_000L);
        }
    }

    private static String value(EmbeddedCluster cluster, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(cluster.url("postgres"), cluster.user(), cluster.password());
                Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(sql)) {
            rs.next();
            return rs.getString(1);
        }
    }

    private static void execute(EmbeddedCluster cluster, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(cluster.url("postgres"), cluster.user(), cluster.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
