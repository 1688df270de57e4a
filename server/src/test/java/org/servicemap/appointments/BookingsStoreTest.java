package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.CITY;
import static org.servicemap.appointments.BookingTown.EAST;
import static org.servicemap.appointments.BookingTown.HEAT;
import static org.servicemap.appointments.BookingTown.PERMIT;
import static org.servicemap.appointments.BookingTown.START;
import static org.servicemap.appointments.BookingTown.WEST;
import static org.servicemap.appointments.BookingTown.citizen;
import static org.servicemap.appointments.BookingTown.contact;
import static org.servicemap.appointments.BookingTown.hours;
import static org.servicemap.appointments.BookingTown.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.appointments.slots.Capacity;
import org.servicemap.appointments.slots.DayChange;
import org.servicemap.appointments.slots.Hours;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.notifications.OutboxFilter;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Holds, bookings and changed schedules, one after the other. */
@OnEveryDatabase
class BookingsStoreTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** Tuesday, ten o'clock. */
    private static final Instant TEN = Instant.parse("2026-03-03T02:00:00Z");

    private final BookingTown town;

    BookingsStoreTest(Database database) {
        town = new BookingTown(database);
    }

    @BeforeEach
    void clear() {
        town.clear();
        town.openHall(WEST, SHANGHAI, hours(540, 720, 30, 2));
        town.openHall(EAST, SHANGHAI, hours(540, 720, 30, 1));
        town.openHall(CITY, SHANGHAI, hours(540, 720, 30, 1));
    }

    @AfterEach
    void nothingIsMiscounted() {
        assertThat(town.miscounted()).isEmpty();
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call).extracting("code").isEqualTo(code);
    }

    private Bookings.Held hold(Instant start, String... matters) {
        return town.bookings.hold(visit(WEST, start, matters), citizen("someone"), null);
    }

    private List<Instant> free(String hall, String... matters) {
        return town
                .availability
                .of(town.halls.get(hall), List.of(matters), LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 3))
                .stream()
                .map(FreeSlot::start)
                .toList();
    }

    @Test
    void aHoldKeepsItsSeatAndExpiresByItself() {
        hold(TEN, CARD);
        hold(TEN, CARD);
        refused(() -> hold(TEN, CARD), "slot_full");
        assertThat(free(WEST, CARD)).hasSize(5).doesNotContain(TEN);

        town.clock.advance(Duration.ofMinutes(10));

        assertThat(free(WEST, CARD)).as("nobody has swept").hasSize(6);
        assertThat(town.availability.readEarliest(Set.of(CARD)).get(WEST).start())
                .isEqualTo(START.plusSeconds(5400));
        hold(TEN, CARD);
        hold(TEN, CARD);
        refused(() -> hold(TEN, CARD), "slot_full");
        assertThat(town.overbooked()).isEmpty();
    }

    @Test
    void aProofOfWorkIsGoodForOneHoldAtWhicheverServer() {
        HallSettings plain = HallSettings.standard(SHANGHAI);
        town.clear();
        town.openHall(WEST, new HallSettings(plain.zone(), 60, 14, 10, 3, 3, 20, 8, true), hours(540, 720, 30, 3));
        String proof = proof(TEN, 8);
        Visit visit = visit(WEST, TEN, CARD);
        refused(() -> town.bookings.hold(visit, citizen("bot"), null), "proof_needed");
        town.bookings.hold(visit, citizen("bot"), proof);

        refused(() -> town.bookings.hold(visit, citizen("bot"), proof), "proof_needed");
        refused(() -> town.server().hold(visit, citizen("another bot"), proof), "proof_needed");

        town.clock.advance(Duration.ofMinutes(31));
        town.bookings.sweep();
        assertThat(count("booking_proofs")).as("forgotten, and too old by then").isZero();
        refused(() -> town.bookings.hold(visit, citizen("bot"), proof), "proof_needed");
    }

    private int count(String table) {
        return town.database
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                        .mapTo(Integer.class)
                        .one());
    }

    /** By trying, as a page does. */
    private static String proof(Instant start, int bits) {
        for (int nonce = 0; ; nonce++) {
            String proof = START.getEpochSecond() / 60 + ":" + nonce;
            if (Proof.isGood(visit(WEST, start, CARD), proof, bits, START)) {
                return proof;
            }
        }
    }

    @Test
    void theEarliestPassesWhatIsHeldAndComesBackToWhatHasExpired() {
        for (long minutes : List.of(60L, 90L, 120L)) {
            for (int seat = 0; seat < 2; seat++) {
                Instant start = START.plus(Duration.ofMinutes(minutes));
                town.bookings.hold(visit(WEST, start, CARD), citizen("early" + minutes + seat), null);
            }
        }
        assertThat(earliestOfWest().start()).isEqualTo(START.plus(Duration.ofMinutes(150)));

        town.clock.advance(Duration.ofMinutes(10));

        assertThat(earliestOfWest().start()).isEqualTo(START.plus(Duration.ofMinutes(90)));
        assertThat(earliestOfWest().free()).isEqualTo(2);
        town.bookings.hold(visit(WEST, START.plus(Duration.ofMinutes(90)), CARD), citizen("late"), null);
        assertThat(earliestOfWest().free()).isEqualTo(1);
    }

    @Test
    void theEarliestIsTheFirstOfTheListWhateverIsHeldOrHasExpired() {
        Random random = new Random(11);
        LocalDate day = LocalDate.of(2026, 3, 3);
        for (int round = 0; round < 40; round++) {
            Instant start = START.plus(Duration.ofMinutes(60 + 30L * random.nextInt(6)));
            String matter = random.nextBoolean() ? CARD : PERMIT;
            try {
                town.bookings.hold(visit(WEST, start, matter), citizen("round" + round), null);
            } catch (AppointmentException e) {
                assertThat(e.code()).isIn("slot_full", "no_such_slot", "too_soon");
            }
            town.clock.advance(Duration.ofSeconds(random.nextInt(120)));
            for (String each : List.of(CARD, PERMIT)) {
                List<FreeSlot> all =
                        town.availability.of(town.halls.get(WEST), List.of(each), day.minusDays(1), day.plusDays(5));
                FreeSlot earliest = town.availability.readEarliest(Set.of(each)).get(WEST);
                assertThat(earliest).as("%s in round %s", each, round).isNotNull();
                assertThat(earliest.start()).isEqualTo(all.get(0).start());
                assertThat(earliest.end()).isEqualTo(all.get(0).end());
            }
        }
    }

    private FreeSlot earliestOfWest() {
        return Objects.requireNonNull(
                town.availability.readEarliest(Set.of(CARD)).get(WEST));
    }

    @Test
    void aRefusalNamesWhatIsFreeNearby() {
        hold(TEN, CARD);
        hold(TEN, CARD);

        assertThatThrownBy(() -> hold(TEN, CARD)).isInstanceOfSatisfying(AppointmentException.class, e -> {
            assertThat(e.alternatives()).hasSize(5);
            assertThat(Duration.between(TEN, e.alternatives().get(0).start()).abs())
                    .isEqualTo(Duration.ofMinutes(30));
        });
    }

    @Test
    void aVisitOfSeveralSlotsTakesThemInARow() {
        town.book(visit(EAST, TEN, CARD), 1);

        refused(() -> town.bookings.hold(visit(EAST, TEN.minusSeconds(1800), PERMIT), citizen("a"), null), "slot_full");
        assertThat(free(EAST, PERMIT))
                .containsExactly(TEN.minusSeconds(3600), TEN.plusSeconds(1800), TEN.plusSeconds(3600));
        Booking both = town.bookings
                .hold(visit(EAST, TEN.plusSeconds(1800), PERMIT, CARD), citizen("a"), null)
                .booking();
        assertThat(Duration.between(both.start(), both.end())).hasMinutes(90);
        refused(() -> town.bookings.hold(visit(EAST, TEN.plusSeconds(5400), PERMIT), citizen("a"), null), "slot_full");
    }

    @Test
    void aHoldThatNobodyTookBackIsConfirmedLateAndOneThatWasIsTakenAgain() {
        Bookings.Held late = hold(TEN, CARD);
        Bookings.Held swept = hold(TEN, CARD);
        town.clock.advance(Duration.ofMinutes(11));

        assertThat(town.bookings
                        .confirm(late.booking().id(), late.token(), contact(1), citizen("a"))
                        .state())
                .isEqualTo(BookingState.CONFIRMED);
        assertThat(town.bookings.sweep()).isEqualTo(1);
        assertThat(town.bookings
                        .confirm(swept.booking().id(), swept.token(), contact(2), citizen("a"))
                        .state())
                .isEqualTo(BookingState.CONFIRMED);
        refused(() -> hold(TEN, CARD), "slot_full");
    }

    @Test
    void aHoldWhoseSeatWentToAnotherIsToldSo() {
        Bookings.Held slow = hold(TEN, CARD);
        town.clock.advance(Duration.ofMinutes(11));
        town.book(visit(WEST, TEN, CARD), 1);
        town.book(visit(WEST, TEN, CARD), 2);

        assertThatThrownBy(() -> town.bookings.confirm(slow.booking().id(), slow.token(), contact(3), citizen("a")))
                .isInstanceOfSatisfying(AppointmentException.class, e -> {
                    assertThat(e.code()).isEqualTo("hold_expired");
                    assertThat(e.alternatives()).isNotEmpty();
                });
        assertThat(town.overbooked()).isEmpty();
    }

    @Test
    void theSameConfirmationTwiceIsOneBooking() {
        Bookings.Held held = hold(TEN, CARD);
        Booking once = town.bookings.confirm(held.booking().id(), held.token(), contact(1), citizen("a"));
        Booking twice = town.bookings.confirm(held.booking().id(), held.token(), contact(1), citizen("a"));

        assertThat(twice.number()).isEqualTo(once.number()).matches("\\d{9}");
        assertThat(BookingNumber.parse(String.valueOf(once.number()))).isPresent();
        assertThat(town.outbox
                        .list(new OutboxFilter(null, null, null, null, 1))
                        .get(0)
                        .template())
                .isEqualTo("booking_confirmed");
    }

    @Test
    void foreignTokensOpenNothing() {
        Bookings.Held mine = hold(TEN, CARD);
        Bookings.Held other = hold(TEN, CARD);

        refused(() -> town.bookings.cancel(mine.booking().id(), other.token(), "citizen"), "unknown_booking");
        refused(() -> town.bookings.confirm(mine.booking().id(), "", contact(1), citizen("a")), "unknown_booking");
    }

    @Test
    void anExtensionGivesTimeTwiceAndNoMore() {
        Bookings.Held held = hold(TEN, CARD);
        long id = held.booking().id();
        town.clock.advance(Duration.ofMinutes(9));
        assertThat(town.bookings.extend(id, held.token(), citizen("a")).holdExpiresAt())
                .isEqualTo(START.plus(Duration.ofMinutes(19)));
        town.clock.advance(Duration.ofMinutes(9));
        town.bookings.extend(id, held.token(), citizen("a"));

        refused(() -> town.bookings.extend(id, held.token(), citizen("a")), "no_extension");
    }

    /** Or the limit of holds would be passed by waiting until they have run out. */
    @Test
    void aHoldThatHadExpiredCountsAgainWhenItIsExtended() {
        HallSettings few = new HallSettings("Asia/Shanghai", 60, 14, 10, 3, 3, 2, 0, true);
        town.clear();
        town.openHall(CITY, few, hours(540, 1080, 30, 2));
        List<Bookings.Held> old = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Visit visit = visit(CITY, TEN.plusSeconds(1800L * i), CARD);
            old.add(town.bookings.hold(visit, citizen("few"), null));
        }
        town.clock.advance(Duration.ofMinutes(11));
        town.bookings.sweep();
        town.bookings.hold(visit(CITY, TEN.plusSeconds(5400), CARD), citizen("few"), null);

        town.bookings.extend(old.get(0).booking().id(), old.get(0).token(), citizen("few"));
        refused(
                () -> town.bookings.extend(old.get(1).booking().id(), old.get(1).token(), citizen("few")),
                "too_many_holds");
        refused(
                () -> town.bookings.hold(visit(CITY, TEN.plusSeconds(7200), CARD), citizen("few"), null),
                "too_many_holds");
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void whatAnOperatorDoesForACallerStandsInTheHistoryAndCountsForNobodyElse() {
        HallSettings few = new HallSettings("Asia/Shanghai", 60, 14, 10, 3, 3, 1, 0, true);
        town.openHall(HEAT, few, hours(540, 1080, 30, 2));
        Author operator = new Author("operator", 17L, "desk", "account:17");
        Visit visit = visit(HEAT, TEN, CARD);
        Bookings.Held old = town.bookings.hold(visit, citizen("few"), null);
        town.clock.advance(Duration.ofMinutes(11));
        town.bookings.hold(visit(HEAT, TEN.plusSeconds(3600), CARD), citizen("few"), null);

        long id = old.booking().id();
        refused(() -> town.bookings.extend(id, old.token(), citizen("few")), "too_many_holds");
        town.bookings.extend(id, old.token(), operator);
        town.bookings.confirm(id, old.token(), contact(1), operator);
        // who missed three visits was told to call, and has
        for (int i = 0; i < 3; i++) {
            missed(visit(EAST, TEN.plusSeconds(1800L * i), CARD));
        }
        Visit elsewhere = visit(WEST, TEN, CARD);
        refused(() -> town.bookings.reschedule(id, old.token(), elsewhere, citizen("few")), "too_many_no_shows");
        town.bookings.reschedule(id, old.token(), elsewhere, operator);
        town.bookings.cancel(id, old.token(), operator.by());

        assertThat(history(id))
                .containsExactly(
                        "held citizen",
                        "extended account:17",
                        "confirmed account:17",
                        "moved account:17",
                        "cancelled account:17");
    }

    private void missed(Visit visit) {
        long id = town.book(visit, 1).booking().id();
        town.database.useTransaction(
                handle -> handle.execute("UPDATE bookings SET state = 'no_show' WHERE id = ?", id));
    }

    private List<String> history(long booking) {
        return town.database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT kind || ' ' || by FROM booking_events WHERE booking = :id ORDER BY id")
                        .bind("id", booking)
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void cancellingGivesBackSeatAndLimit() {
        List<Bookings.Held> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(town.book(visit(WEST, TEN.plusSeconds(1800L * i), CARD), 7));
        }
        Bookings.Held fourth = hold(TEN, CARD);
        refused(
                () -> town.bookings.confirm(fourth.booking().id(), fourth.token(), contact(7), citizen("a")),
                "person_limit");

        Bookings.Held first = three.get(0);
        assertThat(town.bookings
                        .cancel(first.booking().id(), first.token(), "citizen")
                        .state())
                .isEqualTo(BookingState.CANCELLED);
        town.bookings.cancel(first.booking().id(), first.token(), "citizen");
        assertThat(town.bookings
                        .confirm(fourth.booking().id(), fourth.token(), contact(7), citizen("a"))
                        .state())
                .isEqualTo(BookingState.CONFIRMED);
    }

    @Test
    void reschedulingKeepsTheOldSeatUntilTheNewOneIsThere() {
        Bookings.Held mine = town.book(visit(EAST, TEN, CARD), 1);
        town.book(visit(EAST, TEN.plusSeconds(1800), CARD), 2);

        refused(
                () -> town.bookings.reschedule(
                        mine.booking().id(), mine.token(), visit(EAST, TEN.plusSeconds(1800)), citizen("p")),
                "slot_full");
        assertThat(free(EAST, CARD)).doesNotContain(TEN);
        Booking moved = town.bookings.reschedule(
                mine.booking().id(), mine.token(), visit(EAST, TEN.plusSeconds(3600)), citizen("p"));

        assertThat(moved.start()).isEqualTo(TEN.plusSeconds(3600));
        assertThat(moved.number()).isEqualTo(mine.booking().number());
        assertThat(free(EAST, CARD)).contains(TEN).doesNotContain(TEN.plusSeconds(3600));
    }

    @Test
    void whoDidNotSayWhereIsNamedTheHallsFirstTimeAndHallsForEveryone() {
        DayChange closed =
                new DayChange(1, LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 8), true, hours(0, 1440, 5, 0));
        town.reopen(CITY, List.of(hours(540, 720, 30, 1)), closed);
        Visit nowhere = new Visit(CITY, List.of(PERMIT), TEN, null, Quota.PUBLIC, null, null);

        assertThatThrownBy(() -> town.bookings.hold(nowhere, citizen("a"), null))
                .isInstanceOfSatisfying(AppointmentException.class, e -> {
                    assertThat(e.alternatives()).extracting(FreeSlot::hall).containsExactlyInAnyOrder(CITY, EAST, WEST);
                    assertThat(e.alternatives().get(0).start()).isEqualTo(Instant.parse("2026-03-09T01:00:00Z"));
                });
    }

    @Test
    void anInternalBookingMovesToAnInternalSeatOrElseToAPublicOne() {
        town.reopen(CITY, List.of(new Hours(540, 720, 30, new Capacity(1, 1, 0))));
        Visit internal = new Visit(CITY, List.of(CARD), TEN, null, Quota.INTERNAL, null, null);
        Bookings.Held mine = town.book(internal, 1);
        Visit half = new Visit(CITY, List.of(CARD), TEN.plusSeconds(1800), null, Quota.INTERNAL, null, null);

        assertThat(town.bookings
                        .reschedule(mine.booking().id(), mine.token(), half, citizen("p"))
                        .quota())
                .isEqualTo(Quota.INTERNAL);
        town.book(internal, 2);
        Booking moved = town.bookings.reschedule(mine.booking().id(), mine.token(), internal, citizen("p"));
        assertThat(moved.quota()).isEqualTo(Quota.PUBLIC);
        assertThat(moved.start()).isEqualTo(TEN);
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
        Bookings.Held third = town.book(half, 3);
        refused(
                () -> town.bookings.reschedule(third.booking().id(), third.token(), internal, citizen("p")),
                "slot_full");
    }

    @Test
    void onlyTheHallInChargeIsBookedUnlessTheMatterIsCityWide() {
        Visit foreign = new Visit(EAST, List.of(CARD), TEN, null, Quota.PUBLIC, BookingTown.IN_WEST, null);
        Visit nowhere = new Visit(EAST, List.of(CARD), TEN, null, Quota.PUBLIC, null, null);
        Visit cityWide = new Visit(EAST, List.of(PERMIT), TEN, null, Quota.PUBLIC, null, null);
        Visit everyone = new Visit(CITY, List.of(CARD), TEN, null, Quota.PUBLIC, null, null);

        refused(() -> town.bookings.hold(foreign, citizen("a"), null), "hall_not_in_charge");
        refused(() -> town.bookings.hold(nowhere, citizen("a"), null), "location_needed");
        assertThat(town.bookings.hold(cityWide, citizen("a"), null).booking().areas())
                .isEmpty();
        assertThat(town.bookings.hold(everyone, citizen("a"), null).nearBorder())
                .isFalse();
        assertThat(town.bookings
                        .hold(visit(WEST, TEN, CARD), citizen("a"), null)
                        .booking()
                        .areas())
                .containsEntry("district", "01");
    }

    @Test
    void wrongTimesAreRefusedEachWithItsOwnCode() {
        refused(() -> hold(START.minusSeconds(60), CARD), "past_slot");
        refused(() -> hold(START.plusSeconds(1800), CARD), "too_soon");
        refused(() -> hold(TEN.plus(Duration.ofDays(30)), CARD), "too_far_ahead");
        refused(() -> hold(TEN.plusSeconds(60), CARD), "no_such_slot");
        refused(() -> hold(TEN, "nothing"), "matter_not_served");
        refused(() -> town.bookings.hold(visit("nowhere", TEN, CARD), citizen("a"), null), "unknown_hall");
    }

    @Test
    void aCallerHoldsOnlySoMany() {
        HallSettings strict = new HallSettings("Asia/Shanghai", 0, 14, 10, 3, 3, 2, 0, true);
        town.database.useTransaction(handle -> town.hallStore.save(handle, WEST, strict, "test"));
        town.halls.refresh();
        hold(TEN, CARD);
        hold(TEN, CARD);

        refused(() -> hold(TEN.plusSeconds(1800), CARD), "too_many_holds");
        town.clock.advance(Duration.ofMinutes(10));
        hold(TEN.plusSeconds(1800), CARD);
    }

    @Test
    void aNumberAndItsPhoneOpenABookingUntilThereWereTooManyWrongTries() {
        Bookings.Held mine = town.book(visit(WEST, TEN, CARD), 5);
        String number = new BookingNumber(String.valueOf(mine.booking().number())).spoken();
        String phone = contact(5).phone();

        Bookings.Held opened = town.access.open(number, phone, "net");
        assertThat(town.access.get(mine.booking().id(), opened.token()).state()).isEqualTo(BookingState.CONFIRMED);
        assertThat(town.access.get(mine.booking().id(), mine.token()))
                .as("the link still works")
                .isNotNull();
        for (int i = 0; i < 5; i++) {
            String written = number.replace("-", " ".repeat(i));
            refused(() -> town.access.open(written, "13900000000", "net"), "unknown_booking");
        }
        refused(() -> town.access.open(number, phone, "net"), "too_many_tries");
        town.clock.advance(Duration.ofSeconds(31));
        town.access.open(number, phone, "net");
    }

    @Test
    void whatWasTriedAtAKioskIsForgottenWhenSomebodyIsRightAndOtherKiosksGoOn() {
        Bookings.Held mine = town.book(visit(WEST, TEN, CARD), 5);
        String number = new BookingNumber(String.valueOf(mine.booking().number())).spoken();
        String phone = contact(5).phone();
        for (int i = 0; i < 29; i++) {
            String wrong = BookingNumber.of(9_000_000 + i).digits();
            refused(() -> town.access.open(wrong, phone, "kiosk west one"), "unknown_booking");
        }

        town.access.open(number, phone, "kiosk west one");
        town.access.forgive("kiosk west one");
        String another = BookingNumber.of(9_000_100).digits();
        refused(() -> town.access.open(another, phone, "kiosk west one"), "unknown_booking");
        town.access.open(number, phone, "kiosk west one");

        town.access.open(number, phone, "kiosk west two");
    }

    @Test
    void aClosureKeepsWhoIsBookedAndTakesNobodyMore() {
        Bookings.Held mine = town.book(visit(WEST, TEN, CARD), 1);
        DayChange closed =
                new DayChange(1, LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 3), true, hours(0, 1440, 5, 0));

        Planning.Difference difference = town.reopen(WEST, List.of(hours(540, 720, 30, 2)), closed);

        assertThat(difference.below()).hasSize(1);
        assertThat(difference.changed()).hasSize(6);
        assertThat(free(WEST, CARD)).isEmpty();
        refused(() -> hold(TEN, CARD), "no_such_slot");
        assertThat(town.access.get(mine.booking().id(), mine.token()).state()).isEqualTo(BookingState.CONFIRMED);
        town.bookings.cancel(mine.booking().id(), mine.token(), "citizen");
        refused(() -> hold(TEN, CARD), "no_such_slot");

        town.reopen(WEST, List.of(hours(540, 720, 30, 2)));
        assertThat(free(WEST, CARD)).as("open again").hasSize(6);
    }

    @Test
    void aHoldInASlotThatWasClosedIsNotConfirmed() {
        Bookings.Held mine = hold(TEN, CARD);
        town.reopen(WEST, List.of(hours(660, 720, 30, 2)));

        refused(
                () -> town.bookings.confirm(mine.booking().id(), mine.token(), contact(1), citizen("a")),
                "schedule_changed");
    }

    @Test
    void aHoldInASlotThatWasCutIsConfirmedOnlyWhileThereIsASeat() {
        Bookings.Held first = town.book(visit(WEST, TEN, CARD), 1);
        Bookings.Held held = hold(TEN, CARD);
        town.reopen(WEST, List.of(hours(540, 720, 30, 1)));

        refused(
                () -> town.bookings.confirm(held.booking().id(), held.token(), contact(2), citizen("a")),
                "schedule_changed");
        town.bookings.cancel(first.booking().id(), first.token(), "citizen");
        assertThat(town.bookings
                        .confirm(held.booking().id(), held.token(), contact(2), citizen("a"))
                        .state())
                .isEqualTo(BookingState.CONFIRMED);
    }

    @Test
    void languagesAreTags() {
        assertThatThrownBy(() -> town.contacts.read("李雷", "13800000001", null, "zh'; --"))
                .extracting("field")
                .isEqualTo("language");
        assertThat(town.contacts.read("李雷", "13800000001", null, "zh-Hant").language())
                .isEqualTo("zh-Hant");
    }

    @Test
    void fewerSeatsThanAreTakenSinkAsTheyAreGivenBack() {
        Bookings.Held one = town.book(visit(WEST, TEN, CARD), 1);
        Bookings.Held two = town.book(visit(WEST, TEN, CARD), 2);
        town.reopen(WEST, List.of(hours(540, 720, 30, 1)));

        refused(() -> hold(TEN, CARD), "slot_full");
        town.bookings.cancel(one.booking().id(), one.token(), "citizen");
        refused(() -> hold(TEN, CARD), "slot_full");
        town.bookings.cancel(two.booking().id(), two.token(), "citizen");
        hold(TEN, CARD);
        refused(() -> hold(TEN, CARD), "slot_full");
    }

    @Test
    void nobodyHoldsWhatIsHeldWhenTheClockStepsBack() {
        hold(TEN, CARD);
        hold(TEN, CARD);
        town.clock.advance(Duration.ofMinutes(-30));

        refused(() -> hold(TEN, CARD), "slot_full");
        assertThat(town.overbooked()).isEmpty();
    }

    @Test
    void theHorizonMovesOnDayByDay() {
        assertThat(town.planning.extend(town.halls.get(WEST))).isFalse();
        town.clock.advance(Duration.ofDays(3));

        assertThat(town.planning.extendAll()).isEqualTo(3);
        assertThat(town.halls.get(WEST).plannedUntil()).isEqualTo(LocalDate.of(2026, 3, 19));
        assertThat(town.planning.extendAll()).isZero();
    }
}
