package org.servicemap.appointments;

import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.citizen;
import static org.servicemap.appointments.BookingTown.contact;
import static org.servicemap.appointments.BookingTown.hours;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.servicemap.TestSize;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;
import org.servicemap.storage.TestDatabases;

/**
 * Appointments under load, on PostGIS where it is: one slot that everybody wants, a morning rush over many halls against a {@code
 * pgbench} script with the same conditional updates, two servers with schedules edited meanwhile, and the two reads that pages wait
 * for. {@code BookingLoad server/src/jmh/pgbench/booking.sql}, in three sizes ({@code SERVICEMAP_TEST_SIZE}). What is counted comes from the
 * bookings and from the clients' receipts. Ends with 1 when a slot was over-booked or a booking lost.
 */
final class BookingLoad {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant TEN = Instant.parse("2026-03-03T02:00:00Z");
    private static final int HALLS = TestSize.pick(20, 500, 500);
    private static final int CLIENTS = 32;
    private static final int POOL = 32;

    private final TestDatabases.Address address;
    private final Database database;
    private final BookingTown town;
    private boolean sound = true;

    private BookingLoad(TestDatabases.Address address, Database database) {
        this.address = address;
        this.database = database;
        this.town = new BookingTown(database, HALLS);
    }

    public static void main(String[] args) throws Exception {
        TestDatabases.Address address = TestDatabases.bestAddress();
        try (Database database = Database.open(new DatabaseSettings(
                address.url(), address.user(), address.password(), Files.createTempDirectory("booking-load"), POOL))) {
            BookingLoad load = new BookingLoad(address, database);
            load.run(args.length > 0 ? Path.of(args[0]) : null);
            System.exit(load.sound ? 0 : 1);
        }
    }

    private void run(@org.jspecify.annotations.Nullable Path script) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < HALLS; i++) {
            town.openHallQuietly(
                    "load-" + i,
                    new HallSettings("Asia/Shanghai", 60, 30, 10, 50, 50, 10_000, 0, true),
                    hours(540, 1020, 30, 8));
        }
        town.halls.refresh();
        System.out.printf(Locale.ROOT, "%d halls with 30 days of slots in %.1f s%n", HALLS, seconds(start));
        database.jdbi().useHandle(handle -> handle.execute("VACUUM ANALYZE slots"));
        oneSlot(TestSize.pick(200, 2000, 2000));
        reads();
        double rush = rush("one server", 1, false);
        rush("two servers, schedules edited", 2, true);
        if (script != null) {
            // the last: what it writes is no booking of anybody's
            double bench = pgbench(script);
            System.out.printf(Locale.ROOT, "rush to pgbench by rate: %.2f%n", rush / bench);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void check(String what) {
        List<String> wrong = new ArrayList<>(town.overbooked());
        wrong.addAll(town.miscounted());
        sound &= wrong.isEmpty();
        System.out.println("  " + what + ": " + (wrong.isEmpty() ? "no anomaly" : "ANOMALIES " + wrong));
    }

    private static String percentiles(List<Double> millis) {
        double[] all = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT, "median %.1f ms, 95 %% %.1f ms, 99 %% %.1f ms", at(all, 50), at(all, 95), at(all, 99));
    }

    private static double at(double[] sorted, int percent) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** As many threads as clients, all let go at once, on a slot of twenty seats. */
    private void oneSlot(int clients) throws Exception {
        town.reopen("load-0", List.of(hours(540, 1020, 30, 20)));
        Visit visit = new Visit("load-0", List.of(CARD), TEN, null, Quota.PUBLIC, null, null);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger won = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        List<Double> millis = java.util.Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int client = i;
            all.add(threads.submit(() -> {
                go.await();
                long start = System.nanoTime();
                try {
                    town.bookings.hold(visit, citizen("one" + client), null);
                    won.incrementAndGet();
                } catch (AppointmentException e) {
                    (e.code().equals("slot_full") && !e.alternatives().isEmpty() ? refused : other).incrementAndGet();
                }
                millis.add((System.nanoTime() - start) / 1e6);
                return null;
            }));
        }
        go.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        System.out.printf(
                "%d clients on one slot of 20: %d held, %d refused with alternatives, %d otherwise; %s%n",
                clients, won.get(), refused.get(), other.get(), percentiles(millis));
        sound &= won.get() == 20 && refused.get() == clients - 20;
        check("one slot");
    }

    private void reads() {
        List<Double> month = new ArrayList<>();
        List<Double> earliest = new ArrayList<>();
        for (int i = 0; i < TestSize.pick(40, 600, 2000); i++) {
            Hall hall = town.halls.get("load-" + i % HALLS);
            long start = System.nanoTime();
            town.availability.of(hall, List.of(CARD), LocalDate.of(2026, 3, 2), LocalDate.of(2026, 4, 1));
            month.add((System.nanoTime() - start) / 1e6);
            if (i % 3 == 0) {
                start = System.nanoTime();
                town.availability.readEarliest(Set.of(CARD));
                earliest.add((System.nanoTime() - start) / 1e6);
            }
        }
        System.out.println("a month of a hall: " + percentiles(month));
        System.out.println("earliest of " + HALLS + " halls: " + percentiles(earliest));
    }

    /** Holds by clients without pause; every other one is confirmed when the receipts are checked. Answers holds a second. */
    private double rush(String what, int servers, boolean edited) throws Exception {
        int attempts = TestSize.pick(1000, 50_000, 50_000);
        List<Bookings> at = new ArrayList<>(List.of(town.bookings));
        for (int i = 1; i < servers; i++) {
            at.add(town.server());
        }
        AtomicLong left = new AtomicLong(attempts);
        AtomicInteger full = new AtomicInteger();
        Map<Long, Bookings.Held> receipts = new ConcurrentHashMap<>();
        List<Double> millis = java.util.Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean done = new AtomicBoolean();
        Thread editor = new Thread(() -> {
            SplittableRandom random = new SplittableRandom(3);
            while (edited && !done.get()) {
                town.reopen(
                        "load-" + (1 + random.nextInt(HALLS - 1)),
                        List.of(hours(540, 1020 + 30 * random.nextInt(4), 30, 8)));
            }
        });
        editor.start();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            Bookings server = at.get(i % servers);
            all.add(threads.submit(() -> {
                SplittableRandom random = new SplittableRandom(client + servers * 100L);
                while (left.getAndDecrement() > 0) {
                    long begun = System.nanoTime();
                    try {
                        Bookings.Held held = server.hold(any(random), citizen(what + client + "." + left.get()), null);
                        receipts.put(held.booking().id(), held);
                    } catch (AppointmentException e) {
                        full.incrementAndGet();
                    }
                    millis.add((System.nanoTime() - begun) / 1e6);
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        double seconds = seconds(start);
        done.set(true);
        editor.join();
        threads.shutdown();
        System.out.printf(
                Locale.ROOT,
                "rush (%s): %d attempts in %.1f s, %.0f/s, %d held, %d full; %s%n",
                what,
                attempts,
                seconds,
                attempts / seconds,
                receipts.size(),
                full.get(),
                percentiles(millis));
        requireKept(receipts);
        check("rush");
        return attempts / seconds;
    }

    private static Visit any(SplittableRandom random) {
        Instant start = TEN.plusSeconds(86_400L * random.nextInt(20) + 1800L * random.nextInt(12));
        return new Visit("load-" + random.nextInt(HALLS), List.of(CARD), start, null, Quota.PUBLIC, null, null);
    }

    /** Some are confirmed; all that a client was told stands in the database as it was told. */
    private void requireKept(Map<Long, Bookings.Held> receipts) {
        int[] person = {0};
        int confirmed = 0;
        for (Bookings.Held held :
                receipts.values().stream().limit(TestSize.pick(100, 2000, 2000)).toList()) {
            town.bookings.confirm(held.booking().id(), held.token(), contact(person[0]++), citizen("c"));
            confirmed++;
        }
        long kept = database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT count(*) FROM bookings b WHERE b.id = ANY (:ids) AND b.state IN ('held', 'confirmed')
                          AND EXISTS (SELECT FROM booking_slots x JOIN slots s ON s.id = x.slot
                                      WHERE x.booking = b.id AND s.starts_at = b.starts_at)
                        """)
                        .bindArray("ids", Long.class, receipts.keySet().toArray())
                        .mapTo(Long.class)
                        .one());
        sound &= kept == receipts.size();
        System.out.printf("  %d receipts, %d kept, %d of them confirmed%n", receipts.size(), kept, confirmed);
    }

    /** Transactions a second of the script, by as many clients. */
    private double pgbench(Path script) throws Exception {
        URI url = URI.create(address.url().substring("jdbc:".length()));
        long[] ids = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT min(id) AS least, max(id) AS most FROM slots")
                        .map((rs, context) -> new long[] {rs.getLong("least"), rs.getLong("most")})
                        .one());
        Path output = Files.createTempFile("booking", "pgbench");
        ProcessBuilder bench = new ProcessBuilder(
                        "pgbench",
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        Integer.toString(CLIENTS),
                        "-j",
                        "2",
                        "-T",
                        Integer.toString(TestSize.pick(3, 20, 60)),
                        "-f",
                        script.toString(),
                        "-D",
                        "least=" + ids[0],
                        "-D",
                        "most=" + ids[1],
                        "-h",
                        url.getHost(),
                        "-p",
                        Integer.toString(url.getPort()),
                        "-U",
                        address.user(),
                        url.getPath().substring(1))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bench.environment().put("PGPASSWORD", address.password());
        int ended = bench.start().waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (ended != 0) {
            throw new IllegalStateException(said);
        }
        String line = Arrays.stream(said.split("\n"))
                .filter(each -> each.startsWith("tps"))
                .findFirst()
                .orElseThrow();
        System.out.println("pgbench: " + line);
        return Double.parseDouble(line.split(" ")[2]);
    }
}
