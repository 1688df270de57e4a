package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.servicemap.appointments.slots.Quota;

/** Who of the waiting list wants a seat of a hall, who came first first. Reads only; thread-safe. */
record WaitingLine(HallPlaces places, Halls halls, Availability availability, Clock clock) {
    /** So many are looked at by one query: where the matter arises is judged here, not by the database. */
    private static final int PAGE = 100;

    /** Whether anybody waits for anything: mostly nobody does. */
    boolean isEmpty(Handle handle) {
        return !handle.createQuery("SELECT EXISTS (SELECT FROM waitlist WHERE state IN ('waiting', 'offered'))")
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Goes along those who wait for a hall, or for any, have no offer that is still held, and have not had all of theirs: as long as they
     * shall be shown.
     *
     * @param from the first day of what there is, and {@code to} the last
     * @param more whether to go on after this one
     */
    void walk(
            Handle handle, Hall hall, Hall.Queue queue, LocalDate from, LocalDate to, Predicate<Waitlist.Entry> more) {
        Eligible eligible = new Eligible(halls, places);
        long last = 0;
        List<Waitlist.Entry> page;
        do {
            page = page(handle, hall, queue, from, to, last);
            for (Waitlist.Entry entry : page) {
                last = entry.id();
                boolean mayAct = eligible.mayAct(
                        hall.place(),
                        queue.id(),
                        entry.wish().matters(),
                        entry.wish().areas());
                if (mayAct && !more.test(entry)) {
                    return;
                }
            }
        } while (page.size() == PAGE);
    }

    private List<Waitlist.Entry> page(
            Handle handle, Hall hall, Hall.Queue queue, LocalDate from, LocalDate to, long after) {
        return handle.createQuery("""
                        SELECT *, areas::text AS areas_text FROM waitlist w
                        WHERE w.id > :after AND w.state IN ('waiting', 'offered') AND w.offers < :most
                          AND (w.hall = :hall OR w.hall IS NULL) AND w.matters <@ CAST(:served AS text[])
                          AND w.first_day <= :to AND w.last_day >= :from
                          AND NOT EXISTS (SELECT FROM bookings o WHERE o.offered_for = w.id
                                          AND o.state = 'held' AND o.hold_expires_at > :now)
                        ORDER BY w.id LIMIT :limit
                        """)
                .bind("after", after)
                .bind("most", WaitlistHold.MOST_OFFERS)
                .bind("hall", hall.place())
                .bindArray("served", String.class, queue.matters().keySet().toArray())
                .bind("from", from)
                .bind("to", to)
                .bind("now", BookingStore.utc(clock.instant()))
                .bind("limit", PAGE)
                .map((rs, context) -> Waitlist.entry(rs))
                .list();
    }

    /** Whether somebody could be offered these slots. */
    boolean isWanted(Handle handle, Hall hall, Run run) {
        LocalDate day = day(hall, run);
        Optional<Hall.Queue> queue = hall.findQueue(run.queue());
        if (queue.isEmpty() || !isOffered(hall, run) || isEmpty(handle)) {
            return false;
        }
        List<Waitlist.Entry> found = new ArrayList<>();
        walk(handle, hall, queue.get(), day, day, entry -> {
            found.add(entry);
            return false;
        });
        return !found.isEmpty();
    }

    /** Whether the public may have it: within lead time and horizon of a hall that takes bookings. */
    boolean isOffered(Hall hall, Run run) {
        return hall.settings().bookable()
                && places.find(hall.place()).isPresent()
                && !run.start().isBefore(availability.first(hall))
                && !day(hall, run).isAfter(availability.lastDay(hall));
    }

    static LocalDate day(Hall hall, Run run) {
        return day(hall, run.start());
    }

    static LocalDate day(Hall hall, Instant start) {
        return LocalDate.ofInstant(start, hall.settings().zoneId());
    }

    /**
     * What of these the public may take: expired holds give their seats to who waits for them, not to who comes by. Where somebody does,
     * only what is free without those seats is left.
     */
    List<Run> leftToPublic(Handle handle, Hall hall, Quota quota, List<Run> runs, SlotReader reader) {
        if (quota != Quota.PUBLIC || runs.stream().noneMatch(Run::lapsed)) {
            return runs;
        }
        List<Run> left = new ArrayList<>();
        for (Run run : runs) {
            if (!run.lapsed() || !isWanted(handle, hall, run)) {
                left.add(run);
            } else {
                List<SlotRow> rows = reader.asBooked(handle, run.queue(), run.start(), run.end());
                left.addAll(Run.of(rows, run.slots().size()));
            }
        }
        return left;
    }
}
