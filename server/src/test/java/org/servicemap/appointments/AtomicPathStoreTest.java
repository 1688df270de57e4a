package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.CITY;
import static org.servicemap.appointments.BookingTown.PERMIT;
import static org.servicemap.appointments.BookingTown.WEST;
import static org.servicemap.appointments.BookingTown.citizen;
import static org.servicemap.appointments.BookingTown.contact;
import static org.servicemap.appointments.BookingTown.hours;
import static org.servicemap.appointments.BookingTown.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.servicemap.TestSize;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/**
 * Many at once. What must hold is counted from the bookings and from what the clients were told, never from {@code slots.booked}.
 */
@OnEveryDatabase
class AtomicPathStoreTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant TEN = Instant.parse("2026-03-03T02:00:00Z");
    private static final int CLIENTS = 8;
    private static final int STEPS = TestSize.pick(25, 600, 3000);
    /** Refusals that a client meets when it does nothing wrong. */
    private static final Set<String> USUAL = Set.of(
            "slot_full",
            "hold_expired",
            "no_such_slot",
            "person_limit",
            "schedule_changed",
            "wrong_state",
            "no_extension");

    private final BookingTown town;

    AtomicPathStoreTest(Database database) {
        town = new BookingTown(database);
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ofManyOnOneSlotExactlyItsSeatsSucceed() throws Exception {
        town.clear();
        town.openHall(CITY, SHANGHAI, hours(540, 720, 30, 5));
        AtomicInteger held = new AtomicInteger();
        AtomicInteger full = new AtomicInteger();
        List<Callable<Boolean>> rush = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            int client = i;
            rush.add(() -> {
                for (int attempt = 0; attempt < 4; attempt++) {
                    try {
                        town.bookings.hold(visit(CITY, TEN, CARD), citizen(client + "." + attempt), null);
                        held.incrementAndGet();
                    } catch (AppointmentException e) {
                        assertThat(e.code()).isEqualTo("slot_full");
                        assertThat(e.alternatives()).isNotEmpty();
                        full.incrementAndGet();
                    }
                }
                return true;
            });
        }

        atOnce(rush);

        assertThat(held).hasValue(5);
        assertThat(full).hasValue(91);
        assertThat(town.overbooked()).isEmpty();
    }

    @Test
    void expiredSeatsAreTakenByExactlyAsManyAsThereAre() throws Exception {
        town.clear();
        town.openHall(CITY, SHANGHAI, hours(540, 720, 30, 3));
        for (int i = 0; i < 3; i++) {
            town.bookings.hold(visit(CITY, TEN, CARD, CARD), citizen("slow" + i), null);
        }
        town.clock.advance(Duration.ofMinutes(11));
        List<Callable<Boolean>> rush = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant start = i % 2 == 0 ? TEN : TEN.plusSeconds(1800);
            int client = i;
            rush.add(() -> {
                try {
                    town.bookings.hold(visit(CITY, start, CARD), citizen("fast" + client), null);
                    return true;
                } catch (AppointmentException e) {
                    return false;
                }
            });
        }

        assertThat(atOnce(rush)).filteredOn(won -> won).hasSize(6);
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
    }

    /** A client's own word: where it was told to be, by booking. */
    private final class Client implements Callable<Map<Long, Instant>> {
        private final int number;
        private final Bookings server;
        private final SplittableRandom random;
        private final Map<Long, Instant> receipts = new ConcurrentHashMap<>();
        private final List<Bookings.Held> mine = new ArrayList<>();

        Client(int number, Bookings server) {
            this.number = number;
            this.server = server;
            this.random = new SplittableRandom(number);
        }

        @Override
        public Map<Long, Instant> call() {
            for (int i = 0; i < STEPS; i++) {
                try {
                    step();
                } catch (AppointmentException e) {
                    assertThat(USUAL).contains(e.code());
                }
            }
            return receipts;
        }

        private Visit any() {
            Instant start = TEN.plusSeconds(1800L * random.nextInt(4));
            return random.nextInt(3) == 0 ? visit(WEST, start, PERMIT) : visit(WEST, start, CARD);
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0 -> town.clock.advance(Duration.ofSeconds(20));
                case 1, 2, 3 -> mine.add(server.hold(any(), citizen(number + "." + random.nextInt()), null));
                case 4, 5 -> confirm(one());
                case 6 -> cancel(one());
                default -> move(one());
            }
        }

        private Bookings.Held one() {
            if (mine.isEmpty()) {
                mine.add(server.hold(any(), citizen(number + "." + random.nextInt()), null));
            }
            return mine.get(random.nextInt(mine.size()));
        }

        /** One that is there before the others come, so that there is one to lose, however few of theirs find a seat. */
        Map<Long, Instant> confirmsOne() {
            confirm(one());
            return receipts;
        }

        private void confirm(Bookings.Held held) {
            Booking booking = server.confirm(
                    held.booking().id(), held.token(), contact(number * 1000 + random.nextInt(1000)), citizen("c"));
            receipts.put(booking.id(), booking.start());
        }

        private void cancel(Bookings.Held held) {
            server.cancel(held.booking().id(), held.token(), "citizen");
            receipts.remove(held.booking().id());
            mine.remove(held);
        }

        private void move(Bookings.Held held) {
            Booking booking = server.reschedule(held.booking().id(), held.token(), any(), citizen("p"));
            receipts.put(booking.id(), booking.start());
        }
    }

    @Test
    void whateverManyDoAtOnceNoSlotIsOverbookedAndNoConfirmedBookingIsLost() throws Exception {
        town.clear();
        town.openHall(WEST, SHANGHAI, hours(600, 720, 30, 3));
        Map<Long, Instant> early = new Client(99, town.bookings).confirmsOne();
        AtomicBoolean done = new AtomicBoolean();
        List<String> seen = new ArrayList<>();
        Thread watcher = new Thread(() -> {
            while (!done.get()) {
                seen.addAll(town.overbooked());
            }
        });
        watcher.start();
        List<Callable<Map<Long, Instant>>> clients = new ArrayList<>();
        Bookings second = town.server();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client(i, i % 2 == 0 ? town.bookings : second));
        }

        List<Map<Long, Instant>> receipts = atOnce(clients);
        done.set(true);
        watcher.join();

        assertThat(seen).as("at any instant").isEmpty();
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
        receipts.add(early);
        requireKept(receipts);
    }

    @Test
    void schedulesThatChangeMeanwhileLoseNobody() throws Exception {
        town.clear();
        town.openHall(WEST, SHANGHAI, hours(600, 720, 30, 3));
        Map<Long, Instant> early = new Client(99, town.bookings).confirmsOne();
        AtomicBoolean done = new AtomicBoolean();
        List<String> above = new ArrayList<>();
        Thread editor = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                edit(i % 3 == 0 ? "11:00" : "12:00", 1 + i % 3);
                // whatever the schedule says just now, it never gave more than three
                above.addAll(aboveThree());
            }
        });
        editor.start();
        List<Callable<Map<Long, Instant>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client(100 + i, town.bookings));
        }

        List<Map<Long, Instant>> receipts = atOnce(clients);
        done.set(true);
        editor.join();

        assertThat(above).isEmpty();
        assertThat(town.miscounted()).isEmpty();
        receipts.add(early);
        requireKept(receipts);
    }

    /** As staff do: whoever loses a seat by it is marked and offered another, through the same path. */
    private void edit(String until, int seats) {
        ScheduleJson.HallScheduleJson read = town.editor.read(WEST);
        ScheduleJson.ScheduledQueue queue = read.queues().get(0);
        ScheduleJson.SlotTemplate before = queue.templates().get(0);
        ScheduleJson.SlotTemplate after = new ScheduleJson.SlotTemplate(
                before.validFrom(), null, before.weekdays(), true, true, "10:00", until, 30, seats, 0, 0);
        ScheduleJson.ScheduledQueue changed = new ScheduleJson.ScheduledQueue(
                queue.code(), queue.name(), queue.letter(), queue.matters(), List.of(after));
        ScheduleJson.HallScheduleBody body = new ScheduleJson.HallScheduleBody(
                read.version(), read.settings(), List.of(changed), read.counters(), List.of());
        town.editor.preview(WEST, body);
        town.editor.apply(WEST, body, "account:1", handle -> {});
    }

    private List<String> aboveThree() {
        return town.database
                .jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT s.starts_at || ': ' || count(b.id) FROM slots s
                        JOIN bookings b ON b.queue = s.queue AND b.starts_at < s.starts_at + interval '30 minutes'
                          AND b.ends_at > s.starts_at
                        WHERE b.state = 'confirmed' OR b.state = 'held' AND b.hold_expires_at > :now
                        GROUP BY s.id HAVING count(b.id) > 3
                        """)
                        .bind("now", town.clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .mapTo(String.class)
                        .list());
    }

    private void requireKept(List<Map<Long, Instant>> receipts) {
        assertThat(receipts).anySatisfy(each -> assertThat(each).isNotEmpty());
        for (Map<Long, Instant> each : receipts) {
            List<Booking> kept =
                    town.database.jdbi().withHandle(handle -> town.bookingStore.list(handle, each.keySet()));
            assertThat(kept).hasSameSizeAs(each.keySet()).allSatisfy(booking -> {
                assertThat(booking.state()).isEqualTo(BookingState.CONFIRMED);
                assertThat(booking.start()).isEqualTo(each.get(booking.id()));
            });
        }
    }
}
