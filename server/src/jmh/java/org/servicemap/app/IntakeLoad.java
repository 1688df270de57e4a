package org.servicemap.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.servicemap.TestSize;
import org.servicemap.citypack.ImportListener;
import org.servicemap.storage.Database;
import org.servicemap.storage.Ids;

/**
 * Filing over HTTP against the same inserts by pgbench, in turns on one database: {@code IntakeLoad SCRIPT [TURNS] [SECONDS]} with
 * {@code server/src/jmh/pgbench/intake.sql}, the program's own variables and {@code SERVICEMAP_TEST_SIZE}. Prints rates, their ratio,
 * median and 99 % of the latencies, and how many rows a filing and a transaction of the script wrote in each table.
 */
final class IntakeLoad {
    private static final List<String> TABLES = List.of(
            "requests",
            "request_events",
            "request_values",
            "request_parties",
            "request_clocks",
            "request_decisions",
            "outbox",
            "changes",
            "petitioners");

    /** So many filings in one turn of warming up are enough; so many turns are as well. */
    private static final int WARM = TestSize.pick(1, 5_000, 20_000);

    private static final int WARM_UPS = TestSize.pick(0, 10, 20);
    private static final double MILLIS = 1000;

    private final Database database;
    private final Pgbench pgbench;
    private final FilingClients clients;
    private final List<Round> inserts = new ArrayList<>();
    private final List<Round> filings = new ArrayList<>();
    private final Map<String, Long> inserted = new LinkedHashMap<>();
    private final Map<String, Long> filed = new LinkedHashMap<>();
    private final List<ProcessorTime> times = new ArrayList<>();

    private IntakeLoad(Database database, Pgbench pgbench, FilingClients clients) {
        this.database = database;
        this.pgbench = pgbench;
        this.clients = clients;
    }

    /** What all turns brought; rows by table. */
    record Result(
            List<Round> inserts,
            List<Round> filings,
            Map<String, Long> inserted,
            Map<String, Long> filed,
            List<ProcessorTime> times) {
        double ratio() {
            double[] ratios = new double[filings.size()];
            Arrays.setAll(ratios, i -> filings.get(i).rate() / inserts.get(i).rate());
            Arrays.sort(ratios);
            return ratios[ratios.length / 2];
        }

        /** The processor time of a transaction of the script against that of a filing: what the ratio is where nobody waits. */
        double ratioOfTimes() {
            double[] ratios = new double[filings.size()];
            Arrays.setAll(
                    ratios, i -> times.get(2 * i).sum() / times.get(2 * i + 1).sum());
            Arrays.sort(ratios);
            return ratios[ratios.length / 2];
        }

        double filedOf(String table) {
            return perPiece(filed, filings, table);
        }

        double insertedOf(String table) {
            return perPiece(inserted, inserts, table);
        }

        private static double perPiece(Map<String, Long> rows, List<Round> rounds, String table) {
            long pieces =
                    rounds.stream().mapToLong(round -> round.millis().length).sum();
            return (double) rows.getOrDefault(table, 0L) / pieces;
        }
    }

    public static void main(String[] args) throws Exception {
        Config config = LoadCity.config(System.getenv());
        LoadCity.fill(config, TestSize.pick(400, 20_000, 200_000), 0);
        int turns = args.length > 1 ? Integer.parseInt(args[1]) : TestSize.pick(1, 5, 15);
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : TestSize.pick(3, 60, 60);
        print(run(config, Path.of(args[0]), turns, seconds));
        System.exit(0);
    }

    /** Takes turns in a database that has requests to draw from. */
    static Result run(Config config, Path script, int turns, int seconds) throws Exception {
        Path folder = Files.createTempDirectory("intake-load");
        try (ServiceMap server = ServiceMap.start(config, ImportListener.SILENT);
                Database database = LoadCity.database(config)) {
            Draws draws = Draws.of(database, LoadCity.count(database), List.of());
            IntakeLoad load = new IntakeLoad(
                    database, new Pgbench(config, script, folder), new FilingClients(server.port(), draws));
            Round warmUp = load.clients.run(seconds);
            for (int i = 0; i < WARM_UPS && warmUp.millis().length < WARM; i++) {
                System.out.println(warmUp.line("warm-up"));
                warmUp = load.clients.run(seconds);
            }
            System.out.println(warmUp.line("warm-up"));
            for (int turn = 0; turn < turns; turn++) {
                load.turn(seconds);
            }
            return new Result(load.inserts, load.filings, load.inserted, load.filed, load.times);
        }
    }

    private void turn(int seconds) throws Exception {
        Map<String, Long> before = rows();
        Instant now = Instant.now();
        ProcessorTime start = ProcessorTime.now();
        var utc = now.atOffset(ZoneOffset.UTC);
        inserts.add(pgbench.run(seconds, utc.getYear() * 100 + utc.getMonthValue(), Ids.firstOf(now)));
        System.out.println(inserts.get(inserts.size() - 1).line("pgbench"));
        told(ProcessorTime.now().since(start), inserts.get(inserts.size() - 1));
        Map<String, Long> between = rows();
        ProcessorTime middle = ProcessorTime.now();
        filings.add(clients.run(seconds));
        System.out.println(filings.get(filings.size() - 1).line("filing"));
        told(ProcessorTime.now().since(middle), filings.get(filings.size() - 1));
        add(inserted, before, between);
        add(filed, between, rows());
    }

    private void told(ProcessorTime time, Round round) {
        double pieces = round.millis().length / MILLIS;
        System.out.printf(
                Locale.ROOT,
                "   processor time a piece: %.2f ms, of it this process %.2f, pgbench %.2f, database %.2f%n",
                time.sum() / pieces,
                time.own() / pieces,
                time.children() / pieces,
                time.database() / pieces);
        times.add(new ProcessorTime(time.own() / pieces, time.children() / pieces, time.database() / pieces));
    }

    private static void add(Map<String, Long> sum, Map<String, Long> before, Map<String, Long> after) {
        after.forEach((table, rows) -> sum.merge(table, rows - before.getOrDefault(table, 0L), Long::sum));
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        database.jdbi()
                .useHandle(handle -> TABLES.forEach(table -> rows.put(
                        table,
                        handle.createQuery("SELECT count(*) FROM " + table)
                                .mapTo(Long.class)
                                .one())));
        return rows;
    }

    private static void print(Result result) {
        System.out.printf(
                Locale.ROOT,
                "filing to pgbench by rate, median of %d turns: %.3f%n",
                result.filings().size(),
                result.ratio());
        System.out.printf(Locale.ROOT, "by processor time: %.3f%n", result.ratioOfTimes());
        for (String table : TABLES) {
            System.out.printf(
                    Locale.ROOT,
                    "%-18s rows of a filing %.2f, of a transaction of the script %.2f%n",
                    table,
                    result.filedOf(table),
                    result.insertedOf(table));
        }
    }
}
