package org.servicemap.wardens;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.servicemap.TestSize;
import org.servicemap.http.Caller;
import org.servicemap.http.Json;
import org.servicemap.requests.FieldTown;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;
import org.servicemap.storage.TestDatabases;

/**
 * The morning peak of wardens' phones, on PostGIS where it is: each phone comes once with its token, sends a small batch (a report, two visits;
 * every tenth a batch that it sent before) and hears its work. {@code FieldLoad}, in three sizes ({@code SERVICEMAP_TEST_SIZE}). Counted from
 * the rows against what the phones were told; ends with 1 when something was stored twice or lost.
 */
final class FieldLoad {
    private static final int PHONES = Integer.getInteger("phones", TestSize.pick(100, 5_000, 20_000));
    private static final int CLIENTS = 32;
    private static final int POOL = 32;

    private final Database database;
    private final FieldTown town;
    private final FieldWork work;

    private FieldLoad(Database database) {
        this.database = database;
        town = new FieldTown(database);
        work = new FieldWork(town.ground(90));
    }

    public static void main(String[] args) throws Exception {
        TestDatabases.Address address = TestDatabases.bestAddress();
        try (Database database = Database.open(new DatabaseSettings(
                address.url(), address.user(), address.password(), Files.createTempDirectory("field-load"), POOL))) {
            System.exit(new FieldLoad(database).run() ? 0 : 1);
        }
    }

    private boolean run() throws Exception {
        System.out.println("fsync "
                + database.jdbi()
                        .withHandle(handle -> handle.createQuery("SHOW fsync")
                                .mapTo(String.class)
                                .one()));
        List<String> tokens = enrol();
        AtomicInteger told = new AtomicInteger();
        AtomicInteger repeated = new AtomicInteger();
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        long cpu = cpu();
        long start = System.nanoTime();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            int phone = i;
            all.add(threads.submit(() -> {
                List<SyncJson.FieldItemBody> items = items(new SplittableRandom(phone));
                told.addAndGet(call(token, items, millis, "stored"));
                if (phone % 10 == 0) {
                    repeated.addAndGet(call(token, items, millis, "repeated"));
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        System.out.printf(
                Locale.ROOT,
                "%d phones in %d calls and %.1f s: %.0f calls/s, %.0f items/s; %s; %.1f ms of this process a call%n",
                PHONES,
                millis.size(),
                seconds,
                millis.size() / seconds,
                3 * millis.size() / seconds,
                percentiles(millis),
                (cpu() - cpu) / 1e6 / millis.size());
        return sound(told.get(), repeated.get());
    }

    /** Processor time of this process: what a busy machine does not change much. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Phones as they stand in the database, without the links that enrolled them. */
    private List<String> enrol() {
        List<String> tokens = new ArrayList<>();
        database.useTransaction(handle -> {
            for (int i = 0; i < PHONES; i++) {
                long account = database.nextId();
                String token = "fd_load-" + i + "-" + UUID.randomUUID();
                handle.execute(
                        "INSERT INTO accounts (id, kind, login, name, roles, unit, area_level, area) VALUES (?, 'staff', ?, ?,"
                                + " '{warden}', 'S001', 'grid', ?)",
                        account,
                        "load-" + i,
                        "网格员 " + i,
                        FieldTown.GRID);
                // a city has as many grids as wardens: here each has one of its own, of which only one is real
                handle.execute(
                        "INSERT INTO warden_assignments (id, account, duty, grid, first_day) VALUES (?, ?, 'warden', ?,"
                                + " '2026-01-01')",
                        database.nextId(),
                        account,
                        "load-" + i);
                handle.execute(
                        "INSERT INTO field_devices (id, account, token_hash, name) VALUES (?, ?, ?, 'load')",
                        database.nextId(),
                        account,
                        org.servicemap.accounts.Secrets.hash(token));
                tokens.add(token);
            }
        });
        database.jdbi().useHandle(handle -> handle.execute("ANALYZE"));
        return tokens;
    }

    private List<SyncJson.FieldItemBody> items(SplittableRandom random) {
        return List.of(
                item(random, "visit", null, "check"),
                item(random, "report", "CITY-WASTE", null),
                item(random, "visit", null, "inquiry"));
    }

    private SyncJson.FieldItemBody item(
            SplittableRandom random, String kind, @Nullable String category, @Nullable String visit) {
        Instant found = town.now().minusSeconds(random.nextInt(20_000));
        return new SyncJson.FieldItemBody(
                UUID.randomUUID().toString(),
                kind,
                found.atOffset(ZoneOffset.UTC),
                category,
                "",
                new SyncJson.FieldWhereBody(
                        FieldTown.LON + random.nextDouble(-1e-3, 1e-3),
                        FieldTown.LAT + random.nextDouble(-1e-3, 1e-3),
                        8.0,
                        null,
                        null,
                        null),
                List.of(),
                null,
                visit == null ? null : FieldTown.GRID,
                null,
                null,
                visit,
                visit == null ? null : "fine",
                null,
                null,
                null,
                null);
    }

    /** One call as the route does it: who, what, and the work as JSON. */
    private int call(String token, List<SyncJson.FieldItemBody> items, List<Double> millis, String expected) {
        town.advance(Duration.ofMillis(1)); // ids of requests are distinct up to 4,096 a millisecond
        long begun = System.nanoTime();
        Caller caller = work.devices().callerOf(token);
        List<SyncResult> results =
                work.syncing().take(caller, town.now(), items).results();
        byte[] answer = Json.bytes(database.inSnapshot(handle -> {
            work.day().baseTag(handle, caller);
            return work.day().work(handle, caller);
        }));
        millis.add((System.nanoTime() - begun) / 1e6);
        if (answer.length == 0) {
            throw new IllegalStateException("no work");
        }
        return (int) results.stream()
                .filter(result -> result.status().equals(expected))
                .count();
    }

    private boolean sound(int told, int repeated) {
        long kept = database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT (SELECT count(*) FROM field_reports) + (SELECT count(*) FROM field_visits)
                        """).mapTo(Long.class).one());
        long twice = database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT count(*) FROM (SELECT 1 FROM field_reports GROUP BY account, key HAVING count(*) > 1
                                              UNION ALL SELECT 1 FROM field_visits GROUP BY account, key HAVING count(*) > 1) x
                        """).mapTo(Long.class).one());
        System.out.printf("told of %d stored and %d repeated, %d kept, %d twice%n", told, repeated, kept, twice);
        return told == 3 * PHONES && kept == told && twice == 0 && repeated == 3 * ((PHONES + 9) / 10);
    }

    private static String percentiles(List<Double> millis) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "median %.1f ms, 95 %% %.1f ms, 99 %% %.1f ms",
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length * 99 / 100]);
    }
}
