package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.WEST;
import static org.servicemap.appointments.BookingTown.citizen;
import static org.servicemap.appointments.BookingTown.contact;
import static org.servicemap.appointments.BookingTown.hours;
import static org.servicemap.appointments.BookingTown.visit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.appointments.slots.Hours;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/**
 * Free times, holds and bookings where clocks are strange: days on which they are changed, midnight, leap day, the turn of the year, and
 * the server's own clock put forward and back. What is expected was written down from the calendar, with offsets.
 */
@OnEveryDatabase
class ClocksStoreTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final BookingTown town;

    ClocksStoreTest(Database database) {
        town = new BookingTown(database);
    }

    @BeforeEach
    void clear() {
        town.clear();
    }

    @AfterEach
    void everySeatIsCounted() {
        assertThat(town.overbooked()).isEmpty();
        assertThat(town.miscounted()).isEmpty();
    }

    private void open(String now, ZoneId zone, Hours hours) {
        town.clock.set(Instant.parse(now));
        town.openHall(WEST, zone, hours);
    }

    private List<String> free(String day) {
        Hall hall = town.halls.get(WEST);
        LocalDate date = LocalDate.parse(day);
        return town.availability.of(hall, List.of(CARD), date, date).stream()
                .map(slot -> BookingJson.local(slot.start(), hall.settings().zoneId())
                        .toString())
                .toList();
    }

    private static Visit at(String time) {
        return visit(WEST, OffsetDateTime.parse(time).toInstant(), CARD);
    }

    /** Each of the one-seat times is had once, and by nobody else. */
    private void eachIsBookedOnce(List<String> times) {
        int person = 1;
        for (String time : times) {
            Bookings.Held booked = town.book(at(time), person++);
            assertThat(booked.booking().start())
                    .isEqualTo(OffsetDateTime.parse(time).toInstant());
            assertThatThrownBy(() -> town.bookings.hold(at(time), citizen("late"), null))
                    .extracting("code")
                    .isEqualTo("slot_full");
        }
    }

    @Test
    void theHourThatIsLeftOutInSpringIsOfferedToNobody() {
        open("2026-03-05T12:00:00Z", NEW_YORK, hours(0, 240, 60, 1));

        List<String> free = free("2026-03-08");

        assertThat(free).containsExactly("2026-03-08T00:00-05:00", "2026-03-08T01:00-05:00", "2026-03-08T03:00-04:00");
        eachIsBookedOnce(free);
        assertThat(free("2026-03-08")).isEmpty();
        assertThat(town.notices.time(WEST, Instant.parse("2026-03-08T07:00:00Z")))
                .isEqualTo("2026-03-08 03:00");
        assertThatThrownBy(() -> town.bookings.hold(at("2026-03-08T06:30:00Z"), citizen("gap"), null))
                .extracting("code")
                .isEqualTo("no_such_slot");
    }

    @Test
    void theHourThatComesTwiceInAutumnIsTwoTimes() {
        open("2026-10-28T12:00:00Z", NEW_YORK, hours(0, 240, 60, 1));

        List<String> free = free("2026-11-01");

        assertThat(free)
                .containsExactly(
                        "2026-11-01T00:00-04:00",
                        "2026-11-01T01:00-04:00",
                        "2026-11-01T01:00-05:00",
                        "2026-11-01T02:00-05:00",
                        "2026-11-01T03:00-05:00");
        eachIsBookedOnce(free);
        assertThat(free("2026-11-01")).isEmpty();
    }

    @Test
    void timesAboutMidnightBelongToTheDayOnWhichTheyBegin() {
        open("2026-03-02T01:00:00Z", SHANGHAI, hours(1380, 1500, 60, 1));

        assertThat(free("2026-03-04")).containsExactly("2026-03-04T00:00+08:00", "2026-03-04T23:00+08:00");
        eachIsBookedOnce(List.of("2026-03-04T23:00+08:00", "2026-03-05T00:00+08:00"));
        assertThat(free("2026-03-04")).containsExactly("2026-03-04T00:00+08:00");
        assertThat(free("2026-03-05")).containsExactly("2026-03-05T23:00+08:00");
    }

    @Test
    void leapDayAndTheTurnOfTheYearAreDays() {
        open("2028-02-27T12:00:00Z", NEW_YORK, hours(600, 660, 60, 1));
        eachIsBookedOnce(List.of("2028-02-29T10:00-05:00", "2028-03-01T10:00-05:00"));

        town.clear();
        open("2026-12-30T01:00:00Z", SHANGHAI, hours(1410, 1470, 30, 1));
        assertThat(free("2027-01-01")).containsExactly("2027-01-01T00:00+08:00", "2027-01-01T23:30+08:00");
        eachIsBookedOnce(List.of("2026-12-31T23:30+08:00", "2027-01-01T00:00+08:00"));
        assertThatThrownBy(() -> town.bookings.hold(at("2027-02-28T10:00+08:00"), citizen("x"), null))
                .extracting("code")
                .isEqualTo("too_far_ahead");
    }

    @Test
    void aClockThatIsPutForwardAndBackGivesNoSeatTwice() {
        open("2026-03-02T01:00:00Z", SHANGHAI, hours(600, 660, 60, 1));
        Visit visit = at("2026-03-04T10:00+08:00");
        Bookings.Held first = town.bookings.hold(visit, citizen("first"), null);

        town.clock.advance(Duration.ofHours(1));
        Bookings.Held second = town.bookings.hold(visit, citizen("second"), null);
        town.clock.advance(Duration.ofHours(-2));

        assertThatThrownBy(() -> town.bookings.hold(visit, citizen("third"), null))
                .extracting("code")
                .isEqualTo("slot_full");
        assertThatThrownBy(
                        () -> town.bookings.confirm(first.booking().id(), first.token(), contact(1), citizen("first")))
                .extracting("code")
                .isEqualTo("hold_expired");
        assertThat(town.bookings
                        .confirm(second.booking().id(), second.token(), contact(2), citizen("second"))
                        .state())
                .isEqualTo(BookingState.CONFIRMED);
    }
}
