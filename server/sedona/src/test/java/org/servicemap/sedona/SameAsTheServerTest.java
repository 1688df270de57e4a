package org.servicemap.sedona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.uber.h3core.H3Core;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.facts.FactColumn;
import org.servicemap.insights.facts.FactsParquet;
import org.servicemap.insights.spatial.GetisOrd;
import org.servicemap.insights.spatial.HexagonLocals;

/** Facts of an invented town, exported by the server's code, counted by DuckDB and by Sedona: the same cells, counts and hot spots. */
class SameAsTheServerTest {
    private static final int REQUESTS = 6000;
    private static final int RESOLUTION = 8;
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private static String type(FactColumn.Type type) {
        return switch (type) {
            case LONG -> "BIGINT";
            case INT -> "INTEGER";
            case NUMBER -> "DOUBLE";
            case TEXT -> "VARCHAR";
            case FLAG -> "BOOLEAN";
            case TIME -> "TIMESTAMP";
            case DAY -> "DATE";
        };
    }

    private static void fill(Connection facts, H3Core h3) throws Exception {
        try (Statement statement = facts.createStatement()) {
            statement.execute("CREATE TABLE facts_state AS SELECT 1 AS schema, 1 AS xid, 1 AS id");
            statement.execute("CREATE TABLE event_facts (request BIGINT, month INTEGER, seq INTEGER,"
                    + " happened_at TIMESTAMP, day DATE, action VARCHAR, unit VARCHAR)");
            statement.execute("CREATE TABLE request_facts ("
                    + Arrays.stream(FactColumn.values())
                            .map(column -> column.column() + " " + type(column.type()))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        Random random = new Random(5);
        try (PreparedStatement insert = facts.prepareStatement("INSERT INTO request_facts"
                + " (id, received_at, received_day, category, sensitive, cell) VALUES (?, ?, ?, 'A', ?, ?)")) {
            for (int i = 0; i < REQUESTS; i++) {
                boolean planted = i % 4 == 0;
                double lon = planted ? 116.40 + random.nextDouble() * 0.02 : 116.2 + random.nextDouble() * 0.4;
                double lat = planted ? 39.90 + random.nextDouble() * 0.02 : 39.8 + random.nextDouble() * 0.3;
                LocalDate day = FIRST.plusDays(random.nextInt(80));
                insert.setLong(1, i);
                insert.setObject(2, day.atTime(9, 0));
                insert.setObject(3, day);
                insert.setBoolean(4, i % 50 == 0);
                insert.setLong(5, h3.latLngToCell(lat, lon, 9));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Test
    void heatMapAndHotSpotsAreTheSame(@TempDir Path folder) throws Exception {
        H3Core h3 = H3Core.newInstance();
        Map<Long, Long> counted = new TreeMap<>();
        try (Connection facts = DriverManager.getConnection("jdbc:duckdb:")) {
            fill(facts, h3);
            FactsParquet.write(facts, folder, new FactsParquet.Choice(true, false));
            try (Statement statement = facts.createStatement();
                    ResultSet rs = statement.executeQuery("SELECT " + Cells.parentSql("cell", RESOLUTION)
                            + ", count(*) FILTER (WHERE received_day >= DATE '2026-01-10') FROM request_facts"
                            + " WHERE received_day <= DATE '2026-02-20' AND sensitive IS NOT TRUE GROUP BY 1")) {
                while (rs.next()) {
                    counted.put(rs.getLong(1), rs.getLong(2));
                }
            }
        }
        try (SparkSession spark = HotSpotsJob.session()) {
            Dataset<Row> heat = HotSpotsJob.heat(spark, folder.toString(), "2026-01-10", "2026-02-20", RESOLUTION)
                    .cache();
            Map<Long, Long> found = new TreeMap<>();
            heat.select("cell", "requests").collectAsList().forEach(row -> found.put(row.getLong(0), row.getLong(1)));
            assertThat(found).hasSizeGreaterThan(300).isEqualTo(counted);
            assertThat(found).as("in the year, not in the period").containsValue(0L);
            same(counted, HotSpotsJob.hotSpots(spark, heat));
        }
    }

    private static void same(Map<Long, Long> counted, List<HotSpotsJob.Local> found) {
        Cells cells = Cells.load();
        Map<Long, Long> some = new TreeMap<>(counted);
        some.values().removeIf(n -> n == 0);
        SortedMap<Long, GetisOrd.Local> expected = HexagonLocals.ofCounts(some, counted.keySet(), cells::ring);
        assertThat(found).hasSameSizeAs(expected.keySet());
        int hot = 0;
        for (HotSpotsJob.Local each : found) {
            GetisOrd.Local own = expected.get(each.cell());
            assertThat(each.z()).isCloseTo(own.z(), within(1e-9));
            assertThat(each.q()).isCloseTo(own.q(), within(1e-6));
            assertThat(each.z() > 0 && each.q() <= 0.05).isEqualTo(own.isHot(0.05));
            hot += own.isHot(0.05) ? 1 : 0;
        }
        assertThat(hot).as("what was planted is found").isBetween(3, 60);
    }
}
