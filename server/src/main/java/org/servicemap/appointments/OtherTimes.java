package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.appointments.slots.Quota;

/** Which other times suit a booking that its hall cannot keep: a choice, which holds nothing. Thread-safe. */
final class OtherTimes {
    private static final int HALLS = 8;
    private static final int NEAR = 3;
    private static final int ALL_NEAR = 1000;
    private static final Duration AROUND = Duration.ofDays(3);

    /** So many of them are tried: some at the same hall, some at others. */
    private static final int TRIED = NEAR + HALLS;

    private final Halls halls;
    private final HallPlaces places;
    private final Availability availability;
    private final Eligible eligible;
    private final Clock clock;

    OtherTimes(Bookings.Parts parts) {
        this.halls = parts.halls();
        this.places = parts.places();
        this.availability = parts.availability();
        this.eligible = new Eligible(parts.halls(), parts.places());
        this.clock = parts.clock();
    }

    /** A time, and of which quota a seat is taken there. */
    record Candidate(FreeSlot slot, Quota quota) {}

    /**
     * All times near the old one at the same hall, of the same quota first, then the first ones of other halls that may act for it, the
     * nearest hall first; as caches show them.
     */
    List<Candidate> of(Handle handle, Booking booking) {
        List<Candidate> candidates = new ArrayList<>();
        halls.find(booking.hall()).ifPresent(hall -> {
            if (booking.quota() != Quota.PUBLIC) {
                ofQuota(handle, hall, booking).forEach(slot -> candidates.add(new Candidate(slot, booking.quota())));
            }
            availability
                    .near(hall, booking.matters(), Quota.PUBLIC, booking.start(), ALL_NEAR)
                    .forEach(slot -> candidates.add(new Candidate(slot, Quota.PUBLIC)));
        });
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        availability.earliestFrom(booking.matters(), today).stream()
                .filter(slot -> eligible.mayAct(slot.hall(), slot.queue(), booking.matters(), booking.areas()))
                .sorted(Comparator.comparingDouble(slot -> places.metres(booking.hall(), slot.hall())))
                .limit(HALLS)
                .forEach(slot -> candidates.add(new Candidate(slot, Quota.PUBLIC)));
        return candidates;
    }

    /** Of what is shown, what this round has not given away. */
    static List<Candidate> left(List<Candidate> candidates, GivenAway away) {
        return candidates.stream()
                .filter(candidate -> away.isLeft(candidate.slot()))
                .limit(TRIED)
                .toList();
    }

    private List<FreeSlot> ofQuota(Handle handle, Hall hall, Booking booking) {
        Instant now = clock.instant();
        Instant from = booking.start().minus(AROUND);
        return availability
                .between(
                        handle,
                        hall,
                        booking.matters(),
                        booking.quota(),
                        from.isBefore(now) ? now : from,
                        booking.start().plus(AROUND))
                .stream()
                .sorted(Comparator.comparing(
                        slot -> Duration.between(booking.start(), slot.start()).abs()))
                .limit(NEAR)
                .toList();
    }
}
