package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Mask;
import org.servicemap.http.Describe;
import org.servicemap.places.Place;
import org.servicemap.text.LocalText;

/** Bookings as they are answered; times carry the hall's offset. */
record BookingJson(Halls halls, HallPlaces places, Contacts contacts, Clock clock) {
    @Describe("Where a visit goes")
    record VisitedHallJson(
            @Describe("Code of the place") String place,
            LocalText name,
            LocalText address,
            @Nullable Double lon,
            @Nullable Double lat,
            @Describe("Zone of its clocks") String timeZone) {}

    @Describe("A booking, as who has its token sees it")
    record AppointmentJson(
            String id,

            @Describe("Nine digits, to be said aloud in threes; null before it is confirmed") @Nullable
            String number,

            @Describe("held, confirmed, arrived, served, no_show, cancelled or expired")
            String state,

            VisitedHallJson hall,
            @Describe("Code of the queue") String queue,
            @Describe("What the queue is called") LocalText queueName,
            @Describe("Codes") List<String> matters,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,

            @Describe("Until when a hold is kept") @Nullable OffsetDateTime holdExpiresAt,

            @Describe("The same in seconds from now, for a countdown that trusts no clock") @Nullable
            Integer holdSeconds,

            @Describe("citizen, operator, walk_in, waitlist or offer")
            String source,

            @Describe("Masked; null before it is confirmed") @Nullable
            String name,

            @Describe("Masked") @Nullable String phone,

            @Describe("Who booked for a relative, masked; null for who booked for themselves") @Nullable
            String bookedBy,

            @Describe("closed, reduced or unserved: the hall cannot see you then, choose another time") @Nullable
            String affected,

            @Describe("The booking for which this hold is an offer") @Nullable
            String offeredFor) {}

    AppointmentJson of(Booking booking) {
        Hall hall = halls.find(booking.hall()).orElse(null);
        Hall.Queue queue = hall == null ? null : hall.findQueue(booking.queue()).orElse(null);
        ZoneId zone = hall == null ? ZoneOffset.UTC : hall.settings().zoneId();
        Contact contact = contacts.open(booking);
        Instant expires = booking.state() == BookingState.HELD ? booking.holdExpiresAt() : null;
        return new AppointmentJson(
                Long.toString(booking.id()),
                booking.number(),
                shown(booking),
                hall(booking.hall(), zone),
                queue == null ? "" : queue.code(),
                queue == null ? LocalText.EMPTY : queue.name(),
                booking.matters(),
                local(booking.start(), zone),
                local(booking.end(), zone),
                expires == null ? null : local(expires, zone),
                expires == null ? null : secondsUntil(expires),
                booking.source(),
                contact == null ? null : Mask.name(contact.name()),
                contact == null ? null : Mask.phone(contact.phone()),
                bookedBy(contact),
                booking.affected(),
                booking.offeredFor() == null ? null : Long.toString(booking.offeredFor()));
    }

    private static @Nullable String bookedBy(@Nullable Contact contact) {
        String name = contact == null ? null : contact.bookedBy();
        return name == null ? null : Mask.name(name);
    }

    /** An expired hold is expired, whether or not anybody has taken it back. */
    private String shown(Booking booking) {
        Instant expires = booking.holdExpiresAt();
        boolean lapsed = booking.state() == BookingState.HELD && expires != null && !expires.isAfter(clock.instant());
        return (lapsed ? BookingState.EXPIRED : booking.state()).word();
    }

    VisitedHallJson hall(String code, ZoneId zone) {
        Place place = places.known(code).orElse(null);
        return place == null
                ? new VisitedHallJson(code, LocalText.EMPTY, LocalText.EMPTY, null, null, zone.getId())
                : new VisitedHallJson(
                        code,
                        place.name(),
                        place.address(),
                        place.point().lon(),
                        place.point().lat(),
                        zone.getId());
    }

    private int secondsUntil(Instant expires) {
        return (int) Math.max(0, Duration.between(clock.instant(), expires).toSeconds());
    }

    static OffsetDateTime local(Instant moment, ZoneId zone) {
        return moment.atZone(zone).toOffsetDateTime();
    }
}
