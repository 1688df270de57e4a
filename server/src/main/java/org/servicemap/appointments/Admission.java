package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.places.Place;

/** Whether a visit may go to a hall at all, before any slot is looked at. */
record Admission(Halls halls, HallPlaces places, Availability availability, Clock clock) {

    /**
     * A visit that may.
     *
     * @param queues that do all its matters, and may for its location
     */
    record Admitted(Hall hall, List<Hall.Queue> queues, Place place, Jurisdiction jurisdiction) {
        boolean isNearBorder() {
            return jurisdiction.isNearBorder(place);
        }
    }

    /** @param known whether the hall is known to be in charge, as for who stands before it */
    Admitted admit(Visit visit, boolean known) {
        Hall hall = halls.get(visit.hall());
        if (!hall.settings().bookable()) {
            throw AppointmentException.unknownHall(visit.hall());
        }
        Place place = places.get(visit.hall());
        List<Hall.Queue> queues = queues(hall, visit);
        Jurisdiction jurisdiction = places.jurisdiction(visit.point(), visit.accuracyMetres());
        List<Hall.Queue> open = queues.stream()
                .filter(queue -> known
                        || jurisdiction
                                .fit(place, queue.isCityWide(visit.matters()))
                                .mayBook())
                .toList();
        if (open.isEmpty()) {
            throw notInCharge(visit);
        }
        return new Admitted(hall, open, place, jurisdiction);
    }

    private static List<Hall.Queue> queues(Hall hall, Visit visit) {
        String only = visit.queue();
        List<Hall.Queue> queues = hall.queuesFor(visit.matters()).stream()
                .filter(queue -> only == null || queue.code().equals(only))
                .toList();
        if (queues.isEmpty()) {
            throw new AppointmentException(
                    AppointmentException.NOT_SERVED, "matters", "no queue of this hall does all of these in one visit");
        }
        return queues;
    }

    private static AppointmentException notInCharge(Visit visit) {
        Double accuracy = visit.accuracyMetres();
        return visit.point() == null || accuracy != null && accuracy > HallPlaces.MOST_ACCURACY_METRES
                ? new AppointmentException(
                        AppointmentException.LOCATION_NEEDED,
                        "lon",
                        "this hall acts for its own area only: say where the matter arises, to a kilometre at least")
                : new AppointmentException(
                        AppointmentException.NOT_IN_CHARGE, "hall", "another hall is in charge of this location");
    }

    /** {@code past_slot}, {@code too_soon}, {@code too_far_ahead}; staff are bound by the first only. */
    void requireTime(Hall hall, Visit visit) {
        if (!visit.start().isAfter(clock.instant())) {
            throw new AppointmentException(AppointmentException.PAST_SLOT, "starts_at", "this time is past");
        }
        if (visit.quota() == Quota.PUBLIC) {
            requireAhead(hall, visit.start());
        }
    }

    private void requireAhead(Hall hall, Instant start) {
        HallSettings settings = hall.settings();
        if (start.isBefore(availability.first(hall))) {
            throw new AppointmentException(
                    AppointmentException.TOO_SOON,
                    "starts_at",
                    "this hall is booked at least " + settings.leadMinutes() + " minutes ahead");
        }
        if (LocalDate.ofInstant(start, settings.zoneId()).isAfter(availability.lastDay(hall))) {
            throw new AppointmentException(
                    AppointmentException.TOO_FAR,
                    "starts_at",
                    "this hall is booked at most " + settings.horizonDays() + " days ahead");
        }
    }
}
