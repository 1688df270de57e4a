package org.servicemap.appointments;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Writes;

/** Who loses a seat by a changed schedule, and what is held in its place. The SQL of it, without state. */
final class AffectedStore {
    private AffectedStore() {}

    /** A slot with more bookings than the schedule gives seats. */
    record Overfull(long slot, int planned) {}

    static List<Overfull> overfull(Handle handle, String hall, Instant now) {
        return handle.createQuery("""
                        SELECT s.id, s.planned FROM slots s JOIN hall_queues q ON q.id = s.queue
                        WHERE q.hall = :hall AND s.starts_at > :now AND s.booked > s.planned ORDER BY s.starts_at, s.id
                        """)
                .bind("hall", hall)
                .bind("now", BookingStore.utc(now))
                .map((rs, context) -> new Overfull(rs.getLong("id"), rs.getInt("planned")))
                .list();
    }

    /** Whether a booking stands in a slot whose other bookings, holds aside, leave it no seat. Locks its slots. */
    static boolean isOver(Handle handle, long booking) {
        handle.createQuery("""
                        SELECT s.id FROM slots s WHERE s.id IN (SELECT slot FROM booking_slots WHERE booking = :id)
                        ORDER BY s.id FOR NO KEY UPDATE
                        """).bind("id", booking).mapTo(Long.class).list();
        return handle.createQuery("""
                        SELECT EXISTS (
                            SELECT FROM booking_slots x JOIN slots s ON s.id = x.slot
                            WHERE x.booking = :id AND s.booked > s.planned AND s.planned < x.n + (
                                SELECT coalesce(sum(o.n), 0) FROM booking_slots o JOIN bookings b ON b.id = o.booking
                                WHERE o.slot = s.id AND o.booking <> :id AND b.state <> 'held'))
                        """).bind("id", booking).mapTo(Boolean.class).one();
    }

    /** The confirmed bookings of a slot, who booked first first. */
    static List<Booking> inSlot(Handle handle, long slot) {
        return handle.createQuery(
                        BookingStore.SELECT
                                + "WHERE state = 'confirmed' AND id IN (SELECT booking FROM booking_slots WHERE slot = :slot) ORDER BY id")
                .bind("slot", slot)
                .map((rs, context) -> BookingStore.booking(rs))
                .list();
    }

    /** What is held as an offer for any of these bookings. */
    static List<Booking> offersFor(Handle handle, Collection<Long> bookings, Instant now) {
        return handle.createQuery(BookingStore.SELECT
                        + "WHERE offered_for = ANY (:ids) AND state = 'held' AND hold_expires_at > :now ORDER BY id")
                .bindArray("ids", Long.class, bookings.toArray())
                .bind("now", BookingStore.utc(now))
                .map((rs, context) -> BookingStore.booking(rs))
                .list();
    }

    /** Holds that are kept as offers in place of a booking. */
    static List<Long> heldFor(Handle handle, long booking) {
        return handle.createQuery("SELECT id FROM bookings WHERE offered_for = :id AND state = 'held' ORDER BY id")
                .bind("id", booking)
                .mapTo(Long.class)
                .list();
    }

    /** Whether a booking was moved to what an offer held. */
    static boolean tookOffer(Handle handle, long booking, long offer) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT FROM booking_events WHERE booking = :booking AND kind = 'moved'
                                       AND facts ->> 'offer' = :offer)
                        """)
                .bind("booking", booking)
                .bind("offer", Long.toString(offer))
                .mapTo(Boolean.class)
                .one();
    }

    /** The caller appends the event. */
    static void mark(Writes writes, long booking, String reason, Instant now) {
        writes.add("UPDATE bookings SET affected = ?, updated_at = ? WHERE id = ?", reason, now, booking);
    }

    /** Of those whose slots the schedule gives again. */
    static void unmark(Handle handle, String hall, Instant now) {
        handle.createUpdate("""
                        UPDATE bookings b SET affected = NULL, updated_at = :now
                        WHERE b.hall = :hall AND b.number IS NOT NULL AND b.starts_at > :now AND b.affected IS NOT NULL
                          AND NOT EXISTS (SELECT FROM booking_slots x JOIN slots s ON s.id = x.slot
                                          WHERE x.booking = b.id AND s.booked > s.planned)
                        """)
                .bind("hall", hall)
                .bind("now", BookingStore.utc(now))
                .execute();
    }
}
