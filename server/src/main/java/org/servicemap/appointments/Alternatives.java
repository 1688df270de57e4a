package org.servicemap.appointments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What is free instead: beside a refusal for want of a seat, from caches at most a second old. */
record Alternatives(Halls halls, HallPlaces places, Availability availability) {
    private static final int MOST = 5;
    private static final Set<String> WANT_OF_A_SEAT = Set.of(
            AppointmentException.SLOT_FULL,
            AppointmentException.NO_SLOT,
            AppointmentException.HOLD_EXPIRED,
            AppointmentException.CHANGED);

    <T> T beside(Hall hall, Visit visit, Supplier<T> work) {
        try {
            return work.get();
        } catch (AppointmentException e) {
            throw WANT_OF_A_SEAT.contains(e.code()) ? e.with(of(hall, visit)) : e;
        }
    }

    private List<FreeSlot> of(Hall hall, Visit visit) {
        List<FreeSlot> near = new ArrayList<>(availability.near(hall, visit.matters(), visit.start(), MOST));
        if (near.size() < MOST && visit.point() != null) {
            Jurisdiction jurisdiction = places.jurisdiction(visit.point(), visit.accuracyMetres());
            availability.earliest(visit.matters()).values().stream()
                    .filter(slot -> !slot.hall().equals(hall.place()) && isEligible(slot, visit, jurisdiction))
                    .sorted(Comparator.comparing(FreeSlot::start))
                    .limit(MOST - near.size())
                    .forEach(near::add);
        }
        return near;
    }

    private boolean isEligible(FreeSlot slot, Visit visit, Jurisdiction jurisdiction) {
        boolean cityWide = halls.find(slot.hall())
                .flatMap(hall -> hall.findQueue(slot.queue()))
                .filter(queue -> queue.isCityWide(visit.matters()))
                .isPresent();
        return places.find(slot.hall())
                .filter(place -> jurisdiction.fit(place, cityWide).mayBook())
                .isPresent();
    }
}
