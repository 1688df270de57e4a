package org.servicemap.appointments;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.servicemap.appointments.slots.PlannedSlot;
import org.servicemap.storage.Writes;

/**
 * The one way to capacity: nothing else writes {@code slots.booked}, {@code capacity} or {@code booking_slots}; a test holds the
 * sources to that. Everybody's seats go through here: citizens', operators', walk-ins', offers', and schedules that are changed.
 *
 * <p>All of it happens in the caller's transaction (READ COMMITTED), in this order: bookings are locked, the own one first, then expired
 * holds by id; then slots are changed by conditional updates, by id. An update that finds no seat undoes the whole transaction. So
 * whoever waits, waits for somebody who is further on: no two wait for each other.
 */
final class Seats {
    /** Who takes a seat is held to what is planned, also when another leaves the same slot. */
    private static final String CHANGE = """
            UPDATE slots SET booked = booked + ?, capacity = greatest(planned, booked + ?)
            WHERE id = ? AND (? OR booked + ? <= planned)
            """;

    /** The same for one seat, of a slot that nobody else has locked. */
    private static final String TAKE_NOW = """
            UPDATE slots SET booked = booked + 1, capacity = greatest(planned, booked + 1)
            WHERE id = (SELECT id FROM slots WHERE id = ? FOR NO KEY UPDATE SKIP LOCKED) AND booked + 1 <= planned
            """;

    /** Seats of a slot. */
    record Seat(long slot, int n) {}

    /**
     * Gives a booking its seats. They are taken when the caller sends the writes, which throws {@link AppointmentException} {@code
     * slot_full} when there is none; the transaction must then be undone.
     *
     * @param writes that already hold the booking's own row
     * @param lapsed whether holds that expired may stand in these slots: then they are taken back first
     */
    void take(Handle handle, Writes writes, long booking, List<Seat> seats, boolean lapsed, Instant now) {
        move(handle, writes, booking, List.of(), seats, lapsed, now);
    }

    /**
     * Takes one seat for each of several bookings, at once: one journey, but each by a conditional update of its own, so that who finds no
     * seat does not undo the others. In the order of the slots' ids, within a slot in that of the list. Who has a seat needs {@link #keep}
     * in the same transaction.
     *
     * @param slots one for each booking, none of which holds a seat that expired
     * @param waits whether for slots that others have locked; else who wants one finds no seat
     * @return whether each has its seat
     */
    List<Boolean> takeEach(Handle handle, List<Long> slots, boolean waits) {
        List<Integer> order = IntStream.range(0, slots.size())
                .boxed()
                .sorted(Comparator.comparing(slots::get))
                .toList();
        if (order.isEmpty()) {
            return List.of();
        }
        PreparedBatch batch = handle.prepareBatch(waits ? CHANGE : TAKE_NOW);
        for (int at : order) {
            long slot = slots.get(at);
            if (waits) {
                batch.add(1, 1, slot, false, 1);
            } else {
                batch.add(slot);
            }
        }
        int[] changed = batch.execute();
        Boolean[] taken = new Boolean[changed.length];
        for (int i = 0; i < changed.length; i++) {
            taken[order.get(i)] = changed[i] == 1;
        }
        return List.of(taken);
    }

    /** What {@link #takeEach} took in the same transaction, and nobody is to have. */
    void giveBackEach(Handle handle, List<Long> slots) {
        TreeMap<Long, Integer> deltas = new TreeMap<>();
        slots.forEach(slot -> deltas.merge(slot, -1, Integer::sum));
        change(handle, deltas);
    }

    /** Writes whose the seat is that {@link #takeEach} took. */
    void keep(Writes writes, long booking, long slot) {
        keep(writes, booking, new Seat(slot, 1));
    }

    private static void keep(Writes writes, long booking, Seat seat) {
        writes.insert("INSERT INTO booking_slots (slot, booking, n)", "(?, ?, ?)", seat.slot(), booking, seat.n());
    }

    /** Gives the seats of a booking back; the caller has locked the booking. Answers their slots. */
    Set<Long> giveBack(Handle handle, long booking) {
        TreeMap<Long, Integer> deltas = new TreeMap<>();
        given(handle, List.of(booking)).forEach(seat -> deltas.merge(seat.slot(), -seat.n(), Integer::sum));
        handle.execute("DELETE FROM booking_slots WHERE booking = ?", booking);
        change(handle, deltas);
        return deltas.keySet();
    }

    /**
     * Takes new seats for a booking and gives its old ones back, together: either has happened or neither.
     *
     * @return the slots of the old ones, given back when the caller has sent the writes
     */
    Set<Long> move(Handle handle, Writes writes, long booking, List<Seat> seats, boolean lapsed, Instant now) {
        List<Seat> old = given(handle, List.of(booking));
        move(handle, writes, booking, old, seats, lapsed, now);
        return old.stream().map(Seat::slot).collect(Collectors.toSet());
    }

    /**
     * Locks slots that have a free seat, for who is further on already and must not wait; answers whether it has all of them. They are
     * taken afterwards as any others are.
     */
    boolean lockNow(Handle handle, Collection<Long> slots) {
        return slots.isEmpty()
                || handle.createQuery("""
                                SELECT id FROM slots WHERE id = ANY (:slots) AND booked < planned
                                ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
                                """)
                                .bindArray("slots", Long.class, slots.toArray())
                                .mapTo(Long.class)
                                .list()
                                .size()
                        == slots.size();
    }

    private void move(
            Handle handle, Writes writes, long booking, List<Seat> old, List<Seat> seats, boolean lapsed, Instant now) {
        TreeMap<Long, Integer> deltas = new TreeMap<>();
        if (lapsed) {
            takeBack(handle, expired(handle, seats.stream().map(Seat::slot).toList(), now), now, deltas);
        }
        old.forEach(seat -> deltas.merge(seat.slot(), -seat.n(), Integer::sum));
        seats.forEach(seat -> deltas.merge(seat.slot(), seat.n(), Integer::sum));
        change(writes, deltas, seats.stream().map(Seat::slot).collect(Collectors.toSet()));
        if (!old.isEmpty()) {
            writes.add("DELETE FROM booking_slots WHERE booking = ?", booking);
        }
        seats.forEach(seat -> keep(writes, booking, seat));
    }

    /** The seats of one booking become another's; both are locked by the caller. What the other had is given back: its slots. */
    Set<Long> hand(Handle handle, long from, long to) {
        Set<Long> given = giveBack(handle, to);
        handle.execute("UPDATE booking_slots SET booking = ? WHERE booking = ?", to, from);
        return given;
    }

    /**
     * What a sweep has done.
     *
     * @param holds that were taken back
     * @param slots in which they were
     * @param offeredTo ids of the bookings and entries of the waiting list that some of them were offered to
     */
    record Swept(int holds, Set<Long> slots, Set<Long> offeredTo) {}

    /** Holds that expired give their seats back. Needed by nobody but who waits for them, and keeps the tables small. */
    Swept sweep(Handle handle, Instant now, int limit) {
        List<Long> expired = handle.createQuery("""
                        SELECT id FROM bookings WHERE id IN
                            (SELECT id FROM bookings WHERE state = 'held' AND hold_expires_at <= :now
                             ORDER BY hold_expires_at LIMIT :limit)
                          AND state = 'held' AND hold_expires_at <= :now
                        ORDER BY id FOR UPDATE SKIP LOCKED
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
        TreeMap<Long, Integer> deltas = new TreeMap<>();
        takeBack(handle, expired, now, deltas);
        change(handle, deltas);
        return new Swept(expired.size(), deltas.keySet(), offeredTo(handle, expired));
    }

    private static Set<Long> offeredTo(Handle handle, List<Long> holds) {
        return handle.createQuery("SELECT offered_for FROM bookings WHERE id = ANY (:ids) AND offered_for IS NOT NULL")
                .bindArray("ids", Long.class, holds.toArray())
                .mapTo(Long.class)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Waits for whoever is at one of them: when that one is done, the seats are free or the hold is none any more. */
    private static List<Long> expired(Handle handle, Collection<Long> slots, Instant now) {
        return handle.createQuery("""
                        SELECT b.id FROM bookings b
                        WHERE b.id IN (SELECT booking FROM booking_slots WHERE slot = ANY (:slots))
                          AND b.state = 'held' AND b.hold_expires_at <= :now
                        ORDER BY b.id FOR UPDATE
                        """)
                .bindArray("slots", Long.class, slots.toArray())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .list();
    }

    private static void takeBack(Handle handle, List<Long> expired, Instant now, Map<Long, Integer> deltas) {
        if (expired.isEmpty()) {
            return;
        }
        Object[] ids = expired.toArray();
        given(handle, expired).forEach(seat -> deltas.merge(seat.slot(), -seat.n(), Integer::sum));
        handle.createUpdate("DELETE FROM booking_slots WHERE booking = ANY (:ids)")
                .bindArray("ids", Long.class, ids)
                .execute();
        handle.createUpdate("""
                        WITH gone AS (UPDATE bookings SET state = 'expired', caller = NULL, updated_at = :now WHERE id = ANY (:ids)
                                      RETURNING id)
                        INSERT INTO booking_events (booking, at, kind, by) SELECT id, :now, 'expired', 'program' FROM gone
                        """)
                .bindArray("ids", Long.class, ids)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static List<Seat> given(Handle handle, List<Long> bookings) {
        return handle.createQuery("SELECT slot, n FROM booking_slots WHERE booking = ANY (:ids)")
                .bindArray("ids", Long.class, bookings.toArray())
                .map((rs, context) -> new Seat(rs.getLong("slot"), rs.getInt("n")))
                .list();
    }

    /** At once. */
    private static void change(Handle handle, TreeMap<Long, Integer> deltas) {
        Writes writes = Writes.in(handle);
        change(writes, deltas, Set.of());
        writes.send();
    }

    /** In the order of the ids, together with what else is written. */
    private static void change(Writes writes, TreeMap<Long, Integer> deltas, Set<Long> wanted) {
        deltas.forEach((slot, delta) -> writes.require(
                1, AppointmentException::full, CHANGE, delta, delta, slot, !wanted.contains(slot), delta));
    }

    /**
     * How many seats a slot shall have.
     *
     * @param before as many it had
     */
    record Replanned(long slot, Instant end, int planned, int before) {}

    /**
     * Changes what a schedule gives. A slot below what is booked in it keeps as many seats as are taken, and loses them one by one as they
     * are given back: it takes nobody any more, and nobody in it is dropped.
     */
    void replan(Handle handle, List<Replanned> slots) {
        if (slots.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                UPDATE slots SET planned = :planned, capacity = greatest(:planned, booked), ends_at = :end WHERE id = :id
                """);
        slots.stream()
                .sorted(Comparator.comparingLong(Replanned::slot))
                .forEach(slot -> batch.bind("id", slot.slot())
                        .bind("planned", slot.planned())
                        .bind("end", slot.end().atOffset(ZoneOffset.UTC))
                        .add());
        batch.execute();
    }

    /** New slots of a queue; those that are there already stay as they are. */
    void add(Handle handle, String hall, long queue, List<PlannedSlot> slots) {
        List<PlannedSlot> rest = new ArrayList<>(slots);
        while (!rest.isEmpty()) {
            List<PlannedSlot> part = rest.subList(0, Math.min(rest.size(), 1000));
            insert(handle, hall, queue, part);
            part.clear();
        }
    }

    private static void insert(Handle handle, String hall, long queue, List<PlannedSlot> slots) {
        handle.createUpdate("""
                        INSERT INTO slots (hall, queue, quota, starts_at, ends_at, day, planned, capacity)
                        SELECT :hall, :queue, quota, starts_at, ends_at, day, seats, seats
                        FROM unnest(:quotas, CAST(:starts AS timestamptz[]), CAST(:ends AS timestamptz[]),
                                    CAST(:days AS date[]), :seats) AS s (quota, starts_at, ends_at, day, seats)
                        ON CONFLICT (queue, quota, starts_at) DO NOTHING
                        """)
                .bind("hall", hall)
                .bind("queue", queue)
                .bindArray(
                        "quotas",
                        String.class,
                        slots.stream().map(slot -> slot.quota().word()).toArray())
                .bindArray(
                        "starts",
                        String.class,
                        slots.stream().map(slot -> slot.start().toString()).toArray())
                .bindArray(
                        "ends",
                        String.class,
                        slots.stream().map(slot -> slot.end().toString()).toArray())
                .bindArray(
                        "days",
                        String.class,
                        slots.stream().map(slot -> slot.day().toString()).toArray())
                .bindArray(
                        "seats",
                        Integer.class,
                        slots.stream().map(PlannedSlot::capacity).toArray())
                .execute();
    }
}
