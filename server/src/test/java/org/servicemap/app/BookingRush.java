package org.servicemap.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.servicemap.TestSize;
import org.servicemap.http.ApiClient;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;
import org.servicemap.storage.TestDatabases;

/**
 * Appointments over HTTP, as citizens book them, against server processes of their own: one slot that everybody wants; a morning rush in
 * turns with {@code pgbench} on the same database; and a rush at two servers, of which one is killed with SIGKILL midway while schedules
 * are edited at the other. {@code BookingRush SCRIPT [HALLS [ATTEMPTS [PARTS]]]} with {@code src/jmh/pgbench/booking.sql}, in {@code server/}, in three sizes
 * ({@code SERVICEMAP_TEST_SIZE}); PARTS are {@code slot,reads,turns,killed} when left out; a PostGIS cluster of its own with fsync on, or what {@code SERVICEMAP_TEST_DB_URL} names. Ends with 1 when
 * anything was over-booked, lost, or refused otherwise than it should be.
 */
final class BookingRush {
    private static final int HALLS = TestSize.pick(20, 500, 500);
    private static final int ONE_SLOT = TestSize.pick(200, 2000, 2000);
    private static final int ONE_SLOT_SEATS = 20;
    private static final double ONE_SLOT_MILLIS = 3000;
    private static final int ATTEMPTS = TestSize.pick(1000, 50_000, 500_000);
    private static final int TURNS = TestSize.pick(1, 5, 10);
    private static final int WARM = TestSize.pick(200, 5000, 20_000);
    private static final int WARM_HOLDS = TestSize.pick(200, 15_000, 50_000);
    private static final int SECONDS = TestSize.pick(3, 20, 60);
    private static final int READS = TestSize.pick(50, 1000, 5000);
    private static final double MONTH_MILLIS = 20;
    private static final double EARLIEST_MILLIS = 50;
    private static final int CLIENTS = 32;
    private static final int POOL = 32;
    private static final int SHOWN = 5;
    private static final String PARTS = "slot,reads,turns,killed";

    private final RushCity city;
    private final Database database;
    private final RushCheck check;
    private final Map<Long, RushClients.Receipt> told = new HashMap<>();
    private final List<String> anomalies = new CopyOnWriteArrayList<>();

    BookingRush(RushCity city, Database database) {
        this.city = city;
        this.database = database;
        this.check = new RushCheck(database);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("booking-rush");
        TestDatabases.Address address = TestDatabases.durableAddress();
        int halls = args.length > 1 ? Integer.parseInt(args[1]) : HALLS;
        int attempts = args.length > 2 ? Integer.parseInt(args[2]) : ATTEMPTS;
        RushCity city = new RushCity(address, folder, halls);
        boolean sound;
        try (Database database =
                Database.open(new DatabaseSettings(address.url(), address.user(), address.password(), folder, 4))) {
            BookingRush rush = new BookingRush(city, database);
            rush.run(Path.of(args[0]), attempts, Set.of((args.length > 3 ? args[3] : PARTS).split(",")));
            sound = rush.anomalies.isEmpty();
        }
        System.exit(sound ? 0 : 1);
    }

    private void run(Path script, int attempts, Set<String> parts) throws Exception {
        long start = System.nanoTime();
        KilledServer one = server(1);
        ApiClient api = new ApiClient(one.port());
        city.await(api);
        System.out.printf(Locale.ROOT, "%d halls open after %.1f s%n", city.halls(), (System.nanoTime() - start) / 1e9);
        database.jdbi().useHandle(handle -> handle.execute("VACUUM (ANALYZE) slots"));
        List<String> near = RushCity.starts(api, 0, 3);
        List<String> later = RushCity.starts(api, 3, 3);
        rush(List.of(one.port()), near, WARM, "warm-up");
        if (parts.contains("turns")) {
            rush(List.of(one.port()), RushCity.starts(api, 6, 3), WARM_HOLDS, "warm holds");
        }
        if (parts.contains("slot")) {
            oneSlot(ONE_SLOT, one.port(), api);
        }
        if (parts.contains("reads")) {
            reads(one.port());
        }
        if (parts.contains("turns")) {
            inTurns(one.port(), near, new RushBaseline(city.database(), database, script), attempts);
        }
        if (parts.contains("killed")) {
            killed(one, later, near, attempts);
        }
    }

    private void killed(KilledServer one, List<String> later, List<String> near, int attempts) throws Exception {
        KilledServer other = server(2);
        rush(List.of(other.port()), near, WARM, "warm-up");
        killed(one, other.port(), later, attempts, CLIENTS);
        other.stop();
    }

    /** A process of its own, which does not outlive this one. */
    private KilledServer server(int node) throws IOException {
        KilledServer server = KilledServer.start(city.environment(node, POOL), List.of("-Xmx1g"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(server)));
        return server;
    }

    /** All at once on a slot of twenty seats. */
    void oneSlot(int clients, int port, ApiClient api) throws Exception {
        RushCity.edit(RushCity.administrator(api), city.crowded(), ONE_SLOT_SEATS, "17:00");
        List<String> starts = RushCity.starts(api, 1, 1);
        RushClients crowd = new RushClients(List.of(port), city.halls(), starts);
        Round round = crowd.atOnce(clients, city.crowded(), starts.get(0));
        System.out.println(round.line("one slot"));
        System.out.printf(
                "  %d clients on one slot of %d: %d held, %d refused with alternatives, otherwise %s%n",
                clients, ONE_SLOT_SEATS, crowd.receipts().size(), crowd.full(), crowd.others());
        require("exactly its seats", crowd.receipts().size() == ONE_SLOT_SEATS);
        require("all others are refused with alternatives", crowd.full() == clients - ONE_SLOT_SEATS);
        boolean small = TestSize.current() == TestSize.CI;
        require("nobody had to ask again", small || crowd.unanswered().isEmpty());
        require("99 % within 3 s", small || round.most() <= ONE_SLOT_MILLIS);
        keep(crowd, 0);
    }

    /** What pages wait for: one hall's month, and the first free time of every hall, which comes from a cache at most a second old. */
    private void reads(int port) throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        double[] month = new double[READS];
        double[] all = new double[READS];
        try (BookingCaller caller = new BookingCaller(List.of(port), 0).connect()) {
            for (int i = 0; i < READS; i++) {
                String hall = RushCity.hall(random.nextInt(city.halls()));
                month[i] = millis(caller, "/api/v1/halls/" + hall + "/availability?matter=" + RushCity.MATTER);
                all[i] = millis(caller, "/api/v1/halls?limit=1000&matter=" + RushCity.MATTER);
            }
        }
        System.out.println(Timings.of("one caller", "a month of a hall", month, MONTH_MILLIS)
                .line());
        System.out.println(Timings.of("one caller", "the earliest of every hall", all, EARLIEST_MILLIS)
                .line());
    }

    private static double millis(BookingCaller caller, String path) throws IOException {
        long start = System.nanoTime();
        BookingCaller.Answer answer = caller.get(path);
        double millis = (System.nanoTime() - start) / 1e6;
        if (answer.status() != 200) {
            throw new IOException(path + ": " + answer.status() + " " + answer.body());
        }
        return millis;
    }

    private void inTurns(int port, List<String> starts, RushBaseline baseline, int attempts) throws Exception {
        double[] ratios = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            double inserts = baseline.run(SECONDS);
            System.out.printf(Locale.ROOT, "pgbench  %9.1f a second%n", inserts);
            ratios[turn] = rush(List.of(port), starts, attempts / TURNS, "rush").rate() / inserts;
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "rush to pgbench by rate, median of %d turns: %.3f%n", TURNS, ratios[TURNS / 2]);
    }

    private Round rush(List<Integer> ports, List<String> starts, int attempts, String what) throws Exception {
        RushClients clients = new RushClients(ports, city.halls(), starts);
        RushCheck.Watch watch = check.sparingly(0);
        Round round = clients.rush(CLIENTS, attempts, what.equals("warm-up"), attempts);
        System.out.println(round.line(what));
        require("never more than seats, at any instant", watch.end());
        told(clients, watch);
        keep(clients, 0);
        return round;
    }

    /** The first is killed when half is done; meanwhile schedules are edited at the other. Every client has the whole journey. */
    void killed(KilledServer victim, int other, List<String> starts, int attempts, int clients) throws Exception {
        RushClients all = new RushClients(List.of(victim.port(), other), city.halls(), starts);
        AtomicInteger edits = new AtomicInteger();
        ApiClient administrator = RushCity.administrator(new ApiClient(other));
        Thread editor = new Thread(() -> edit(administrator, all, attempts * 9 / 10, edits), "editor");
        editor.setUncaughtExceptionHandler((thread, thrown) -> require("schedules can be changed: " + thrown, false));
        Thread killer = new Thread(() -> kill(victim, all, attempts / 2), "killer");
        RushCheck.Watch watch = check.during(RushCity.SEATS);
        editor.start();
        killer.start();
        Round round = all.rush(clients, attempts, true, attempts + 1L);
        killer.join();
        editor.join();
        System.out.println(round.line("killed"));
        System.out.println("  " + edits.get() + " changes of schedules meanwhile");
        require("never more than seats, at any instant", watch.end());
        require(
                "somebody had to ask again: the killed server had work",
                !all.unanswered().isEmpty());
        require("schedules were changed meanwhile", edits.get() > 0);
        told(all, watch);
        keep(all, RushCity.SEATS);
    }

    private static void kill(KilledServer victim, RushClients clients, int when) {
        while (clients.answers() < when) {
            LockSupport.parkNanos(1_000_000);
        }
        kill(victim);
    }

    private static void kill(KilledServer victim) {
        try {
            victim.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void edit(ApiClient administrator, RushClients clients, int until, AtomicInteger edits) {
        SplittableRandom random = new SplittableRandom(4);
        do {
            String hall = RushCity.hall(random.nextInt(city.halls()));
            int seats = 1 + random.nextInt(RushCity.SEATS);
            RushCity.edit(administrator, hall, seats, random.nextBoolean() ? "17:00" : "16:00");
            edits.incrementAndGet();
        } while (clients.answers() < until);
    }

    private static void told(RushClients clients, RushCheck.Watch watch) {
        long confirmed = clients.receipts().values().stream()
                .filter(receipt -> receipt.state().equals("confirmed"))
                .count();
        System.out.printf(
                "  %d receipts (%d confirmed), %d full, asked again %s, otherwise %s; %d looks meanwhile%n",
                clients.receipts().size(),
                confirmed,
                clients.full(),
                clients.unanswered(),
                clients.others(),
                watch.looks());
    }

    private void keep(RushClients clients, int most) {
        require("no other answer", clients.others().keySet());
        told.putAll(clients.receipts());
        require("bookings are what clients were told", check.differing(told));
        require("never more than seats", check.over(most));
        require("no seat leaks", check.leaks());
    }

    private void require(String what, Collection<String> wrong) {
        require(
                what
                        + (wrong.isEmpty()
                                ? ""
                                : ": " + wrong.stream().limit(SHOWN).toList()),
                wrong.isEmpty());
    }

    private void require(String what, boolean holds) {
        if (!holds) {
            anomalies.add(what);
            System.out.println("  ANOMALY: " + what);
        }
    }

    /** What did not hold. */
    List<String> anomalies() {
        return anomalies;
    }
}
