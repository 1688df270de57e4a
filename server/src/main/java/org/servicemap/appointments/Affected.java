package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Writes;

/** Who has no seat any more when a hall's slots change. In the caller's transaction. */
record Affected(BookingStore store, SeatedAgain seatedAgain, Clock clock) {
    /**
     * A booking that its hall has no seat for.
     *
     * @param reason closed or reduced; unserved where the queue does one of its matters no more
     */
    record Left(Booking booking, String reason) {}

    /** Marks whom the new schedule leaves out, and takes the mark from who has a seat again. */
    List<Left> mark(Handle handle, String place, Collection<Hall.Queue> queues) {
        Instant now = clock.instant();
        AffectedStore.unmark(handle, place, now).forEach(id -> seatedAgain.tell(handle, id));
        List<Left> affected = new ArrayList<>();
        for (AffectedStore.Overfull slot : AffectedStore.overfull(handle, place, now)) {
            affected.addAll(beyond(handle, slot.slot(), slot.planned()));
        }
        affected.addAll(unserved(handle, place, queues, now));
        List<Left> left = once(affected);
        left.forEach(each -> mark(handle, each, now));
        return left;
    }

    private void mark(Handle handle, Left left, Instant now) {
        Writes writes = Writes.in(handle);
        AffectedStore.mark(writes, left.booking().id(), left.reason(), now);
        // with it the offers, and what the visitor was told, begin anew: not so for who is affected already
        if (left.booking().affected() == null) {
            store.event(writes, left.booking().id(), now, "affected", "program", Map.of("reason", left.reason()));
        }
        writes.send();
    }

    /** What such a change would leave; marks nobody. */
    List<Left> foreseen(
            Handle handle, String place, Collection<Hall.Queue> queues, List<Planning.Difference> differences) {
        List<Left> affected = new ArrayList<>();
        for (Planning.Difference difference : differences) {
            Map<Long, Integer> planned = difference.planned();
            difference
                    .below()
                    .forEach(slot -> affected.addAll(
                            beyond(handle, slot.id(), planned.getOrDefault(slot.id(), slot.planned()))));
        }
        affected.addAll(unserved(handle, place, queues, clock.instant()));
        return once(affected);
    }

    private static List<Left> unserved(Handle handle, String place, Collection<Hall.Queue> queues, Instant now) {
        return AffectedStore.unserved(handle, place, queues, now).stream()
                .map(booking -> new Left(booking, "unserved"))
                .toList();
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
