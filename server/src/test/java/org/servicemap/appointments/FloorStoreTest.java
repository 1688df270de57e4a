package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.CITY;
import static org.servicemap.appointments.BookingTown.WEST;
import static org.servicemap.appointments.BookingTown.contact;
import static org.servicemap.appointments.BookingTown.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.appointments.Floor.Step;
import org.servicemap.appointments.slots.Capacity;
import org.servicemap.appointments.slots.Hours;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Delivery;
import org.servicemap.notifications.OutboxFilter;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.storage.Retries;
import org.servicemap.text.LocalText;

/** The hall on the day: arrival, calling, walk-ins, reminders. */
@OnEveryDatabase
class FloorStoreTest {
    private static final Instant TEN = Instant.parse("2026-03-03T02:00:00Z");

    private final BookingTown town;
    private final Floor floor;
    private final FloorView view;
    private final PastVisits pastVisits;

    FloorStoreTest(Database database) {
        town = new BookingTown(database);
        floor = new Floor(town.parts(), town.hallStore, town.reader);
        view = new FloorView(town.parts());
        pastVisits = new PastVisits(town.parts());
    }

    @BeforeEach
    void open() {
        town.clear();
        long queue = town.openHall(WEST, ZoneId.of("Asia/Shanghai"), new Hours(540, 720, 30, new Capacity(4, 0, 1)));
        town.database.useTransaction(handle -> town.hallStore.replaceCounters(
                handle,
                WEST,
                List.of(
                        new Schedule.Counter(1, LocalText.of("zh", "1号"), List.of(queue)),
                        new Schedule.Counter(2, LocalText.of("zh", "2号"), List.of(queue)))));
    }

    private Booking booked(Instant start, int person) {
        return town.book(visit(WEST, start, CARD), person).booking();
    }

    private Ticket arrives(Booking booking, Instant at) {
        town.clock.set(at);
        return floor.checkIn(booking, "citizen");
    }

    private static void refused(Runnable call, String code) {
        assertThatThrownBy(call::run).extracting("code").isEqualTo(code);
    }

    @Test
    void whoIsDueFirstIsCalledFirstAndWhoIsLateWaits() {
        Booking ten = booked(TEN, 1);
        Booking half = booked(TEN.plusSeconds(1800), 2);
        Booking late = booked(TEN.minusSeconds(1800), 3);
        Ticket second = arrives(half, TEN.minusSeconds(3000));
        Ticket first = arrives(ten, TEN.minusSeconds(600));
        Ticket last = arrives(late, TEN.plusSeconds(2000));

        assertThat(List.of(second.label(), first.label(), last.label())).containsExactly("A001", "A002", "A003");
        assertThat(floor.callNext(WEST, 1).orElseThrow().booking()).isEqualTo(ten.id());
        assertThat(floor.callNext(WEST, 2).orElseThrow().booking()).isEqualTo(half.id());
        assertThat(floor.callNext(WEST, 1).orElseThrow().booking()).isEqualTo(late.id());
        assertThat(floor.callNext(WEST, 1)).isEmpty();
        refused(() -> floor.callNext(WEST, 9), "unknown_counter");
    }

    @Test
    void checkingInTwiceGivesOneTicketAndNotBeforeTheDay() {
        Booking booking = booked(TEN, 1);
        refused(() -> floor.checkIn(booking, "citizen"), "not_today");
        Ticket once = arrives(booking, TEN.minusSeconds(60));

        assertThat(floor.checkIn(booking, "citizen")).isEqualTo(once);
        assertThat(town.bookingStore(booking.id()).state()).isEqualTo(BookingState.ARRIVED);
    }

    @Test
    void fromTheCallToTheEnd() {
        Booking booking = booked(TEN, 1);
        arrives(booking, TEN);
        Ticket called = floor.callNext(WEST, 2).orElseThrow();
        assertThat(called.counter()).isEqualTo(2);
        assertThat(floor.step(WEST, booking.id(), Step.CALL_AGAIN, null, "x").calls())
                .isEqualTo(2);
        assertThat(floor.step(WEST, booking.id(), Step.SKIP, null, "x").state()).isEqualTo("waiting");
        floor.callNext(WEST, 1);
        floor.step(WEST, booking.id(), Step.SERVE, null, "x");
        assertThat(view.screen(WEST).called()).extracting(Ticket::label).containsExactly("A001");
        town.clock.advance(Duration.ofMinutes(6));
        assertThat(floor.step(WEST, booking.id(), Step.FINISH, null, "x").state())
                .isEqualTo("done");

        assertThat(town.bookingStore(booking.id()).state()).isEqualTo(BookingState.SERVED);
        refused(() -> floor.step(WEST, booking.id(), Step.SERVE, null, "x"), "wrong_state");
        refused(() -> floor.step(WEST, booking.id(), Step.TRANSFER, "nowhere", "x"), "wrong_state");
    }

    @Test
    void walkInsTakeSeatsOfTheirOwnAndThenWhatNobodyCanBookAnyMore() {
        town.clock.set(TEN.plusSeconds(60));
        List<Instant> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Ticket ticket = floor.walkIn(WEST, List.of(CARD), "x");
            starts.add(town.bookingStore(ticket.booking()).start());
        }

        assertThat(starts).containsExactly(TEN, TEN.plusSeconds(1800), TEN.plusSeconds(3600), TEN.plusSeconds(5400));
        assertThat(view.screen(WEST).queues().get(0).waitMinutes())
                .as("four, ten minutes each, one counter")
                .isEqualTo(40);
        // booked an hour ahead: what begins sooner stands empty unless somebody walks in; the rest is the citizens'
        for (int i = 0; i < 12; i++) {
            Booking booking =
                    town.bookingStore(floor.walkIn(WEST, List.of(CARD), "x").booking());
            assertThat(booking.start()).isEqualTo(TEN.plusSeconds(1800L * (i / 4)));
            assertThat(booking.source()).isEqualTo("walk_in");
        }
        refused(() -> floor.walkIn(WEST, List.of(CARD), "x"), "slot_full");
        refused(() -> booked(TEN.plusSeconds(3600), 1), "too_soon");
        booked(TEN.plusSeconds(5400), 1);
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void twoCountersThatCallAtOnceGetTwo() throws Exception {
        for (int i = 0; i < 4; i++) {
            Booking booking = booked(TEN, i);
            arrives(booking, TEN.minusSeconds(60));
            town.clock.set(BookingTown.START);
        }
        town.clock.set(TEN);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Long>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int counter = 1 + i % 2;
            calls.add(() -> floor.callNext(WEST, counter).orElseThrow().booking());
        }
        List<Long> called = new ArrayList<>();
        for (Future<Long> each : threads.invokeAll(calls)) {
            called.add(each.get());
        }
        threads.shutdown();

        assertThat(called).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void afterSeveralMissedVisitsAPersonCannotBook() {
        for (int i = 0; i < 3; i++) {
            Booking missed = booked(TEN.plusSeconds(1800L * i), 1);
            refused(() -> floor.noShow(WEST, missed.id(), "x"), "wrong_state");
            town.clock.set(TEN.plusSeconds(7200));
            assertThat(floor.noShow(WEST, missed.id(), "x").state()).isEqualTo(BookingState.NO_SHOW);
            town.clock.set(BookingTown.START);
        }

        refused(() -> booked(TEN.plusSeconds(5400), 1), "too_many_no_shows");
        booked(TEN.plusSeconds(5400), 2);
        Author operator = new Author("operator", 17L, "desk", "account:17");
        Bookings.Held called = town.bookings.hold(visit(WEST, TEN.plusSeconds(5400), CARD), operator, null);
        assertThat(town.bookings
                        .confirm(called.booking().id(), called.token(), contact(1), operator)
                        .state())
                .as("who calls, as they were told to")
                .isEqualTo(BookingState.CONFIRMED);
    }

    @Test
    void aMissedVisitIsNeitherGivenUpNorMovedAfterwards() {
        Bookings.Held missed = town.book(visit(WEST, TEN, CARD), 1);
        town.clock.set(TEN);
        long id = missed.booking().id();

        refused(() -> town.bookings.cancel(id, missed.token(), "citizen"), "past_slot");
        Visit later = visit(WEST, TEN.plusSeconds(86_400), CARD);
        refused(() -> town.bookings.reschedule(id, missed.token(), later, BookingTown.citizen("p")), "past_slot");
        assertThat(floor.noShow(WEST, id, "x").state()).isEqualTo(BookingState.NO_SHOW);
    }

    @Test
    void aReminderGoesOutOnceTheDayBefore() {
        Booking booking = booked(TEN.plusSeconds(86_400), 1);
        Reminders reminders =
                new Reminders(town.bookingStore, town.contacts, town.notices, new Retries(town.database), town.clock);
        assertThat(reminders.send()).as("two days ahead").isZero();
        town.clock.set(booking.start().minus(Duration.ofHours(20)));

        assertThat(reminders.send()).isEqualTo(1);
        assertThat(reminders.send()).isZero();
        assertThat(town.outbox.list(new OutboxFilter(null, null, null, null, 10)))
                .filteredOn(message -> message.template().equals("booking_reminder"))
                .hasSize(1);
        assertThat(contact(1).phone()).isNotEmpty();
    }

    @Test
    void whoBooksOrMovesOnTheDayBeforeIsNotRemindedAtOnce() {
        Reminders reminders =
                new Reminders(town.bookingStore, town.contacts, town.notices, new Retries(town.database), town.clock);
        town.clock.set(TEN.minus(Duration.ofHours(24)));
        booked(TEN, 1);
        Bookings.Held moves = town.book(visit(WEST, TEN.plus(Duration.ofDays(3)), CARD), 2);
        town.bookings.reschedule(moves.booking().id(), moves.token(), visit(WEST, TEN, CARD), BookingTown.citizen("p"));
        assertThat(reminders.send()).isZero();

        town.bookings.reschedule(
                moves.booking().id(),
                moves.token(),
                visit(WEST, TEN.plus(Duration.ofDays(3)), CARD),
                BookingTown.citizen("p"));
        town.clock.set(TEN.plus(Duration.ofDays(2)));
        assertThat(reminders.send()).as("moved away again").isEqualTo(1);
    }

    /** On the day its clocks go forward. */
    @Test
    void aReminderTellsTheTimeOfTheHallsOwnClock() {
        town.openHall(CITY, ZoneId.of("America/New_York"), BookingTown.hours(540, 1020, 30, 3));
        Instant ten = Instant.parse("2026-03-08T14:00:00Z");
        Booking booking = town.book(visit(CITY, ten, CARD), 1).booking();
        town.clock.set(ten.minus(Duration.ofHours(20)));
        assertThat(new Reminders(town.bookingStore, town.contacts, town.notices, new Retries(town.database), town.clock)
                        .send())
                .isEqualTo(1);

        List<String> told = town
                .database
                .inTransaction(handle ->
                        town.outbox.readAll(handle, Channel.SMS, contact(1).phone(), null))
                .stream()
                .filter(message -> message.template().equals("booking_reminder"))
                .map(Delivery::text)
                .toList();
        assertThat(told).singleElement().asString().contains("2026-03-08").contains("10:00");
        town.clock.set(ten.minus(Duration.ofMinutes(100)));
        refused(() -> floor.checkIn(booking, "citizen"), "not_today");
        assertThat(arrives(booking, ten.minus(Duration.ofMinutes(70))).label()).isEqualTo("A001");
    }

    @Test
    void whatNobodyRecordedEndsByItself() {
        Booking alone = booked(TEN, 1);
        town.clock.set(TEN.plus(Duration.ofHours(7)));
        assertThat(pastVisits.endPast()).isEqualTo(1);
        assertThat(town.bookingStore(alone.id()).state())
                .as("no ticket that day")
                .isEqualTo(BookingState.SERVED);

        town.clock.set(BookingTown.START);
        Booking missing = booked(TEN.plusSeconds(86_400), 2);
        Booking there = booked(TEN.plusSeconds(86_400), 3);
        arrives(there, TEN.plusSeconds(86_000));
        town.clock.set(TEN.plus(Duration.ofHours(31)));
        assertThat(pastVisits.endPast()).isEqualTo(2);
        assertThat(town.bookingStore(missing.id()).state()).isEqualTo(BookingState.NO_SHOW);
        assertThat(town.bookingStore(there.id()).state())
                .as("who came was there")
                .isEqualTo(BookingState.SERVED);
        assertThat(view.today(WEST)).extracting(Ticket::state).containsExactly("done");
        assertThat(pastVisits.endPast()).isZero();
    }

    @Test
    void midnightComesOverWhoWaits() {
        town.openHall(CITY, ZoneId.of("Asia/Shanghai"), new Hours(1380, 1500, 30, new Capacity(4, 0, 1)));
        long queue = town.halls.get(CITY).queues().get(0).id();
        town.database.useTransaction(handle -> town.hallStore.replaceCounters(
                handle, CITY, List.of(new Schedule.Counter(1, LocalText.of("zh", "1号"), List.of(queue)))));
        // half past midnight of Wednesday
        Instant start = Instant.parse("2026-03-03T16:30:00Z");
        Booking booking = town.book(visit(CITY, start, CARD), 1).booking();

        Ticket ticket = arrives(booking, start.minusSeconds(2400));
        town.clock.set(start.plusSeconds(60));

        assertThat(view.today(CITY)).extracting(Ticket::booking).containsExactly(booking.id());
        assertThat(floor.callNext(CITY, 1).orElseThrow().label()).isEqualTo(ticket.label());
    }

    @Test
    void useIsCountedFromWhatHappened() {
        Booking served = booked(TEN, 1);
        Booking missed = booked(TEN, 2);
        Bookings.Held cancelled = town.book(visit(WEST, TEN, CARD), 3);
        town.bookings.cancel(cancelled.booking().id(), cancelled.token(), "citizen");
        arrives(served, TEN.minusSeconds(300));
        town.clock.set(TEN.plusSeconds(720));
        floor.callNext(WEST, 1);
        floor.step(WEST, served.id(), Step.FINISH, null, "x");
        floor.noShow(WEST, missed.id(), "x");
        floor.walkIn(WEST, List.of(CARD), "x");

        LocalDate day = LocalDate.of(2026, 3, 3);
        Statistics.HallUseJson use = new Statistics(town.database).of(WEST, day, day);

        assertThat(use.seats()).as("six slots of 4 and 1").isEqualTo(30);
        assertThat(use.taken()).isEqualTo(3);
        // due at ten, called twelve minutes later; those who booked did so a day and an hour ahead
        assertThat(use.matters()).containsExactly(new Statistics.MatterUseJson(CARD, 4, 1, 1, 1, 1, 12.0, 1.0));
        assertThat(new Statistics(town.database)
                        .of(WEST, day.plusDays(1), day.plusDays(1))
                        .matters())
                .isEmpty();
        countedForAllHalls(day);
    }

    /** The same visits, in one table with the hall that had none. */
    private void countedForAllHalls(LocalDate day) {
        HallFigures figures = new HallFigures(town.database);
        List<String> halls = List.of(WEST, CITY);
        HallFigures.Seats seats = new HallFigures.Seats(30, 3);

        assertThat(figures.of(halls, HallFigures.By.HALL, day, day))
                .containsExactly(new HallFigures.Row(WEST, null, seats, 4, 1, 1, 1, 1, 12.0, 1.0));
        assertThat(figures.of(halls, HallFigures.By.HALL, day.plusDays(1), day.plusDays(1)))
                .as("open, and nobody came")
                .containsExactly(
                        new HallFigures.Row(WEST, null, new HallFigures.Seats(30, 0), 0, 0, 0, 0, 0, null, null));
        assertThat(figures.of(halls, HallFigures.By.MATTER, day, day))
                .containsExactly(new HallFigures.Row(null, CARD, null, 4, 1, 1, 1, 1, 12.0, 1.0));
        assertThat(figures.of(halls, HallFigures.By.HALL_AND_MATTER, day, day))
                .containsExactly(new HallFigures.Row(WEST, CARD, null, 4, 1, 1, 1, 1, 12.0, 1.0));
        assertThat(figures.of(List.of(CITY), HallFigures.By.MATTER, day, day)).isEmpty();
    }

    @Test
    void theListOfADayHoldsItsBookings() {
        Booking booking = booked(TEN, 1);

        assertThat(view.bookings(WEST, LocalDate.of(2026, 3, 3)))
                .extracting(Booking::id)
                .containsExactly(booking.id());
        assertThat(view.bookings(WEST, LocalDate.of(2026, 3, 4))).isEmpty();
    }
}
