package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.CITY;
import static org.servicemap.appointments.BookingTown.PERMIT;
import static org.servicemap.appointments.BookingTown.WEST;
import static org.servicemap.appointments.BookingTown.citizen;
import static org.servicemap.appointments.BookingTown.hours;
import static org.servicemap.appointments.BookingTown.visit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.servicemap.Until;
import org.servicemap.http.Idempotency;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/**
 * Holds that are written together are what they are alone; one that fails does not hurt the others. Seats are counted from the bookings,
 * never from {@code slots.booked}.
 */
@OnEveryDatabase
@Timeout(60)
class HoldGroupsStoreTest {
    private static final Instant TEN = Instant.parse("2026-03-03T02:00:00Z");
    private static final String HELD = "held";
    private static final int HOLDS_PER_CALLER = 8;

    private final Database database;
    private final BookingTown town;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    HoldGroupsStoreTest(Database database) {
        this.database = database;
        town = new BookingTown(database);
    }

    @BeforeEach
    void open() {
        town.clear();
        HallSettings settings = new HallSettings("Asia/Shanghai", 60, 14, 10, 3, 3, HOLDS_PER_CALLER, 0, true);
        town.openHall(CITY, settings, hours(540, 1080, 30, 2));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static Instant at(int slot) {
        return TEN.plusSeconds(1800L * slot);
    }

    private Supplier<Bookings.Held> hold(Instant start, String holder) {
        return () -> town.bookings.hold(visit(CITY, start, CARD), citizen(holder), null);
    }

    private Supplier<Bookings.Held> once(String key, Instant start, String holder, int asked) {
        Idempotency.Call call = new Idempotency.Call("holdAppointment|null", key, new byte[] {(byte) asked});
        HoldGroups.Keeping keeping = new HoldGroups.Keeping(
                call,
                held -> new Idempotency.Kept(
                        201,
                        "application/json",
                        Long.toString(held.booking().id()).getBytes(StandardCharsets.UTF_8)));
        return () -> town.bookings.hold(town.bookings.admit(visit(CITY, start, CARD), citizen(holder), null, keeping));
    }

    /** All at the same moment: the first ones cannot read slots until the last ones wait. They do what is not looked at. */
    private List<CompletableFuture<Bookings.Held>> together(List<Supplier<Bookings.Held>> holds) {
        return database.inTransaction(handle -> together(handle, holds));
    }

    private List<CompletableFuture<Bookings.Held>> together(Handle handle, List<Supplier<Bookings.Held>> holds) {
        List<CompletableFuture<Bookings.Held>> all = new ArrayList<>();
        handle.execute("LOCK TABLE slots IN ACCESS EXCLUSIVE MODE");
        for (int i = 0; i < HoldGroups.PLACES; i++) {
            CompletableFuture.supplyAsync(hold(at(14), "first " + i), threads);
        }
        awaitLocks("slots", HoldGroups.PLACES);
        for (Supplier<Bookings.Held> hold : holds) {
            int before = town.bookings.waiting();
            CompletableFuture<Bookings.Held> held = CompletableFuture.supplyAsync(hold, threads);
            all.add(held);
            Until.is("the hold waits", () -> town.bookings.waiting() > before || held.isDone());
        }
        return all;
    }

    private void awaitLocks(String table, int waiting) {
        Until.is(
                waiting + " wait for " + table,
                () -> database.jdbi()
                                .withHandle(handle -> handle.createQuery(
                                                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = to_regclass(:table)"
                                                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                                        .bind("table", table)
                                        .mapTo(Integer.class)
                                        .one())
                        >= waiting);
    }

    /** What hangs fails here: nobody can be interrupted in a join. */
    private static <T> T within(CompletableFuture<T> work) {
        return work.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static String outcome(CompletableFuture<Bookings.Held> hold) {
        try {
            within(hold);
            return HELD;
        } catch (CompletionException e) {
            return e.getCause() instanceof AppointmentException refused
                    ? refused.code()
                    : String.valueOf(e.getCause()).replaceAll("(?s).*?\\b([A-Za-z]+Exception)\\b.*", "$1");
        }
    }

    private static List<String> outcomes(List<CompletableFuture<Bookings.Held>> holds) {
        return holds.stream().map(HoldGroupsStoreTest::outcome).toList();
    }

    private int count(String sql, long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + sql)
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one());
    }

    private void requireSound() {
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void allOfAGroupAreStoredAsTheyWouldBeAlone() {
        Bookings.Held alone = hold(at(0), "alone").get();

        List<Bookings.Held> held =
                together(IntStream.range(1, 13)
                                .mapToObj(n -> hold(at(n % 13), "holder " + n))
                                .toList())
                        .stream()
                        .map(HoldGroupsStoreTest::within)
                        .toList();

        assertThat(held).extracting(Bookings.Held::token).doesNotHaveDuplicates();
        for (Bookings.Held each : held) {
            Booking stored = town.bookingStore(each.booking().id());
            assertThat(stored)
                    .usingRecursiveComparison()
                    .ignoringFields("id", "tokenHash", "caller", "start", "end")
                    .isEqualTo(town.bookingStore(alone.booking().id()));
            assertThat(stored.start()).isEqualTo(each.booking().start());
            for (String table : List.of(
                    "booking_slots WHERE booking = :id AND n = 1",
                    "booking_events WHERE booking = :id AND kind = 'held' AND by = 'citizen' AND facts = '{}'")) {
                assertThat(count(table, each.booking().id())).as(table).isEqualTo(1);
            }
            assertThat(town.access.get(each.booking().id(), each.token()).start())
                    .isEqualTo(stored.start());
        }
        assertThat(transactions(held)).as("one transaction").hasSize(1);
        requireSound();
    }

    private Set<String> transactions(List<Bookings.Held> held) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT DISTINCT xmin::text FROM bookings WHERE id = ANY (:ids)")
                        .bindArray(
                                "ids",
                                Long.class,
                                held.stream().map(each -> each.booking().id()).toArray())
                        .mapTo(String.class)
                        .set());
    }

    @Test
    void theLastSeatGoesToTheFirstWhoCame() {
        hold(at(0), "before").get();

        List<CompletableFuture<Bookings.Held>> all = together(
                IntStream.range(0, 12).mapToObj(n -> hold(at(0), "holder " + n)).toList());

        assertThat(outcome(all.get(0))).isEqualTo(HELD);
        assertThat(outcomes(all.subList(1, 12))).containsOnly("slot_full");
        assertThatThrownBy(() -> within(all.get(11)))
                .cause()
                .isInstanceOfSatisfying(
                        AppointmentException.class,
                        refused -> assertThat(refused.alternatives()).isNotEmpty());
        requireSound();
    }

    @Test
    void oneThatIsRefusedDoesNotHurtTheOthers() {
        List<Supplier<Bookings.Held>> holds = new ArrayList<>();
        holds.add(hold(at(1), "good"));
        holds.add(hold(at(1).plusSeconds(60), "between two slots"));
        IntStream.rangeClosed(0, HOLDS_PER_CALLER).forEach(n -> holds.add(hold(at(2 + n), "greedy")));
        holds.add(hold(at(12), "good as well"));

        List<String> outcomes = outcomes(together(holds));

        List<String> expected = new ArrayList<>(List.of(HELD, "no_such_slot"));
        expected.addAll(java.util.Collections.nCopies(HOLDS_PER_CALLER, HELD));
        expected.addAll(List.of("too_many_holds", HELD));
        assertThat(outcomes).isEqualTo(expected);
        requireSound();
    }

    /** What takes several slots, and what is refused whatever seats there are, is in no group. */
    @Test
    void othersAreWrittenAloneMeanwhile() {
        assertThatThrownBy(() -> town.bookings.hold(visit(WEST, at(1), CARD), citizen("nowhere"), null))
                .isInstanceOf(AppointmentException.class);
        List<CompletableFuture<Bookings.Held>> alone = new ArrayList<>();
        List<Supplier<Bookings.Held>> holds = new ArrayList<>();
        holds.add(() -> {
            alone.add(CompletableFuture.supplyAsync(
                    () -> town.bookings.hold(visit(CITY, at(5), PERMIT), citizen("two slots"), null), threads));
            return hold(at(5), "one slot").get();
        });
        holds.add(hold(at(6), "another"));

        assertThat(outcomes(together(holds))).containsOnly(HELD);
        assertThat(outcomes(alone)).containsOnly(HELD);
        requireSound();
    }

    @Test
    void whatTheDatabaseRefusesFailsAloneAndTheOthersAreHeldAlone() {
        List<Supplier<Bookings.Held>> holds = new ArrayList<>(
                IntStream.range(0, 5).mapToObj(n -> hold(at(n), "holder " + n)).toList());
        Author zero = new Author("citizen", null, "zero", "no database takes a \0");
        holds.add(2, () -> town.bookings.hold(visit(CITY, at(7), CARD), zero, null));

        List<String> outcomes = outcomes(together(holds));

        assertThat(outcomes.get(2)).isEqualTo("UnableToExecuteStatementException");
        outcomes = new ArrayList<>(outcomes);
        outcomes.remove(2);
        assertThat(outcomes).containsOnly(HELD);
        requireSound();
    }

    @Test
    void whatIsRepeatedWithinAGroupIsHeldOnce() {
        List<CompletableFuture<Bookings.Held>> all = together(List.of(
                once("key-one-of-group", at(0), "a", 1),
                once("key-one-of-group", at(0), "a", 1),
                once("key-two-of-group", at(1), "b", 2),
                once("key-one-of-group", at(0), "a", 1)));

        List<String> outcomes = new ArrayList<>(outcomes(all));
        assertThat(outcomes.remove(2)).isEqualTo(HELD);
        assertThat(outcomes).containsOnlyOnce(HELD);
        assertThat(outcomes).containsOnly(HELD, "RepeatedException");
        assertThatThrownBy(() -> once("key-two-of-group", at(1), "b", 2).get())
                .isInstanceOf(Idempotency.RepeatedException.class);
        assertThatThrownBy(() -> once("key-two-of-group", at(3), "b", 9).get())
                .isInstanceOf(Idempotency.KeyReusedException.class);
        assertThat(count("bookings WHERE :id = 0 AND hall = '" + CITY + "' AND starts_at <> '" + at(14) + "'", 0))
                .isEqualTo(2);
        requireSound();
    }

    @Test
    void whatWasHeldIsAnsweredAgainAlsoWhenItWouldBeRefusedNow() {
        once("key-of-the-last-seat", at(0), "a", 1).get();
        hold(at(0), "b").get();

        assertThat(outcomes(together(List.of(
                        once("key-of-the-last-seat", at(0), "a", 1),
                        once("key-of-too-late", at(0), "c", 2),
                        once("key-of-the-last-seat", at(0), "a", 3)))))
                .containsExactly("RepeatedException", "slot_full", "KeyReusedException");
        requireSound();
    }

    @Test
    void seatsThatGoBetweenReadingAndTakingAreFoundOutByTheUpdates() {
        Set<Integer> going = Set.of(0, 1, 3, 4, 6);
        IntStream.range(0, 8).forEach(n -> hold(at(n), "before").get());
        List<CompletableFuture<Bookings.Held>> all = new ArrayList<>();

        database.useTransaction(keys -> {
            keys.execute("LOCK TABLE idempotency_keys IN ACCESS EXCLUSIVE MODE");
            // in a transaction of its own, which is a thread's
            all.addAll(CompletableFuture.supplyAsync(
                            () -> together(IntStream.range(0, 8)
                                    .mapToObj(n -> once("key-of-the-late-" + n, at(n), "late " + n, n))
                                    .toList()),
                            threads)
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join());
            // the group has read that there are seats, and waits for the keys
            awaitLocks("idempotency_keys", 1);
            CompletableFuture.runAsync(
                            () -> database.useTransaction(handle -> going.stream()
                                    .sorted()
                                    .forEach(n -> hold(at(n), "faster " + n).get())),
                            threads)
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        });

        List<String> outcomes = outcomes(all);
        for (int n = 0; n < 8; n++) {
            assertThat(outcomes.get(n)).as("%d", n).isEqualTo(going.contains(n) ? "slot_full" : HELD);
            if (!going.contains(n)) {
                Booking told = within(all.get(n)).booking();
                assertThat(town.bookingStore(told.id()).start()).isEqualTo(at(n));
            }
        }
        // the keys of those who were late are free
        town.clock.advance(Duration.ofMinutes(11));
        assertThat(once("key-of-the-late-0", at(0), "late 0", 0).get().booking().start())
                .isEqualTo(at(0));
        requireSound();
    }

    /** One whose schedule is being changed: those of another hall have theirs before that is done. */
    @Test
    void aHallThatIsLockedDelaysItsOwnHoldsOnly() {
        town.openHall(WEST, town.halls.get(CITY).settings(), hours(540, 1080, 30, 2));
        List<Supplier<Bookings.Held>> holds = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            holds.add(hold(at(0), "of the locked hall " + n));
            holds.add(hold(at(1 + n), "of the locked hall, elsewhere " + n));
            holds.add(other(at(n), "of the other hall " + n));
        }
        List<CompletableFuture<Bookings.Held>> delayed = new ArrayList<>();

        database.useTransaction(handle -> {
            town.hallStore.lock(handle, CITY);
            handle.execute("SELECT id FROM slots WHERE hall = ? ORDER BY id FOR UPDATE", CITY);
            handle.savepoint("locked");
            delayed.addAll(together(handle, holds));
            handle.rollbackToSavepoint("locked"); // the table is free now, the slots of the hall are not
            // also those who come now, more of the locked hall than there are connections
            IntStream.range(0, 24)
                    .mapToObj(n -> CompletableFuture.supplyAsync(hold(at(2 + n % 12), "late " + n), threads))
                    .forEach(delayed::add);
            IntStream.range(0, 12)
                    .mapToObj(n -> CompletableFuture.supplyAsync(other(at(6 + n % 6), "late there " + n), threads))
                    .forEach(delayed::add);
            List<CompletableFuture<Bookings.Held>> others = new ArrayList<>();
            IntStream.range(0, 6).forEach(n -> others.add(delayed.get(3 * n + 2)));
            others.addAll(delayed.subList(42, 54));
            delayed.removeAll(others);
            others.forEach(held -> assertThat(within(held)).isNotNull());
            assertThat(delayed).noneMatch(CompletableFuture::isDone);
        });

        List<String> outcomes = outcomes(delayed);
        assertThat(outcomes).hasSize(36).containsOnly(HELD, "slot_full");
        assertThat(outcomes.stream().filter(HELD::equals))
                .as("two of the first slot, the one of the second, two of each of the twelve others: %s", outcomes)
                .hasSize(2 + 1 + 12 * 2);
        requireSound();
    }

    private Supplier<Bookings.Held> other(Instant start, String holder) {
        return () -> town.bookings.hold(visit(WEST, start, CARD), citizen(holder), null);
    }

    /** In groups, alone and at two servers at once: no caller has more than it may, and none fewer. */
    @Test
    void callersHaveExactlyAsManyAsTheyMayHoweverManyAskAtOnce() {
        town.openHall(WEST, town.halls.get(CITY).settings(), hours(540, 1080, 30, 50));
        List<Bookings> servers = List.of(town.bookings, town.server());
        CountDownLatch begin = new CountDownLatch(1);
        List<CompletableFuture<Bookings.Held>> all = new ArrayList<>();
        for (int i = 0; i < 72; i++) {
            // every ninth takes two slots, and goes alone
            Visit visit = visit(WEST, at(i % 13), i % 9 == 0 ? PERMIT : CARD);
            Author author = citizen("greedy " + i % 3);
            Bookings server = servers.get(i / 3 % 2);
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        await(begin);
                        return server.hold(visit, author, null);
                    },
                    threads));
        }
        begin.countDown();

        List<String> outcomes = outcomes(all);

        for (int caller = 0; caller < 3; caller++) {
            int first = caller;
            assertThat(IntStream.range(0, 72).filter(i -> i % 3 == first).mapToObj(outcomes::get))
                    .containsOnly(HELD, "too_many_holds")
                    .filteredOn(HELD::equals)
                    .as("holds of caller %d", caller)
                    .hasSize(HOLDS_PER_CALLER);
        }
        requireSound();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
