package org.servicemap.insights.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.servicemap.storage.ChangeLog.Position;

/**
 * Fills a file of facts with invented requests of one year, two events each, in the order in which they came. SQL makes them inside DuckDB,
 * so that questions can be asked of sizes that a generator in Java would take hours to write; how fast the program itself writes
 * is another measurement ({@code insights rebuild}).
 */
public final class FactsFill {
    public static final LocalDate FIRST = LocalDate.of(2025, 11, 1);
    public static final int DAYS = 365;
    public static final int DISTRICTS = 16;
    /** Days of a transaction. */
    private static final int TOGETHER = 10;

    private static final int SUBDISTRICTS = 343;
    private static final int COMMUNITIES = 7_000;
    private static final int GRIDS = 102_000;
    private static final int COLUMNS = 320;

    private FactsFill() {}

    public static String category(int number) {
        return "C" + number;
    }

    /** Makes {@code facts.duckdb} in a folder; answers the milliseconds that it took. */
    public static long fill(Path folder, int requests) throws IOException, SQLException {
        Files.createDirectories(folder);
        long start = System.nanoTime();
        try (FactFile file = FactFile.open(folder.resolve("facts.duckdb"));
                Connection connection = file.reader();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE places (grid BIGINT, cell BIGINT, lon DOUBLE, lat DOUBLE)");
            places((DuckDBConnection) connection);
            statement.execute("CREATE TEMP TABLE cells AS SELECT cell, row_number() OVER (ORDER BY cell) - 1 AS no"
                    + " FROM (SELECT DISTINCT cell FROM places)");
            statement.execute(CODES);
            statement.execute("SET preserve_insertion_order = true");
            long perDay = Math.max(1, requests / DAYS);
            for (int first = 0; first < DAYS; first += TOGETHER) {
                int until = Math.min(DAYS, first + TOGETHER);
                for (String sql : new String[] {REQUESTS, EVENTS}) {
                    statement.execute(sql.replace(":from", Long.toString(first * perDay))
                            .replace(":until", Long.toString(until * perDay))
                            .replace(":perday", Long.toString(perDay)));
                }
            }
            file.finish(new Position(1, 1));
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void places(DuckDBConnection connection) throws SQLException {
        Cells cells = Cells.load();
        try (DuckDBAppender rows = connection.createAppender("temp", "main", "places")) {
            for (int grid = 0; grid < GRIDS; grid++) {
                double lon = 115.7 + (grid % COLUMNS) * 0.005;
                double lat = 39.5 + (grid / COLUMNS) * 0.004;
                Long cell = cells.of(lon, lat);
                rows.beginRow();
                rows.append((long) grid);
                rows.append(cell == null ? 0L : cell.longValue());
                rows.append(lon);
                rows.append(lat);
                rows.endRow();
            }
        }
    }

    /** A number under n, evenly, that depends on the request and on what it is for. */
    private static String any(String n, int what) {
        return "CAST(hash(i * 64 + " + what + ") % " + n + " AS BIGINT)";
    }

    /** More of the first than of the last. */
    private static String skewed(int n, int what) {
        return String.format(Locale.ROOT, "CAST(floor(%d * pow(%s / 1e6, 2)) AS BIGINT)", n, any("1000000", what));
    }

    private static final String REQUESTS = """
            INSERT INTO request_facts BY NAME
            SELECT x.i AS id, CAST(strftime(x.at, '%Y%m') AS INTEGER) AS month, 6 AS version, x.at AS received_at,
                   (['phone', 'web', 'app', 'miniprogram'])[1 + {channel}] AS channel, 'C' || {category} AS category,
                   {sensitive} = 0 AS sensitive, {person} AS petitioner, p.lon, p.lat, '2026-01-01' AS area_version,
                   'D' || x.s % {districts} AS area_1, 'S' || x.s AS area_2, 'C' || x.g % {communities} AS area_3, 'G' || x.g AS area_4,
                   'closed' AS state, 'S' || x.s AS unit, x.at + INTERVAL 1 MINUTE AS dispatched_at,
                   x.at + INTERVAL 2 HOUR AS accepted_at, x.at + INTERVAL 3 DAY AS handled_at, x.at + INTERVAL 5 DAY AS ended_at,
                   x.at + INTERVAL 5 DAY AS called_back_at, 'S' || x.s AS called_back_for, {contacted} > 0 AS contacted,
                   {solved} > 0 AS solved,
                   (['satisfied', 'basically_satisfied', 'dissatisfied'])[1 + {answer}] AS satisfaction, {overdue} = 0 AS overdue,
                   CASE WHEN {rework} = 0 THEN 1 ELSE 0 END AS rework_count, x.day AS received_day,
                   CAST(hour(x.at + INTERVAL 8 HOUR) AS INTEGER) AS received_hour, x.day + 5 AS ended_day, x.day + 5 AS called_back_day, p.cell,
                   {category} AS category_no, x.s % {districts} AS area_1_no, x.s AS area_2_no, x.g % {communities} AS area_3_no,
                   x.g AS area_4_no, x.s AS led_no, {answer} AS satisfaction_no, c.no AS cell_no
            FROM (SELECT i, day, CAST(day AS TIMESTAMP) - INTERVAL 8 HOUR + INTERVAL 1 SECOND * ((i % :perday) * 86400 // :perday) AS at,
                         g, g % {subdistricts} AS s
                  FROM (SELECT range AS i, DATE '{first}' + CAST(range // :perday AS INTEGER) AS day, {grid} AS g
                        FROM range(:from, :until) r(range))) x
            JOIN places p ON p.grid = x.g
            JOIN cells c ON c.cell = p.cell
            ORDER BY x.i""".replace("{channel}", skewed(4, 1))
            .replace("{category}", skewed(200, 2))
            .replace("{sensitive}", any("50", 3))
            .replace("{person}", any("8000000", 4))
            .replace("{contacted}", any("20", 5))
            .replace("{solved}", any("10", 6))
            .replace("{answer}", skewed(3, 7))
            .replace("{overdue}", any("15", 8))
            .replace("{rework}", any("12", 9))
            .replace("{grid}", skewed(GRIDS, 10).replace("hash(i ", "hash(range "))
            .replace("{districts}", Integer.toString(DISTRICTS))
            .replace("{communities}", Integer.toString(COMMUNITIES))
            .replace("{subdistricts}", Integer.toString(SUBDISTRICTS))
            .replace("{first}", FIRST.toString());

    /** The words whose numbers the requests have, as the program itself would have written them. */
    private static final String CODES = """
            INSERT INTO fact_codes
            SELECT kind, n, letter || n FROM (VALUES ('category', 'C', 200), ('area_1', 'D', {districts}), ('area_2', 'S', {subdistricts}),
                ('area_3', 'C', {communities}), ('area_4', 'G', {grids}), ('led', 'S', {subdistricts})) k(kind, letter, many), range({grids}) r(n)
            WHERE n < many
            UNION ALL SELECT 'cell', no, CAST(cell AS VARCHAR) FROM cells
            UNION ALL FROM (VALUES ('satisfaction', 0, 'satisfied'), ('satisfaction', 1, 'basically_satisfied'),
                ('satisfaction', 2, 'dissatisfied'))""".replace("{districts}", Integer.toString(DISTRICTS))
            .replace("{subdistricts}", Integer.toString(SUBDISTRICTS))
            .replace("{communities}", Integer.toString(COMMUNITIES))
            .replace("{grids}", Integer.toString(GRIDS));

    private static final String EVENTS = """
            INSERT INTO event_facts
            SELECT i, CAST(strftime(moment, '%Y%m') AS INTEGER), seq, moment + INTERVAL 2 DAY * (seq - 1), day + 2 * (seq - 1),
                   CASE WHEN seq = 1 THEN 'file' WHEN {dispute} = 0 THEN 'dispute' ELSE 'handle' END,
                   CASE WHEN seq = 1 THEN NULL ELSE 'S1' END
            FROM (SELECT i, DATE '{first}' + CAST(i // :perday AS INTEGER) AS day,
                         DATE '{first}' + CAST(i // :perday AS INTEGER) - INTERVAL 8 HOUR
                             + INTERVAL 1 SECOND * ((i % :perday) * 86400 // :perday) AS moment
                  FROM range(:from, :until) t(i)), (VALUES (1), (2)) v(seq)
            ORDER BY i, seq""".replace("{dispute}", any("30", 11)).replace("{first}", FIRST.toString());
}
