package org.servicemap.appointments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Writes;

/** Who loses a seat by a changed schedule, and what is held in its place. The SQL of it, without state. */
final class AffectedStore {
    /**
     * Whether the schedule leaves booking {@code b} nothing: one of its slots has no seat after those who booked before, or its queue does
     * one of its matters no more.
     */
    private static final String LEFT_OUT = """
            (EXISTS (SELECT FROM booking_slots x JOIN slots s ON s.id = x.slot
                     WHERE x.booking = b.id AND s.booked > s.planned AND s.planned < x.n + (
                         SELECT coalesce(sum(o.n), 0) FROM booking_slots o JOIN bookings c ON c.id = o.booking
                         WHERE o.slot = s.id AND o.booking < b.id AND c.state <> 'held'))
             OR EXISTS (SELECT FROM unnest(b.matters) AS m (matter) WHERE NOT EXISTS (
                         SELECT FROM queue_matters q WHERE q.queue = b.queue AND q.matter = m.matter)))
            """;

    /** The event since which booking {@code b} is affected; 0 when there is none. */
    private static final String SINCE = """
            (SELECT coalesce(max(a.id), 0) FROM booking_events a WHERE a.booking = b.id AND a.kind = 'affected')
            """;

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
        lockSlots(handle, booking);
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

    /** Future bookings of a hall for a matter that their queue does not do, as the queues are given; who comes first first. */
    static List<Booking> unserved(Handle handle, String hall, Collection<Hall.Queue> queues, Instant now) {
        List<Long> ids = new ArrayList<>();
        List<String> matters = new ArrayList<>();
        queues.forEach(queue -> queue.matters().keySet().forEach(matter -> {
            ids.add(queue.id());
            matters.add(matter);
        }));
        return handle.createQuery(BookingStore.SELECT + """
                        WHERE hall = :hall AND number IS NOT NULL AND state = 'confirmed' AND starts_at > :now
                          AND EXISTS (SELECT FROM unnest(matters) AS m (matter) WHERE NOT EXISTS (
                              SELECT FROM unnest(:queues, :served) AS s (queue, matter)
                              WHERE s.queue = bookings.queue AND s.matter = m.matter))
                        ORDER BY starts_at, id
                        """)
                .bind("hall", hall)
                .bind("now", BookingStore.utc(now))
                .bindArray("queues", Long.class, ids.toArray())
                .bindArray("served", String.class, matters.toArray())
                .map((rs, context) -> BookingStore.booking(rs))
                .list();
    }

    /**
     * Who waits for an offer, or for word that there is none any more; by id, after one.
     *
     * @param only of these; null for all
     */
    static List<Long> waiting(
            Handle handle, @Nullable Collection<Long> only, long after, int most, int limit, Instant now) {
        return handle.createQuery("""
                        SELECT b.id FROM bookings b
                        WHERE b.id > :after AND b.affected IS NOT NULL AND b.state = 'confirmed' AND b.starts_at > :now
                          AND (:all OR b.id = ANY (:only))
                          AND NOT EXISTS (SELECT FROM bookings o WHERE o.offered_for = b.id
                                          AND o.state = 'held' AND o.hold_expires_at > :now)
                          AND ((SELECT count(*) FROM booking_events e WHERE e.booking = b.id AND e.kind = 'offered'
                                AND e.id > SINCE) < :most
                               OR NOT EXISTS (SELECT FROM booking_events e WHERE e.booking = b.id AND e.kind = 'told'
                                              AND e.id > SINCE))
                        ORDER BY b.id LIMIT :limit
                        """.replace("SINCE", SINCE))
                .bind("now", BookingStore.utc(now))
                .bind("after", after)
                .bind("all", only == null)
                .bindArray("only", Long.class, only == null ? new Object[0] : only.toArray())
                .bind("most", most)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /** Whom a hall's schedule leaves out, whose time is to come; who comes first first. */
    static List<Booking> affected(Handle handle, String hall, Instant now) {
        return handle.createQuery(BookingStore.SELECT + """
                        WHERE hall = :hall AND affected IS NOT NULL AND state = 'confirmed' AND starts_at > :now
                        ORDER BY starts_at, id
                        """)
                .bind("hall", hall)
                .bind("now", BookingStore.utc(now))
                .map((rs, context) -> BookingStore.booking(rs))
                .list();
    }

    /** Whether any of these bookings was neither offered anything nor told that there is nothing since it is affected. */
    static boolean anyHeardNothing(Handle handle, Collection<Long> bookings) {
        return handle.createQuery("""
                        SELECT EXISTS (
                            SELECT FROM bookings b WHERE b.id = ANY (:ids) AND NOT EXISTS (
                                SELECT FROM booking_events e WHERE e.booking = b.id AND e.kind IN ('offered', 'told')
                                AND e.id > SINCE))
                        """.replace("SINCE", SINCE))
                .bindArray("ids", Long.class, bookings.toArray())
                .mapTo(Boolean.class)
                .one();
    }

    /** How often something has happened since the booking is affected. */
    static int happened(Handle handle, long booking, String kind) {
        return handle.createQuery("""
                        SELECT count(e.id) FROM bookings b JOIN booking_events e ON e.booking = b.id
                        WHERE b.id = :booking AND e.kind = :kind AND e.id > SINCE
                        """.replace("SINCE", SINCE))
                .bind("booking", booking)
                .bind("kind", kind)
                .mapTo(Integer.class)
                .one();
    }

    /** Those that are marked and have a seat all the same: somebody gave theirs back. */
    static List<Long> seatedAgain(Handle handle, Instant now) {
        return handle.createQuery("SELECT b.id FROM bookings b WHERE b.affected IS NOT NULL AND b.state = 'confirmed'"
                        + " AND b.starts_at > :now AND NOT " + LEFT_OUT + " ORDER BY b.id")
                .bind("now", BookingStore.utc(now))
                .mapTo(Long.class)
                .list();
    }

    /** Whether one is such; its slots are locked, so that no schedule and no other booking changes in between. */
    static boolean isSeatedAgain(Handle handle, long booking) {
        lockSlots(handle, booking);
        return handle.createQuery("SELECT EXISTS (SELECT FROM bookings b WHERE b.id = :id AND b.affected IS NOT NULL"
                        + " AND b.state = 'confirmed' AND NOT " + LEFT_OUT + ")")
                .bind("id", booking)
                .mapTo(Boolean.class)
                .one();
    }

    private static void lockSlots(Handle handle, long booking) {
        handle.createQuery("""
                        SELECT s.id FROM slots s WHERE s.id IN (SELECT slot FROM booking_slots WHERE booking = :id)
                        ORDER BY s.id FOR NO KEY UPDATE
                        """).bind("id", booking).mapTo(Long.class).list();
    }

    /** The caller appends the event. */
    static void unmark(Writes writes, long booking, Instant now) {
        writes.add("UPDATE bookings SET affected = NULL, updated_at = ? WHERE id = ?", now, booking);
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

    /** Bookings in whose place something is held, and that need it no longer. */
    static List<Long> withLeftOverOffers(Handle handle, Instant now) {
        return handle.createQuery("""
                        SELECT DISTINCT b.id FROM bookings o JOIN bookings b ON b.id = o.offered_for
                        WHERE o.state = 'held' AND o.source = 'offer' AND o.hold_expires_at > :now
                          AND (b.affected IS NULL OR b.state <> 'confirmed')
                        """)
                .bind("now", BookingStore.utc(now))
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

    /** Of those to whom the schedule gives a seat again; answers who they are. The caller appends the events. */
    static List<Long> unmark(Handle handle, String hall, Instant now) {
        return handle.createQuery("UPDATE bookings b SET affected = NULL, updated_at = :now WHERE b.hall = :hall"
                        + " AND b.number IS NOT NULL AND b.starts_at > :now AND b.affected IS NOT NULL AND NOT "
                        + LEFT_OUT + " RETURNING b.id")
                .bind("hall", hall)
                .bind("now", BookingStore.utc(now))
                .mapTo(Long.class)
                .list();
    }
}
