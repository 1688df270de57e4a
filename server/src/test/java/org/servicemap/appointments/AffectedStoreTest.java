package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.PERMIT;
import static org.servicemap.appointments.BookingTown.WEST;
import static org.servicemap.appointments.BookingTown.hours;
import static org.servicemap.appointments.BookingTown.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.appointments.ScheduleJson.HallScheduleBody;
import org.servicemap.appointments.ScheduleJson.HallScheduleJson;
import org.servicemap.appointments.ScheduleJson.ScheduleChange;
import org.servicemap.appointments.ScheduleJson.ScheduledQueue;
import org.servicemap.notifications.OutboxFilter;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.storage.Retries;
import org.servicemap.text.LocalText;

/** Whom a changed schedule leaves out: marked while it is so, offered others, and told when there are none. */
@OnEveryDatabase
class AffectedStoreTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** A Tuesday a week ahead. */
    private static final Instant TEN = Instant.parse("2026-03-10T02:00:00Z");

    private final BookingTown town;

    AffectedStoreTest(Database database) {
        town = new BookingTown(database);
    }

    @BeforeEach
    void clear() {
        town.clear();
        town.openHall(WEST, SHANGHAI, hours(540, 720, 30, 2));
    }

    private static ScheduleChange closed(String first, String last) {
        return new ScheduleChange(
                null,
                LocalDate.parse(first),
                LocalDate.parse(last),
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                LocalText.of("zh", "停电", "en", "Power cut"));
    }

    /** On one day from ten to half past with so many seats. */
    private static ScheduleChange only(String day, int seats) {
        return new ScheduleChange(
                null,
                LocalDate.parse(day),
                LocalDate.parse(day),
                false,
                "10:00",
                "10:30",
                30,
                seats,
                0,
                0,
                LocalText.of("zh", "检修", "en", "Repair"));
    }

    private ScheduleJson.ScheduleConsequencesJson apply(ScheduleChange... changes) {
        return apply(WEST, changes);
    }

    private ScheduleJson.ScheduleConsequencesJson apply(String hall, ScheduleChange... changes) {
        HallScheduleJson read = town.editor.read(hall);
        HallScheduleBody body =
                new HallScheduleBody(read.version(), read.settings(), read.queues(), read.counters(), List.of(changes));
        return town.editor.apply(hall, body, "account:1", handle -> {});
    }

    private ScheduleJson.ScheduleConsequencesJson apply(HallScheduleBody body) {
        return town.editor.apply(WEST, body, "account:1", handle -> {});
    }

    private Booking stored(Bookings.Held held) {
        return town.bookingStore(held.booking().id());
    }

    private long sent(String template) {
        return town.outbox.list(new OutboxFilter(null, null, null, null, 500)).stream()
                .filter(each -> each.template().equals(template))
                .count();
    }

    @Test
    void whoTookNoneOfThreeOffersIsToldOnceAndANewChangeBeginsAnew() {
        Bookings.Held mine = town.book(visit(WEST, TEN, CARD), 1);
        apply(closed("2026-03-10", "2026-03-10"));
        for (int i = 0; i < 2; i++) {
            town.clock.advance(Duration.ofHours(49));
            assertThat(town.offers.offerAll()).isEqualTo(1);
        }
        // the same closure, put in force once more, is no new one
        apply(closed("2026-03-10", "2026-03-10"));
        assertThat(sent("booking_affected")).isZero();
        town.clock.advance(Duration.ofHours(49));
        assertThat(town.offers.offerAll()).isZero();
        assertThat(town.offers.offerAll()).isZero();
        assertThat(List.of(sent("booking_offer"), sent("booking_affected"))).containsExactly(3L, 1L);

        Visit later = visit(WEST, TEN.plus(Duration.ofDays(3)), CARD);
        town.bookings.reschedule(mine.booking().id(), mine.token(), later, BookingTown.citizen("p"));
        assertThat(apply(closed("2026-03-10", "2026-03-13")).offered()).isEqualTo(1);
        assertThat(sent("booking_offer")).isEqualTo(4);
        assertThat(stored(mine).affected()).isEqualTo("closed");
    }

    @Test
    void whoHasASeatAgainIsMarkedNoMoreAndKeepsNoOffer() {
        apply(only("2026-03-10", 3));
        List<Bookings.Held> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(town.book(visit(WEST, TEN, CARD), i));
        }
        apply(only("2026-03-10", 1));
        assertThat(affected(all)).containsExactly("-", "reduced", "reduced");

        town.bookings.cancel(all.get(0).booking().id(), all.get(0).token(), "citizen");
        town.offers.offerAll();

        assertThat(affected(all)).as("who came first stays").containsExactly("-", "-", "reduced");
        assertThat(heldFor()).containsExactly(all.get(2).booking().id());
        assertThat(sent("booking_seated"))
                .as("who heard of the change hears of its end")
                .isEqualTo(1);

        // the repair is off: the last one keeps the seat too, and what was held instead goes back
        apply(only("2026-03-10", 3));
        town.offers.offerAll();
        assertThat(affected(all)).containsExactly("-", "-", "-");
        assertThat(sent("booking_seated")).isEqualTo(2);
        assertThat(heldFor()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
    }

    private List<Long> heldFor() {
        return town.database
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT offered_for FROM bookings WHERE state = 'held'")
                        .mapTo(Long.class)
                        .list());
    }

    private List<String> affected(List<Bookings.Held> all) {
        return all.stream()
                .map(each -> String.valueOf(stored(each).affected()).replace("null", "-"))
                .toList();
    }

    @Test
    void aWholeWeekIsMovedWithoutWaitingForAllAndNobodyHearsThatThereIsNothing() {
        apply(Stream.iterate(LocalDate.parse("2026-03-03"), day -> day.plusDays(1))
                .limit(5)
                .map(day -> only(day.toString(), 12))
                .toArray(ScheduleChange[]::new));
        for (int i = 0; i < 60; i++) {
            Instant start = Instant.parse("2026-03-03T02:00:00Z").plus(Duration.ofDays(i % 5));
            town.book(visit(WEST, start, CARD), i);
        }

        ScheduleJson.ScheduleConsequencesJson done = apply(closed("2026-03-03", "2026-03-07"));

        assertThat(done.affected()).hasSize(60);
        assertThat(done.offered()).isEqualTo(Offers.AT_ONCE);
        assertThat(done.offersFollow()).isTrue();
        assertThat(done.affected().stream().filter(each -> each.offer() != null))
                .as("what is held is told")
                .hasSize(Offers.AT_ONCE);
        // another hall's change is about its own visitors: those who wait longer have their turn after it
        town.openHall(BookingTown.CITY, SHANGHAI, hours(540, 720, 30, 2));
        town.book(visit(BookingTown.CITY, TEN, CARD), 70);
        assertThat(apply(BookingTown.CITY, closed("2026-03-10", "2026-03-10")).offered())
                .isEqualTo(1);
        assertThat(town.editor.affected(WEST).offersFollow()).isTrue();
        assertThat(town.offers.offerRest()).isEqualTo(60 - Offers.AT_ONCE);
        ScheduleJson.AffectedBookingsJson now = town.editor.affected(WEST);
        assertThat(now.offersFollow()).as("all have heard").isFalse();
        assertThat(now.affected()).hasSize(60).allMatch(each -> each.offer() != null);
        assertThat(town.offers.offerRest()).as("nothing is left").isZero();
        assertThat(heldFor()).hasSize(61).doesNotHaveDuplicates();
        assertThat(sent("booking_affected")).isZero();
        assertThat(town.overbooked()).as("but in what is closed").allMatch(each -> each.endsWith(" of 0"));
        assertThat(town.miscounted()).isEmpty();
    }

    @Test
    void aMatterThatIsDoneNoMoreAffectsItsBookingsAndNoOthers() {
        Bookings.Held card = town.book(visit(WEST, TEN, CARD), 1);
        Bookings.Held permit = town.book(visit(WEST, TEN.plusSeconds(3600), PERMIT), 2);
        town.openHall(BookingTown.CITY, SHANGHAI, hours(540, 720, 30, 2));
        HallScheduleJson read = town.editor.read(WEST);
        HallScheduleBody without = matters(read, matter -> !matter.equals(PERMIT));

        assertThat(town.editor.preview(WEST, without).affected())
                .extracting(each -> each.id() + " " + each.reason())
                .containsExactly(permit.booking().id() + " unserved");
        ScheduleJson.ScheduleConsequencesJson done = apply(without);
        assertThat(done.offered()).isEqualTo(1);
        assertThat(affected(List.of(card, permit))).containsExactly("-", "unserved");
        town.offers.offerAll();
        assertThat(stored(permit).affected()).as("it has its seat, for nothing").isEqualTo("unserved");

        apply(new HallScheduleBody(done.version(), read.settings(), read.queues(), read.counters(), read.changes()));
        assertThat(affected(List.of(card, permit))).containsExactly("-", "-");
    }

    @Test
    void aHallWhosePlaceIsWithdrawnClosesAndStaysItsStaffs() {
        Bookings.Held mine = town.book(visit(WEST, TEN, PERMIT), 1);
        town.openHall(BookingTown.CITY, SHANGHAI, hours(540, 720, 30, 2));
        Replanning replanning = new Replanning(
                town.halls,
                town.hallStore,
                town.places,
                town.planning,
                town.calendars,
                new Affected(town.bookingStore, town.parts().seatedAgain(), town.clock),
                new Retries(town.database));
        assertThat(replanning.all()).isZero();
        town.withdraw(WEST);
        try {
            assertThat(replanning.all()).isEqualTo(1);
            assertThat(replanning.all()).as("once").isZero();
            town.planning.extendAll();
            apply();
            assertThat(stored(mine).affected()).isEqualTo("closed");
            town.offers.offerAll();
            assertThat(sent("booking_offer")).isEqualTo(1);
            assertThat(town.places.find(WEST)).isEmpty();
            assertThat(town.places.getKnown(WEST).name().in("en", "en")).isEqualTo("Hall " + WEST);
        } finally {
            town.publishAll();
        }
        assertThat(replanning.all()).isEqualTo(1);
        assertThat(stored(mine).affected()).as("published again").isNull();
        town.book(visit(WEST, TEN, CARD), 2);
        assertThat(replanning.all()).isZero();
    }

    private static HallScheduleBody matters(HallScheduleJson read, Predicate<String> kept) {
        ScheduledQueue queue = read.queues().get(0);
        return new HallScheduleBody(
                read.version(),
                read.settings(),
                List.of(new ScheduledQueue(
                        queue.code(),
                        queue.name(),
                        queue.letter(),
                        queue.matters().stream()
                                .filter(each -> kept.test(each.matter()))
                                .toList(),
                        queue.templates())),
                read.counters(),
                read.changes());
    }
}
