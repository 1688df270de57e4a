package org.servicemap.insights.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.h3core.H3Core;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.storage.ChangeLog.Position;

class FactFileTest {
    private static final List<Long> IDS = LongStream.rangeClosed(1, 400).boxed().toList();
    private static final Cells CELLS = Cells.load();

    private static FactRow row(long id, int version) {
        @Nullable Object[] values = new @Nullable Object[FactColumn.copied().size()];
        values[FactColumn.ID.ordinal()] = id;
        values[FactColumn.MONTH.ordinal()] = 202610;
        values[FactColumn.VERSION.ordinal()] = version;
        values[FactColumn.RECEIVED_AT.ordinal()] = LocalDateTime.of(2026, 10, 1, 20, 0);
        values[FactColumn.LON.ordinal()] = 116.4 + id / 1e4;
        values[FactColumn.LAT.ordinal()] = 39.9;
        return FactRow.of(values, ZoneOffset.ofHours(8), CELLS);
    }

    private static void write(FactFile file, int version) {
        file.replace(new Position(version, version), writer -> {
            writer.changed(IDS);
            IDS.forEach(id -> writer.request(row(id, version)));
        });
    }

    /** What the child process does until it is killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            FactFile file = FactFile.open(Path.of(args[0]));
            for (int version = (int) file.position().xid() + 1; ; version++) {
                write(file, version);
                System.out.println(version);
            }
        }
    }

    @Test
    void aKilledProcessLeavesRowsAndPositionTogether(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("facts.duckdb");
        long before = 0;
        for (int kill = 1; kill <= 3; kill++) {
            killAfter(path, 4 * kill);
            try (FactFile file = FactFile.open(path);
                    Connection reader = file.reader();
                    Statement statement = reader.createStatement();
                    ResultSet rs = statement.executeQuery(
                            "SELECT count(*), count(DISTINCT id), min(version), max(version) FROM request_facts")) {
                rs.next();
                long position = file.position().xid();
                assertThat(position).isGreaterThanOrEqualTo(before + 4L * kill);
                assertThat(List.of(rs.getLong(1), rs.getLong(2))).containsExactly(400L, 400L);
                assertThat(List.of(rs.getLong(3), rs.getLong(4))).containsExactly(position, position);
                before = position;
            }
        }
    }

    private static void killAfter(Path path, int batches) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (int batch = 0; batch < batches; batch++) {
                assertThat(said.readLine()).as("a batch").isNotNull();
            }
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void parentsInSqlAreThoseOfTheIndex(@TempDir Path folder) throws Exception {
        H3Core h3 = H3Core.newInstance();
        try (FactFile file = FactFile.open(folder.resolve("facts.duckdb"))) {
            write(file, 1);
            try (Connection reader = file.reader();
                    Statement statement = reader.createStatement()) {
                for (int resolution = Cells.COARSEST; resolution <= Cells.FINEST; resolution++) {
                    try (ResultSet rs = statement.executeQuery(
                            "SELECT cell, " + Cells.parentSql("cell", resolution) + " FROM request_facts")) {
                        while (rs.next()) {
                            assertThat(rs.getLong(2)).isEqualTo(h3.cellToParent(rs.getLong(1), resolution));
                        }
                    }
                }
            }
        }
    }

    @Test
    void aDayIsTheCitys() {
        FactRow row = row(1, 1);

        assertThat(row.get(FactColumn.RECEIVED_DAY)).hasToString("2026-10-02");
        assertThat(row.get(FactColumn.RECEIVED_HOUR)).isEqualTo(4);
        assertThat(row.get(FactColumn.ENDED_DAY)).isNull();
    }
}
