package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Writes;

/** Who has no seat any more when a hall's slots change. In the caller's transaction. */
record Affected(BookingStore store, Clock clock) {
    /**
     * A booking that its hall has no seat for.
     *
     * @param reason closed or reduced
     */
    record Left(Booking booking, String reason) {}

    /** Marks who has no seat in the new schedule, and takes the mark from who has one again. */
    List<Left> mark(Handle handle, String place) {
        Instant now = clock.instant();
        AffectedStore.unmark(handle, place, now);
        List<Left> affected = new ArrayList<>();
        for (AffectedStore.Overfull slot : AffectedStore.overfull(handle, place, now)) {
            affected.addAll(beyond(handle, slot.slot(), slot.planned()));
        }
        affected.forEach(each -> mark(handle, each, now));
        return once(affected);
    }

    private void mark(Handle handle, Left left, Instant now) {
        Writes writes = Writes.in(handle);
        AffectedStore.mark(writes, left.booking().id(), left.reason(), now);
        store.event(writes, left.booking().id(), now, "affected", "program", Map.of("reason", left.reason()));
        writes.send();
    }

    /** What such a change would leave; marks nobody. */
    List<Left> foreseen(Handle handle, List<Planning.Difference> differences) {
        List<Left> affected = new ArrayList<>();
        for (Planning.Difference difference : differences) {
            Map<Long, Integer> planned = difference.planned();
            difference
                    .below()
                    .forEach(slot -> affected.addAll(
                            beyond(handle, slot.id(), planned.getOrDefault(slot.id(), slot.planned()))));
        }
        return once(affected);
    }

    /** Who came first stays. */
    private List<Left> beyond(Handle handle, long slot, int planned) {
        return AffectedStore.inSlot(handle, slot).stream()
                .skip(planned)
                .map(booking -> new Left(booking, planned == 0 ? "closed" : "reduced"))
                .toList();
    }

    /** A visit of several slots may lose more than one of them. */
    private static List<Left> once(List<Left> affected) {
        Map<Long, Left> byBooking = new LinkedHashMap<>();
        affected.forEach(each -> byBooking.putIfAbsent(each.booking().id(), each));
        return List.copyOf(byBooking.values());
    }
}
