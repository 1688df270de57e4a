package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.storage.Writes;

/** Holds a time for who waits, and says so: in the caller's transaction, which has locked the entry. */
record WaitlistHold(Admission admission, Holding holding, Contacts contacts, BookingNotices notices, Clock clock) {
    static final int MOST_OFFERS = 3;
    private static final Duration KEPT = Duration.ofHours(2);

    /**
     * @param queue code; the only one that will do
     * @param runs which slots, for the visit that was admitted
     * @throws AppointmentException when there is no seat; what was written must then be undone
     */
    void offer(
            Handle handle,
            Waitlist.Entry entry,
            String hall,
            String queue,
            Instant start,
            Function<Admission.Admitted, List<Run>> runs) {
        Visit visit = new Visit(hall, entry.wish().matters(), start, queue, Quota.PUBLIC, null, null);
        Instant latest = clock.instant().plus(KEPT);
        Author author = new Author("waitlist", null, "offer:" + entry.id(), "program");
        Admission.Admitted admitted = admission.admit(visit, true);
        Bookings.Held held = holding.hold(
                handle,
                admitted,
                runs.apply(admitted),
                visit,
                author,
                latest.isBefore(start) ? latest : start,
                entry.id());
        tell(handle, entry, held);
    }

    /** For a time that is shown as free. */
    void offer(Handle handle, Waitlist.Entry entry, FreeSlot slot, String queue) {
        Visit visit = new Visit(slot.hall(), entry.wish().matters(), slot.start(), queue, Quota.PUBLIC, null, null);
        offer(handle, entry, slot.hall(), queue, slot.start(), admitted -> holding.runs(handle, admitted, visit));
    }

    private void tell(Handle handle, Waitlist.Entry entry, Bookings.Held held) {
        Contact contact = contacts.openWaiting(entry.id(), entry.contact());
        Instant until = held.booking().holdExpiresAt();
        handle.createUpdate(
                        "UPDATE waitlist SET state = 'offered', offers = offers + 1, updated_at = :now WHERE id = :id")
                .bind("now", BookingStore.utc(clock.instant()))
                .bind("id", entry.id())
                .execute();
        Writes writes = Writes.in(handle);
        String time = notices.time(
                held.booking().hall(), until == null ? held.booking().start() : until);
        notices.send(writes, "waitlist_offer", held.booking(), contact, held.token(), Map.of("until", time));
        writes.send();
    }
}
