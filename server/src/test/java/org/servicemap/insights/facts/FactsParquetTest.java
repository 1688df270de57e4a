package org.servicemap.insights.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.storage.ChangeLog.Position;

class FactsParquetTest {
    private static final FactsParquet.Choice USUAL = new FactsParquet.Choice(false, false);
    private static final Cells CELLS = Cells.load();
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

    private static FactRow row(long id, int month, boolean sensitive) {
        @Nullable Object[] values = new @Nullable Object[FactColumn.copied().size()];
        values[FactColumn.ID.ordinal()] = id;
        values[FactColumn.MONTH.ordinal()] = 202600 + month;
        values[FactColumn.VERSION.ordinal()] = 1;
        values[FactColumn.RECEIVED_AT.ordinal()] = LocalDateTime.of(2026, month, 3, 4, 0);
        values[FactColumn.SENSITIVE.ordinal()] = sensitive;
        values[FactColumn.PETITIONER.ordinal()] = 77L;
        values[FactColumn.CATEGORY.ordinal()] = "C" + id % 2;
        values[FactColumn.LON.ordinal()] = 116.4 + id / 1e4;
        values[FactColumn.LAT.ordinal()] = 39.9;
        return FactRow.of(values, ZONE, CELLS);
    }

    private static void fill(FactFile file, int position) {
        file.replace(new Position(position, 1), writer -> {
            for (long id = 1; id <= 40; id++) {
                int month = id <= 15 ? 1 : 2;
                writer.request(row(id, month, id % 10 == 0));
                Instant at = Instant.parse("2026-0" + month + "-03T04:00:00Z");
                writer.event(EventFact.of(id, 202600 + month, 1, at, ZONE, "file", null));
            }
        });
    }

    private static List<String> ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (rs.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rs.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : " ").append(rs.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    @Test
    void writesMonthsWithoutWhoAndGoesOnWhereItStopped(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("it's here");
        try (FactFile file = FactFile.open(folder.resolve("facts.duckdb"));
                Connection reader = file.reader()) {
            fill(file, 1);
            assertThat(FactsParquet.write(reader, out, USUAL)).isEqualTo(new FactsParquet.Written(2, 4));
            assertThat(out.resolve("_SUCCESS")).exists();

            String requests = "read_parquet('" + out.toString().replace("'", "''")
                    + "/requests/*/*.parquet', hive_partitioning = true)";
            assertThat(ask(
                            reader,
                            "SELECT CAST(received_month AS VARCHAR), count(*) FROM " + requests
                                    + " GROUP BY 1 ORDER BY 1"))
                    .as("without the sensitive ones")
                    .containsExactly("2026-01 14", "2026-02 22");
            assertThat(ask(reader, "SELECT column_name FROM (DESCRIBE SELECT * FROM " + requests + ")"))
                    .contains("id", "cell", "category", "received_day", "sensitive")
                    .doesNotContain("petitioner", "lon", "lat", "month");
            assertThat(ask(reader, "SELECT count(*) FROM " + requests.replace("requests/*", "events/*")))
                    .containsExactly("36");

            Path kept = out.resolve("requests/received_month=2026-01/requests.parquet");
            Files.delete(out.resolve("_SUCCESS"));
            Files.delete(out.resolve("events/received_month=2026-02/events.parquet"));
            Files.writeString(out.resolve("events/received_month=2026-02/_events.part"), "torn");
            Files.setLastModifiedTime(kept, FileTime.fromMillis(1_000));
            assertThat(FactsParquet.write(reader, out, USUAL)).isEqualTo(new FactsParquet.Written(2, 1));
            assertThat(Files.getLastModifiedTime(kept).toMillis()).isEqualTo(1_000);
            assertThat(ask(reader, "SELECT count(*) FROM " + requests.replace("requests/*", "events/*")))
                    .containsExactly("36");

            assertThatThrownBy(() -> FactsParquet.write(reader, out, new FactsParquet.Choice(true, true)))
                    .isInstanceOf(FactsException.class)
                    .hasMessageContaining("empty folder");
            FactsParquet.write(reader, folder.resolve("all"), new FactsParquet.Choice(true, true));
            assertThat(ask(
                            reader,
                            "SELECT count(*), count(lon), count(*) FILTER (sensitive) FROM read_parquet('"
                                    + folder.resolve("all") + "/requests/*/*.parquet')"))
                    .containsExactly("40 40 4");
        }
    }
}
