package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.EAST;
import static org.servicemap.appointments.BookingTown.HEAT;
import static org.servicemap.appointments.BookingTown.PERMIT;
import static org.servicemap.appointments.BookingTown.WEST;
import static org.servicemap.appointments.BookingTown.contact;
import static org.servicemap.appointments.BookingTown.hours;
import static org.servicemap.appointments.BookingTown.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.Until;
import org.servicemap.appointments.slots.DayChange;
import org.servicemap.areas.TestTown;
import org.servicemap.geo.LonLat;
import org.servicemap.notifications.OutboxFilter;
import org.servicemap.places.Place;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Waiting for a slot: who came first is offered first, and what is offered is held. */
@OnEveryDatabase
class WaitlistStoreTest {
    private static final LocalDate TUESDAY = LocalDate.of(2026, 3, 3);
    private static final Instant TEN = Instant.parse("2026-03-03T02:00:00Z");

    private final BookingTown town;
    private final Waitlist waitlist;
    private final WaitlistOffers waitlistOffers;
    private final Acceptance acceptance;

    WaitlistStoreTest(Database database) {
        town = new BookingTown(database);
        waitlist = new Waitlist(town.parts());
        waitlistOffers = new WaitlistOffers(town.bookings, town.parts());
        acceptance = new Acceptance(waitlist, town.parts());
    }

    @BeforeEach
    void open() {
        town.clear();
        // one slot of one seat on Tuesday
        town.openHall(WEST, ZoneId.of("Asia/Shanghai"), hours(600, 630, 30, 1));
    }

    private Waitlist.Joined join(int person) {
        Map<String, String> areas = Map.of("district", "01");
        return waitlist.join(new Waitlist.Wish(WEST, List.of(CARD), TUESDAY, TUESDAY, areas), contact(person));
    }

    private String state(Waitlist.Joined joined) {
        return waitlist.status(joined.entry().id(), joined.token()).state();
    }

    private String sent(String template) {
        long message = town.outbox.list(new OutboxFilter(null, null, null, null, 20)).stream()
                .filter(each -> each.template().equals(template))
                .findFirst()
                .orElseThrow()
                .id();
        return town.database
                .inTransaction(handle -> town.outbox.read(handle, message))
                .orElseThrow()
                .text();
    }

    private String[] offered() {
        String text = sent("waitlist_offer");
        return text.substring(text.indexOf("#booking=") + "#booking=".length()).split("\\.", 2);
    }

    @Test
    void whoItWasIsHandedOutAndForgottenWhileTheVisitStaysCounted() {
        KeptBookings kept = new KeptBookings(town.contacts.keys());
        Bookings.Held booked = town.book(visit(WEST, TEN, CARD), 9);
        join(1);
        List<String> visitor = List.of(contact(9).phone());
        List<String> waiting = List.of(contact(1).phone());
        List<String> both = List.of(contact(9).phone(), contact(1).phone());

        assertThat(counted(handle -> kept.count(handle, both))).isEqualTo(2);
        assertThat(keeps(handle -> kept.open(handle, both))).hasSize(1);
        assertThat(keeps(handle -> kept.copy(handle, both)).toString())
                .contains(contact(9).phone(), contact(1).phone(), contact(9).name(), "waiting");
        town.bookings.cancel(booked.booking().id(), booked.token(), "citizen");
        assertThat(keeps(handle -> kept.open(handle, visitor))).isEmpty();

        assertThat(counted(handle -> kept.erase(handle, waiting))).isEqualTo(1);
        assertThat(counted(handle -> kept.count(handle, both))).isEqualTo(1);
        assertThat(counted(handle -> kept.forgetBefore(handle, booked.booking().start(), 10)))
                .as("not over yet")
                .isZero();
        assertThat(counted(handle ->
                        kept.forgetBefore(handle, booked.booking().start().plusSeconds(1), 10)))
                .isEqualTo(1);
        assertThat(counted(handle -> kept.count(handle, both))).isZero();
        assertThat(town.access.get(booked.booking().id(), booked.token()).contact())
                .isNull();
    }

    @Test
    void nobodyWaitsForAYearThatIsFarAway() {
        LocalDate far = LocalDate.of(300_000, 1, 1);

        assertThatThrownBy(() -> waitlist.join(
                        new Waitlist.Wish(WEST, List.of(CARD), far, far, Map.of("district", "01")), contact(1)))
                .hasMessageContaining("366");
    }

    private int counted(ToIntFunction<Handle> work) {
        return town.database.inTransaction(work::applyAsInt);
    }

    private <T> List<T> keeps(Function<Handle, List<T>> work) {
        return town.database.inTransaction(work::apply);
    }

    @Test
    void theFirstIsOfferedWhatBecomesFreeAndTheSecondWhenItRunsOut() {
        Bookings.Held other = town.book(visit(WEST, TEN, CARD), 9);
        Waitlist.Joined first = join(1);
        Waitlist.Joined second = join(2);
        assertThat(waitlistOffers.offerAll()).as("nothing is free").isZero();

        town.bookings.cancel(other.booking().id(), other.token(), "citizen");
        assertThat(List.of(state(first), state(second)))
                .as("in the same transaction")
                .containsExactly("offered", "waiting");
        assertThat(waitlistOffers.offerAll()).isZero();
        assertThatThrownBy(() -> town.book(visit(WEST, TEN, CARD), 8))
                .extracting("code")
                .isEqualTo("slot_full");

        // who leaves keeps nothing from the next, and leaves once
        assertThat(waitlistOffers.leave(first.entry().id(), first.token()).state())
                .isEqualTo("cancelled");
        assertThat(List.of(state(first), state(second))).containsExactly("cancelled", "offered");
        waitlistOffers.leave(first.entry().id(), first.token());
        town.clock.advance(Duration.ofMinutes(121));
        assertThat(waitlistOffers.offerAll())
                .as("what ran out is offered again")
                .isEqualTo(1);
        assertThat(town.miscounted()).isEmpty();
        String[] offer = offered();
        Booking booked = acceptance.accept(Long.parseLong(offer[0]), offer[1], BookingTown.citizen("p"));

        assertThat(booked.state()).isEqualTo(BookingState.CONFIRMED);
        assertThat(booked.number()).isNotNull();
        assertThat(state(second)).isEqualTo("booked");
        assertThat(acceptance.accept(Long.parseLong(offer[0]), offer[1], BookingTown.citizen("p")))
                .as("sent twice")
                .usingRecursiveComparison()
                .isEqualTo(booked);
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
    }

    /** Both have read that somebody waits before either has locked the entry. */
    @Test
    void twoRoundsThatMeetOfferOneSeatToOnePerson() throws Exception {
        town.openHall(EAST, ZoneId.of("Asia/Shanghai"), hours(600, 720, 30, 4));
        Map<String, String> areas = Map.of("district", "02");
        Waitlist.Joined joined =
                waitlist.join(new Waitlist.Wish(EAST, List.of(CARD), TUESDAY, TUESDAY, areas), contact(1));
        ExecutorService rounds = Executors.newFixedThreadPool(2);
        List<Future<Integer>> offered = new ArrayList<>();
        town.database.useTransaction(handle -> {
            Waitlist.get(handle, joined.entry().id());
            for (int i = 0; i < 2; i++) {
                offered.add(rounds.submit(() -> new WaitlistOffers(town.server(), town.parts()).offerAll()));
            }
            Until.is("both wait for the entry", () -> waitingForLocks(handle) == 2);
        });
        rounds.shutdown();

        assertThat(offered.get(0).get() + offered.get(1).get()).isEqualTo(1);
        assertThat(heldHalls()).containsExactly(EAST);
        assertThat(waitlist.status(joined.entry().id(), joined.token()).offers())
                .isEqualTo(1);
    }

    private static int waitingForLocks(Handle handle) {
        return handle.createQuery("""
                        SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND pid IN (
                            SELECT pid FROM pg_locks WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()))
                        """).mapTo(Integer.class).one();
    }

    /** People leave while rounds of the job go on: whoever is served by the one is not served by the other, too. */
    @Test
    void roundsAndThoseWhoLeaveNeverOfferTwiceToOnePerson() throws Exception {
        int people = 24;
        town.reopen(WEST, List.of(hours(600, 660, 30, 4)));
        List<Bookings.Held> taken = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            taken.add(town.book(visit(WEST, TEN.plusSeconds(1800L * (i / 4)), CARD), 900 + i));
        }
        List<Waitlist.Joined> all = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            all.add(join(i));
        }
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            WaitlistOffers server = new WaitlistOffers(town.server(), town.parts());
            List<Bookings.Held> mine = taken.subList(4 * i, 4 * i + 4);
            List<Waitlist.Joined> leaving = all.subList(4 * i, 4 * i + 4);
            work.add(() -> {
                for (int j = 0; j < 4; j++) {
                    town.bookings.cancel(mine.get(j).booking().id(), mine.get(j).token(), "citizen");
                    server.leave(leaving.get(j).entry().id(), leaving.get(j).token());
                }
                return null;
            });
            work.add(() -> {
                for (int j = 0; j < 8; j++) {
                    server.offerAll();
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        for (Future<Void> each : threads.invokeAll(work)) {
            each.get();
        }
        threads.shutdown();
        waitlistOffers.offerAll();

        assertThat(offersFor()).as("one each").hasSize(8).doesNotHaveDuplicates();
        assertThat(offersFor())
                .as("who has left has none")
                .doesNotContainAnyElementsOf(all.subList(0, 8).stream()
                        .map(each -> each.entry().id())
                        .toList());
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
    }

    private List<Long> offersFor() {
        return town.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT offered_for FROM bookings WHERE source = 'waitlist' AND state = 'held' ORDER BY id")
                        .mapTo(Long.class)
                        .list());
    }

    /** Who presses all the time never gets what somebody waits for. */
    @Test
    void aSeatThatIsGivenBackIsNeverPublicWhileSomebodyWaitsForIt() throws Exception {
        Bookings.Held held = town.book(visit(WEST, TEN, CARD), 999);
        List<Waitlist.Joined> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(join(i));
        }
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        Callable<Boolean> presses = () -> {
            while (!done.get()) {
                try {
                    town.bookings.hold(visit(WEST, TEN, CARD), BookingTown.citizen("eager"), null);
                    return true;
                } catch (AppointmentException e) {
                    refused.incrementAndGet();
                }
            }
            return false;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Boolean>> got = List.of(threads.submit(presses), threads.submit(presses));
        try {
            Until.is("somebody presses", () -> refused.get() > 2);
            town.bookings.cancel(held.booking().id(), held.token(), "citizen");
            for (Waitlist.Joined each : all.subList(0, 11)) {
                waitlistOffers.leave(each.entry().id(), each.token());
            }
        } finally {
            done.set(true);
            threads.shutdown();
        }

        assertThat(List.of(got.get(0).get(), got.get(1).get())).containsExactly(false, false);
        assertThat(state(all.get(11))).isEqualTo("offered");
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void aHoldThatExpiresIsForWhoWaitsAndNotForWhoComesBy() {
        town.bookings.hold(visit(WEST, TEN, CARD), BookingTown.citizen("slow"), null);
        Waitlist.Joined joined = join(1);
        town.clock.advance(Duration.ofMinutes(11));

        assertThatThrownBy(() -> town.book(visit(WEST, TEN, CARD), 8))
                .extracting("code")
                .isEqualTo("slot_full");
        assertThat(state(joined)).as("also where no sweep runs").isEqualTo("offered");
        assertThat(town.bookings.sweep()).isZero();

        // nobody else waits: whoever comes by may have it at once
        String[] offer = offered();
        town.bookings.cancel(Long.parseLong(offer[0]), offer[1], "citizen");
        assertThat(waitlistOffers.offerAll())
                .as("who declines a time is not given it again, by a later round neither")
                .isZero();
        assertThat(waitlist.status(joined.entry().id(), joined.token()).offers())
                .isEqualTo(1);
        assertThat(town.book(visit(WEST, TEN, CARD), 8).booking().number()).isNotNull();
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void anOfferThatRunsOutGoesToTheNextFirst() {
        Bookings.Held held = town.book(visit(WEST, TEN, CARD), 9);
        Waitlist.Joined silent = join(1);
        Waitlist.Joined next = join(2);
        town.bookings.cancel(held.booking().id(), held.token(), "citizen");
        assertThat(offersFor()).containsExactly(silent.entry().id());
        town.clock.advance(Duration.ofMinutes(121));

        assertThat(town.bookings.sweep()).isEqualTo(1);

        assertThat(offersFor()).containsExactly(next.entry().id());
        waitlistOffers.leave(next.entry().id(), next.token());
        assertThat(offersFor())
                .as("nobody else wants it: the first may answer after all")
                .containsExactly(silent.entry().id());
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void whatAMoveGivesBackAndSeveralSlotsArePassedOnToo() {
        town.reopen(WEST, List.of(hours(600, 720, 30, 1)));
        Bookings.Held both = town.book(visit(WEST, TEN, PERMIT), 8);
        Bookings.Held third = town.book(visit(WEST, TEN.plusSeconds(3600), CARD), 9);
        Bookings.Held fourth = town.book(visit(WEST, TEN.plusSeconds(5400), CARD), 10);
        Waitlist.Joined permit = waitlist.join(
                new Waitlist.Wish(WEST, List.of(PERMIT), TUESDAY, TUESDAY, Map.of("district", "01")), contact(1));
        Waitlist.Joined one = join(2);
        Waitlist.Joined two = join(3);

        town.bookings.cancel(fourth.booking().id(), fourth.token(), "citizen");
        assertThat(state(one)).as("one slot is too short for a permit").isEqualTo("offered");
        town.bookings.reschedule(
                third.booking().id(),
                third.token(),
                visit(WEST, TEN.plusSeconds(86_400), CARD),
                BookingTown.citizen("p9"));
        assertThat(List.of(state(permit), state(two))).containsExactly("waiting", "offered");
        waitlistOffers.leave(one.entry().id(), one.token());
        waitlistOffers.leave(two.entry().id(), two.token());
        assertThat(state(permit))
                .as("the second that frees, with the one beside it that was free")
                .isEqualTo("offered");
        Waitlist.Joined four = join(4);
        Waitlist.Joined five = join(5);
        town.bookings.cancel(both.booking().id(), both.token(), "citizen");
        assertThat(List.of(state(four), state(five))).containsExactly("offered", "offered");
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void thoseWhoCannotBeServedHoldUpNobodyBehindThem() {
        town.book(visit(WEST, TEN, CARD), 999);
        for (int i = 0; i < 101; i++) {
            join(i);
        }
        Waitlist.Joined last = waitlist.join(
                new Waitlist.Wish(
                        WEST, List.of(CARD), TUESDAY.plusDays(1), TUESDAY.plusDays(1), Map.of("district", "01")),
                contact(500));

        assertThat(waitlistOffers.offerAll()).isEqualTo(1);
        assertThat(state(last)).isEqualTo("offered");
    }

    @Test
    void whoJoinsIsSentTheWayBack() {
        Waitlist.Joined joined = join(1);

        assertThat(sent("waitlist_joined"))
                .contains(joined.entry().wish().firstDay().toString())
                .contains("/appointment#waiting=" + joined.entry().id() + "." + joined.token());
    }

    @Test
    void threeOffersAreEnoughAndForeignTokensOpenNothing() {
        Waitlist.Joined joined = join(1);
        for (int i = 0; i < 3; i++) {
            assertThat(waitlistOffers.offerAll()).isEqualTo(1);
            town.clock.advance(Duration.ofMinutes(121));
        }
        assertThat(waitlistOffers.offerAll()).isZero();
        assertThat(state(joined)).isEqualTo("ended");
        assertThat(sent("waitlist_ended")).contains(TUESDAY.toString());
        assertThatThrownBy(() -> waitlistOffers.leave(joined.entry().id(), "foreign"))
                .extracting("code")
                .isEqualTo("unknown_booking");
    }

    @Test
    void whoWantsALaterDayIsServedThoughSomethingIsFreeBefore() {
        LocalDate next = TUESDAY.plusDays(7);
        Waitlist.Joined first = joinAnywhere(1, next, next.plusDays(2));
        Waitlist.Joined second = joinAnywhere(2, next, next.plusDays(2));
        Waitlist.Joined beyond = joinAnywhere(3, TUESDAY.plusDays(30), TUESDAY.plusDays(31));

        assertThat(waitlistOffers.offerAll()).isEqualTo(2);

        assertThat(List.of(state(first), state(second), state(beyond)))
                .containsExactly("offered", "offered", "waiting");
        // one seat a day: the second of them is given the day after, in the same round
        assertThat(heldDays()).containsExactly(next, next.plusDays(1));
        assertThat(town.overbooked()).isEmpty();
    }

    private Waitlist.Joined joinAnywhere(int person, LocalDate from, LocalDate to) {
        return waitlist.join(
                new Waitlist.Wish(null, List.of(CARD), from, to, Map.of("district", "01")), contact(person));
    }

    private List<LocalDate> heldDays() {
        return town.database
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT CAST(starts_at AT TIME ZONE 'Asia/Shanghai' AS date) FROM bookings
                        WHERE source = 'waitlist' AND state = 'held' ORDER BY id
                        """).mapTo(LocalDate.class).list());
    }

    @Test
    void aHallInChargeByAnOverlayHasAWaitingListAndABorder() {
        town.openHall(HEAT, ZoneId.of("Asia/Shanghai"), hours(600, 630, 30, 1));
        LonLat north = new LonLat(BookingTown.IN_WEST.lon(), BookingTown.IN_WEST.lat() + TestTown.SIDE);
        Waitlist.Joined joined = waitlist.join(wishAt(BookingTown.IN_WEST), contact(1));
        assertThatThrownBy(() -> waitlist.join(wishAt(north), contact(2)))
                .extracting("code")
                .isEqualTo("matter_not_served");
        assertThat(waitlistOffers.offerAll()).isEqualTo(1);
        assertThat(state(joined)).isEqualTo("offered");

        assertThat(atHeat(0, null)).isEqualTo("in_charge false");
        assertThat(atHeat(-20, null)).isEqualTo("not_in_charge true");
        assertThat(atHeat(20, null)).isEqualTo("in_charge true");
        assertThat(atHeat(-20, 30.0)).isEqualTo("maybe true");
        assertThat(atHeat(-100, 30.0)).isEqualTo("not_in_charge false");
        assertThat(atHeat(-100, 150.0)).isEqualTo("maybe true");
    }

    @Test
    void whoWaitsForAHallThatClosesIsOfferedTheNearestOtherOne() {
        town.openHall(HEAT, ZoneId.of("Asia/Shanghai"), hours(660, 690, 30, 1));
        town.openHall(BookingTown.CITY, ZoneId.of("Asia/Shanghai"), hours(600, 630, 30, 1));
        Map<String, String> kept =
                town.places.jurisdiction(BookingTown.IN_WEST, null).kept();
        town.book(visit(WEST, TEN, CARD), 9);
        for (int person = 1; person <= 3; person++) {
            waitlist.join(new Waitlist.Wish(WEST, List.of(CARD), TUESDAY, TUESDAY, kept), contact(person));
        }
        assertThat(waitlistOffers.offerAll()).as("it is full, not closed").isZero();

        town.reopen(
                WEST, List.of(hours(600, 630, 30, 1)), new DayChange(7, TUESDAY, TUESDAY, true, hours(0, 1440, 5, 0)));

        assertThat(waitlistOffers.offerAll()).isEqualTo(2);
        assertThat(heldHalls()).as("HEAT is nearer, CITY is sooner").containsExactly(HEAT, BookingTown.CITY);
        assertThat(sent("waitlist_offer")).contains("/appointment#booking=");
        assertThat(town.miscounted()).isEmpty();
    }

    private List<String> heldHalls() {
        return town.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT hall FROM bookings WHERE source = 'waitlist' AND state = 'held' ORDER BY id")
                        .mapTo(String.class)
                        .list());
    }

    private Waitlist.Wish wishAt(LonLat point) {
        Map<String, String> kept = town.places.jurisdiction(point, null).kept();
        return new Waitlist.Wish(HEAT, List.of(CARD), TUESDAY, TUESDAY, kept);
    }

    /** So many metres south of the zone's northern border; 0 for its middle. */
    private String atHeat(double metres, @Nullable Double accuracy) {
        double border = TestTown.SOUTH + TestTown.SIDE;
        double lat = metres == 0 ? BookingTown.IN_WEST.lat() : border - metres / 111_000;
        Jurisdiction there = town.places.jurisdiction(new LonLat(BookingTown.IN_WEST.lon(), lat), accuracy);
        Place heat = town.places.get(HEAT);
        return there.fit(heat, false).word() + " " + there.isNearBorder(heat);
    }

    @Test
    void nobodyWaitsForWhatNoHallMayDo() {
        Waitlist.Wish foreign = new Waitlist.Wish(null, List.of(CARD), TUESDAY, TUESDAY, Map.of("district", "02"));

        assertThatThrownBy(() -> waitlist.join(foreign, contact(1)))
                .extracting("code")
                .isEqualTo("matter_not_served");
        for (int i = 0; i < 3; i++) {
            join(1);
        }
        assertThatThrownBy(() -> join(1)).extracting("code").isEqualTo("person_limit");
    }
}
