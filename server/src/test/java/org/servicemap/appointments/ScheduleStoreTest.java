package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.PERMIT;
import static org.servicemap.appointments.BookingTown.START;
import static org.servicemap.appointments.BookingTown.WEST;
import static org.servicemap.appointments.BookingTown.citizen;
import static org.servicemap.appointments.BookingTown.hours;
import static org.servicemap.appointments.BookingTown.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.appointments.ScheduleJson.HallScheduleBody;
import org.servicemap.appointments.ScheduleJson.HallScheduleJson;
import org.servicemap.appointments.ScheduleJson.ScheduleChange;
import org.servicemap.appointments.ScheduleJson.ScheduleConsequencesJson;
import org.servicemap.appointments.ScheduleJson.ScheduledQueue;
import org.servicemap.appointments.ScheduleJson.SlotTemplate;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.notifications.OutboxFilter;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.storage.Retries;
import org.servicemap.text.LocalText;

/** Schedules that are changed, what that does to bookings, and the offers that follow. */
@OnEveryDatabase
class ScheduleStoreTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant TEN = Instant.parse("2026-03-03T02:00:00Z");
    private static final Consumer<Handle> NO_AUDIT = handle -> {};

    private final BookingTown town;

    ScheduleStoreTest(Database database) {
        town = new BookingTown(database);
    }

    @BeforeEach
    void clear() {
        town.clear();
        town.openHall(WEST, SHANGHAI, hours(540, 720, 30, 2));
    }

    private static ScheduleChange closed(String day) {
        LocalDate date = LocalDate.parse(day);
        return new ScheduleChange(
                null,
                date,
                date,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                LocalText.of("zh", "停电", "en", "Power cut"));
    }

    private static HallScheduleBody body(
            HallScheduleJson read, List<SlotTemplate> templates, ScheduleChange... changes) {
        ScheduledQueue queue = read.queues().get(0);
        return new HallScheduleBody(
                read.version(),
                read.settings(),
                List.of(new ScheduledQueue(queue.code(), queue.name(), queue.letter(), queue.matters(), templates)),
                read.counters(),
                List.of(changes));
    }

    private HallScheduleBody body(ScheduleChange... changes) {
        HallScheduleJson read = town.editor.read(WEST);
        return body(read, read.queues().get(0).templates(), changes);
    }

    private static SlotTemplate template(String from, String to, int seats) {
        return new SlotTemplate(
                LocalDate.of(2026, 1, 1),
                null,
                List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
                false,
                false,
                from,
                to,
                30,
                seats,
                0,
                0);
    }

    private ScheduleConsequencesJson apply(HallScheduleBody body) {
        return town.editor.apply(WEST, body, "account:1", NO_AUDIT);
    }

    private Booking stored(Bookings.Held held) {
        return town.access.get(held.booking().id(), held.token());
    }

    private void refused(HallScheduleBody body, String code, @Nullable String field) {
        assertThatThrownBy(() -> apply(body)).extracting("code", "field").containsExactly(code, field);
    }

    @Test
    void whatIsReadIsWrittenAgainWithoutAnyEffect() {
        ScheduleConsequencesJson done = apply(body());

        assertThat(done.addedSlots() + done.closedSlots() + done.reducedSlots() + done.otherSlots())
                .isZero();
        assertThat(town.editor.read(WEST).version()).isEqualTo(done.version());
    }

    @Test
    void aPreviewSaysWhatHappensAndDoesNothing() {
        Bookings.Held first = town.book(visit(WEST, TEN, CARD), 1);
        Bookings.Held second = town.book(visit(WEST, TEN, CARD), 2);
        HallScheduleBody fewer = body(town.editor.read(WEST), List.of(template("09:30", "12:30", 1)));

        ScheduleConsequencesJson seen = town.editor.preview(WEST, fewer);

        assertThat(seen.affected())
                .extracting(each -> each.id() + " " + each.reason())
                .containsExactly(second.booking().id() + " reduced");
        assertThat(seen.closedSlots()).isPositive();
        assertThat(seen.addedSlots()).isPositive();
        assertThat(stored(second).affected()).isNull();
        assertThat(town.editor.read(WEST).version()).isEqualTo(1);

        ScheduleConsequencesJson done = apply(fewer);
        assertThat(done.affected()).isEqualTo(seen.affected());
        assertThat(done.addedSlots()).isEqualTo(seen.addedSlots());
        assertThat(done.closedSlots()).isEqualTo(seen.closedSlots());
        assertThat(stored(first).affected()).isNull();
        assertThat(stored(second).affected()).isEqualTo("reduced");
    }

    @Test
    void aPreviewNamesTheTimeThatEachIsThenOffered() {
        Bookings.Held mine = town.book(visit(WEST, TEN, CARD), 1);
        Bookings.Held permit = town.book(visit(WEST, TEN, PERMIT), 2);
        town.openHall(BookingTown.CITY, SHANGHAI, hours(540, 720, 30, 2));
        // afterwards there is one seat at eleven that day, and a stretch of two slots on no day here
        HallScheduleBody one =
                body(town.editor.read(WEST), List.of(template("11:00", "11:30", 1)), closed("2026-03-04"));

        ScheduleConsequencesJson seen = town.editor.preview(WEST, one);

        assertThat(seen.affected())
                .extracting(ScheduleJson.AffectedBookingJson::id)
                .containsExactly(id(mine), id(permit));
        ScheduleJson.OtherSlotJson here = seen.affected().get(0).offer();
        ScheduleJson.OtherSlotJson there = seen.affected().get(1).offer();
        assertThat(here).isNotNull();
        assertThat(there).isNotNull();
        assertThat(here.hall()).isEqualTo(WEST);
        assertThat(here.startsAt().toInstant()).isEqualTo(Instant.parse("2026-03-03T03:00:00Z"));
        assertThat(there.hall()).isEqualTo(BookingTown.CITY);
        assertThat(there.endsAt().toInstant())
                .isEqualTo(there.startsAt().toInstant().plus(Duration.ofHours(1)));
        assertThat(town.miscounted()).isEmpty();
        assertThat(apply(one).affected()).isEqualTo(seen.affected());
    }

    @Test
    void noSeatIsForeseenForTwo() {
        town.book(visit(WEST, TEN, CARD), 1);
        town.book(visit(WEST, TEN, CARD), 2);

        // of the day before and the day after, the eleven of the day before is nearer to ten
        ScheduleConsequencesJson seen = town.editor.preview(
                WEST, body(town.editor.read(WEST), List.of(template("11:00", "11:30", 1)), closed("2026-03-05")));

        assertThat(seen.affected())
                .extracting(each -> {
                    ScheduleJson.OtherSlotJson offer = each.offer();
                    return offer == null ? "none" : offer.startsAt().toInstant().toString();
                })
                .containsExactly("2026-03-03T03:00:00Z", "2026-03-02T03:00:00Z");
    }

    private static String id(Bookings.Held held) {
        return Long.toString(held.booking().id());
    }

    @Test
    void aShorterHorizonMovesNobodyAndClosesNothing() {
        HallScheduleJson read = town.editor.read(WEST);
        HallSettings now = read.settings();
        Bookings.Held late = town.book(visit(WEST, TEN.plusSeconds(86_400L * (now.horizonDays() - 3)), CARD), 1);
        HallSettings shorter = new HallSettings(
                now.zone(),
                now.leadMinutes(),
                5,
                now.holdMinutes(),
                now.openPerPerson(),
                now.noShows(),
                now.holdsPerCaller(),
                now.proofBits(),
                now.bookable());

        ScheduleConsequencesJson done =
                apply(new HallScheduleBody(read.version(), shorter, read.queues(), read.counters(), List.of()));

        assertThat(done.closedSlots()).isZero();
        assertThat(done.affected()).isEmpty();
        assertThat(stored(late).affected()).isNull();
    }

    @Test
    void withLongerSlotsAVisitOfSeveralIsStillPossible() {
        SlotTemplate half = template("09:00", "12:00", 2);
        SlotTemplate whole = new SlotTemplate(
                half.validFrom(),
                half.validTo(),
                half.weekdays(),
                half.makeUpDays(),
                half.holidays(),
                half.from(),
                half.to(),
                60,
                half.publicCapacity(),
                half.internalCapacity(),
                half.walkInCapacity());
        apply(body(town.editor.read(WEST), List.of(whole)));

        Bookings.Held held = town.book(visit(WEST, TEN, PERMIT), 1);

        assertThat(Duration.between(held.booking().start(), held.booking().end()))
                .isEqualTo(Duration.ofHours(2));
        assertThat(town.miscounted()).isEmpty();
        assertThat(town.overbooked()).isEmpty();
    }

    @Test
    void whoIsAffectedIsOfferedAHeldSlotAndKeepsTheOldOneUntilItIsAccepted() {
        Bookings.Held mine = town.book(visit(WEST, TEN, CARD), 1);

        ScheduleConsequencesJson done = apply(body(closed("2026-03-03")));

        assertThat(done.affected()).hasSize(1);
        assertThat(done.offered()).isEqualTo(1);
        assertThat(stored(mine).state()).isEqualTo(BookingState.CONFIRMED);
        String token = offerToken();
        Booking offer = town.access.get(offerId(), token);
        assertThat(offer.offeredFor()).isEqualTo(mine.booking().id());
        assertThat(LocalDate.ofInstant(offer.start(), SHANGHAI)).isNotEqualTo(LocalDate.of(2026, 3, 3));

        Booking moved = town.acceptance.accept(offer.id(), token, citizen("p"));

        assertThat(moved.id()).isEqualTo(mine.booking().id());
        assertThat(moved.number()).isEqualTo(mine.booking().number());
        assertThat(moved.start()).isEqualTo(offer.start());
        assertThat(moved.affected()).isNull();
        assertThat(town.miscounted()).isEmpty();
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.acceptance.accept(offer.id(), token, citizen("p")))
                .as("sent twice")
                .usingRecursiveComparison()
                .isEqualTo(moved);
        assertThat(town.miscounted()).isEmpty();
        assertThat(town.acceptance.opened(offer.id(), token).id())
                .as("the link of the message, later")
                .isEqualTo(moved.id());
        assertThat(town.access.get(moved.id(), token).start()).isEqualTo(offer.start());
        assertThat(town.access.get(moved.id(), mine.token()).start()).isEqualTo(offer.start());
    }

    @Test
    void anOfferIsAcceptedAndNotConfirmedAsAnotherBooking() {
        town.book(visit(WEST, TEN, CARD), 1);
        apply(body(closed("2026-03-03")));

        assertThatThrownBy(() -> town.bookings.confirm(offerId(), offerToken(), BookingTown.contact(1), citizen("a")))
                .extracting("code")
                .isEqualTo("wrong_state");
    }

    @Test
    void anOfferThatWasCutMeanwhileIsNotTaken() {
        Bookings.Held mine = town.book(visit(WEST, TEN, CARD), 1);
        apply(body(closed("2026-03-03")));
        long offer = offerId();
        String token = offerToken();
        String day = LocalDate.ofInstant(town.access.get(offer, token).start(), SHANGHAI)
                .toString();
        apply(body(closed("2026-03-03"), closed(day)));

        assertThatThrownBy(() -> town.acceptance.accept(offer, token, citizen("p")))
                .extracting("code")
                .isEqualTo("schedule_changed");
        assertThat(stored(mine).affected()).isEqualTo("closed");
    }

    @Test
    void whoHadAnInternalSeatIsOfferedOne() {
        SlotTemplate none = template("09:00", "12:00", 0);
        SlotTemplate internal = new SlotTemplate(
                none.validFrom(), null, none.weekdays(), false, false, none.from(), none.to(), 30, 0, 1, 0);
        apply(body(town.editor.read(WEST), List.of(internal)));
        Visit visit = new Visit(WEST, List.of(CARD), TEN, null, Quota.INTERNAL, BookingTown.IN_WEST, null);
        Bookings.Held mine = town.book(visit, 1);

        assertThat(apply(body(closed("2026-03-03"))).offered()).isEqualTo(1);
        Booking moved = town.acceptance.accept(offerId(), offerToken(), citizen("p"));
        assertThat(moved.id()).isEqualTo(mine.booking().id());
        assertThat(moved.quota()).isEqualTo(Quota.INTERNAL);
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void queuesSwapTheirLetters() {
        HallScheduleJson read = town.editor.read(WEST);
        ScheduledQueue one = read.queues().get(0);
        apply(queues(read, one, new ScheduledQueue("second", one.name(), "B", one.matters(), one.templates())));
        read = town.editor.read(WEST);
        List<ScheduledQueue> swapped = read.queues().stream()
                .map(each -> new ScheduledQueue(
                        each.code(),
                        each.name(),
                        each.letter().equals("A") ? "B" : "A",
                        each.matters(),
                        each.templates()))
                .toList();
        apply(queues(read, swapped.get(0), swapped.get(1)));

        assertThat(town.editor.read(WEST).queues())
                .extracting(ScheduledQueue::code, ScheduledQueue::letter)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(one.code(), "B"),
                        org.assertj.core.api.Assertions.tuple("second", "A"));
    }

    private static HallScheduleBody queues(HallScheduleJson read, ScheduledQueue... queues) {
        return new HallScheduleBody(read.version(), read.settings(), List.of(queues), read.counters(), read.changes());
    }

    @Test
    void aDayThatBecomesAHolidayClosesAndOffersAnother() {
        apply(body(town.editor.read(WEST), List.of(template("09:00", "12:00", 2))));
        Bookings.Held mine = town.book(visit(WEST, TEN, CARD), 1);
        Replanning replanning = new Replanning(
                town.halls,
                town.hallStore,
                town.places,
                town.planning,
                town.calendars,
                new Affected(town.bookingStore, town.parts().seatedAgain(), town.clock),
                new Retries(town.database));
        WorkingCalendar before = town.calendars.current();
        TreeMap<LocalDate, LocalText> holidays = new TreeMap<>(before.holidays());
        holidays.put(LocalDate.of(2026, 3, 3), LocalText.of("zh", "节日", "en", "Holiday"));
        try {
            town.calendars.replace(new WorkingCalendar(before.weekend(), holidays, before.makeUpDays()));

            assertThat(replanning.all()).isEqualTo(1);
            assertThat(stored(mine).affected()).isEqualTo("closed");
            assertThatThrownBy(() -> town.book(visit(WEST, TEN, CARD), 2))
                    .extracting("code")
                    .isEqualTo("no_such_slot");
            assertThat(replanning.all()).as("done").isZero();
        } finally {
            town.calendars.replace(before);
        }
        replanning.all();
        assertThat(stored(mine).affected()).as("a working day after all").isNull();
    }

    private String offerText() {
        long message = town.outbox.list(new OutboxFilter(null, null, null, null, 20)).stream()
                .filter(each -> each.template().equals("booking_offer"))
                .findFirst()
                .orElseThrow()
                .id();
        return town.database
                .inTransaction(handle -> town.outbox.read(handle, message))
                .orElseThrow()
                .text();
    }

    private String link() {
        String text = offerText();
        return text.substring(text.indexOf("#booking=") + "#booking=".length());
    }

    private long offerId() {
        return Long.parseLong(link().split("\\.", 2)[0]);
    }

    private String offerToken() {
        return link().split("\\.", 2)[1];
    }

    @Test
    void anOfferThatRanOutIsFollowedByAnotherAndNobodyIsForgotten() {
        Bookings.Held mine = town.book(visit(WEST, TEN.plusSeconds(7 * 86_400), CARD), 1);
        apply(body(closed("2026-03-10")));
        assertThat(town.offers.offerAll()).as("one at a time").isZero();

        town.clock.advance(java.time.Duration.ofHours(49));

        assertThat(town.offers.offerAll()).isEqualTo(1);
        assertThat(stored(mine).affected()).isEqualTo("closed");
        apply(body());
        assertThat(stored(mine).affected()).as("open again after all").isNull();
        assertThat(town.offers.offerAll()).isZero();
    }

    @Test
    void anOfferIsGivenBackWhenItsBookingIsCancelled() {
        Bookings.Held mine = town.book(visit(WEST, TEN, CARD), 1);
        apply(body(closed("2026-03-03")));
        Booking offer = town.access.get(offerId(), offerToken());

        town.bookings.cancel(mine.booking().id(), mine.token(), "citizen");

        assertThat(town.access.get(offer.id(), offerToken()).state()).isEqualTo(BookingState.CANCELLED);
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void bookingsOfSeveralSlotsAreAffectedByAnyOfThem() {
        Bookings.Held mine = town.book(visit(WEST, TEN, PERMIT), 1);
        ScheduleConsequencesJson done = apply(body(town.editor.read(WEST), List.of(template("09:00", "10:30", 2))));

        assertThat(done.affected())
                .extracting(each -> each.id())
                .containsExactly(Long.toString(mine.booking().id()));
    }

    @Test
    void schedulesThatCannotBeAreRefusedWithTheirField() {
        HallScheduleJson read = town.editor.read(WEST);

        refused(
                body(read, List.of(template("09:00", "11:00", 1), template("10:00", "12:00", 1))),
                "overlapping_templates",
                "templates");
        assertThatThrownBy(() ->
                        apply(body(read, List.of(template("09:00", "11:00", 1), template("10:00", "12:00", 1)))))
                .hasMessageContaining("09:00 to 11:00")
                .hasMessageContaining("10:00 to 12:00")
                .hasMessageNotContaining("SlotTemplate");
        assertThatThrownBy(() -> apply(body(read, List.of(template("09:00", "11:00", -1)))))
                .extracting("field")
                .isEqualTo("public_capacity");
        assertThatThrownBy(() -> apply(body(read, List.of(template("9", "11:00", 1)))))
                .extracting("field")
                .isEqualTo("from");
        refused(
                new HallScheduleBody(7, read.settings(), read.queues(), List.of(), List.of()),
                "schedule_changed",
                "version");
        refused(new HallScheduleBody(1, read.settings(), List.of(), List.of(), List.of()), "queue_in_use", "queues");
        assertThat(town.editor.read(WEST)).isEqualTo(read);
    }

    @Test
    void editorsAtTheSameTimeAreOneAfterTheOther() throws Exception {
        HallScheduleBody both = body();
        List<String> ends = new ArrayList<>();
        Runnable edit = () -> {
            String end;
            try {
                end = "version " + apply(both).version();
            } catch (AppointmentException e) {
                end = e.code();
            }
            synchronized (ends) {
                ends.add(end);
            }
        };
        Thread one = new Thread(edit);
        Thread two = new Thread(edit);
        one.start();
        two.start();
        one.join();
        two.join();

        assertThat(ends).containsExactlyInAnyOrder("version 2", "schedule_changed");
    }

    @Test
    void aHoldMeanwhileIsNotLostEither() {
        Bookings.Held held = town.bookings.hold(visit(WEST, TEN, CARD), citizen("a"), null);
        apply(body(town.editor.read(WEST), List.of(template("09:00", "12:00", 1))));

        assertThat(town.bookings
                        .confirm(held.booking().id(), held.token(), BookingTown.contact(1), citizen("a"))
                        .state())
                .isEqualTo(BookingState.CONFIRMED);
        assertThat(town.clock.instant()).isEqualTo(START);
    }
}
