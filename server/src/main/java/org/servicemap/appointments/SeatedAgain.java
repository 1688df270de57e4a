package org.servicemap.appointments;

import java.time.Clock;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Writes;

/** Tells a visitor who heard of a closure that the visit can be as it was booked after all. In the caller's transaction. */
record SeatedAgain(BookingStore store, Contacts contacts, BookingNotices notices, Clock clock) {
    /** Of a booking that is marked no more: who has heard nothing of it yet is not troubled. */
    void tell(Handle handle, long id) {
        Booking booking = store.find(handle, id).orElseThrow(AppointmentException::unknownBooking);
        boolean heard = AffectedStore.happened(handle, id, Offers.OFFERED) > 0
                || AffectedStore.happened(handle, id, Offers.TOLD) > 0;
        Contact contact = contacts.open(booking);
        Writes writes = Writes.in(handle);
        store.event(writes, id, clock.instant(), "seated", "program", Map.of());
        if (heard && contact != null && booking.state() == BookingState.CONFIRMED) {
            notices.send(writes, "booking_seated", booking, contact, null, Map.of());
        }
        writes.send();
    }
}
