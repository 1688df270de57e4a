package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.appointments.ScheduleJson.AffectedBookingJson;

/** Who has no seat any more when a hall's slots change. In the caller's transaction. */
record Affected(BookingStore store, Clock clock) {
    /** Marks who has no seat in the new schedule, and takes the mark from who has one again. */
    List<AffectedBookingJson> mark(Handle handle, String place, HallSettings settings) {
        Instant now = clock.instant();
        store.unmark(handle, place, now);
        List<AffectedBookingJson> affected = new ArrayList<>();
        for (BookingStore.Overfull slot : store.overfull(handle, place, now)) {
            affected.addAll(beyond(handle, slot.slot(), slot.planned(), settings));
        }
        affected.forEach(each -> store.mark(handle, Long.parseLong(each.id()), each.reason(), now));
        return affected.stream().distinct().toList();
    }

    /** Who came first stays. */
    List<AffectedBookingJson> beyond(Handle handle, long slot, int planned, HallSettings settings) {
        return store.inSlot(handle, slot).stream()
                .skip(planned)
                .map(booking -> new AffectedBookingJson(
                        Long.toString(booking.id()),
                        booking.number(),
                        BookingJson.local(booking.start(), settings.zoneId()),
                        booking.matters(),
                        planned == 0 ? "closed" : "reduced"))
                .toList();
    }
}
