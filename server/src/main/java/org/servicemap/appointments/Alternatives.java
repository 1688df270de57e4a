package org.servicemap.appointments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.servicemap.appointments.slots.Quota;

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
            throw WANT_OF_A_SEAT.contains(e.code()) ? e.with(of(hall, visit, e.code())) : e;
        }
    }

    private List<FreeSlot> of(Hall hall, Visit visit, String refusal) {
        // a seat that is kept for who waits is shown as free, but was refused a moment ago
        Predicate<FreeSlot> another = slot ->
                !refusal.equals(AppointmentException.SLOT_FULL) || !slot.start().equals(visit.start());
        List<FreeSlot> near = new ArrayList<>(
                availability.near(hall, visit.matters(), visit.quota(), visit.start(), MOST + 1).stream()
                        .filter(another)
                        .limit(MOST)
                        .toList());
        // of other halls, and of days further off, only what the public may have is known
        if (near.size() < MOST && visit.quota() == Quota.PUBLIC) {
            Jurisdiction jurisdiction = places.jurisdiction(visit.point(), visit.accuracyMetres());
            Map<String, FreeSlot> earliest = availability.earliest(visit.matters());
            Stream<FreeSlot> own = Stream.ofNullable(earliest.get(hall.place()))
                    .filter(slot -> another.test(slot)
                            && near.stream().noneMatch(known -> known.start().equals(slot.start())));
            Stream<FreeSlot> others = earliest.values().stream()
                    .filter(slot -> !slot.hall().equals(hall.place()) && isEligible(slot, visit, jurisdiction))
                    .sorted(Comparator.comparing(FreeSlot::start));
            near.addAll(Stream.concat(own, others).limit(MOST - near.size()).toList());
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
