package org.servicemap.appointments;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Retries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seats that are given back are held for who waits for them, in the same transaction: its changed slots stay locked until then, so that
 * nobody else is shown them or has them in between. A lock of somebody else is never waited for: bookings come before slots everywhere
 * else. Whoever is passed by for that is served by the next round of {@link WaitlistOffers}. Thread-safe.
 */
final class NextInLine {
    private static final Logger LOG = LoggerFactory.getLogger(NextInLine.class);
    private static final String SAVED = "next_in_line";
    /** Slots around those given back that may be needed with them: sixteen of the longest. */
    private static final Duration AROUND = Duration.ofHours(64);

    private final WaitingLine line;
    private final Halls halls;
    private final WaitlistHold holds;
    private final Seats seats;
    private final SlotReader reader = new SlotReader();

    NextInLine(Bookings.Parts parts) {
        this.line = parts.line();
        this.halls = parts.halls();
        this.holds = parts.waitlistHold();
        this.seats = parts.seats();
    }

    /**
     * Goes along those who wait as long as there is a seat of these.
     *
     * @param given slots in which this transaction has just given seats back
     * @param last entries that have let an offer of these run out: the next round asks them again, if nobody else wants it
     */
    void passOn(Handle handle, Collection<Long> given, Set<Long> last) {
        if (given.isEmpty() || line.isEmpty(handle)) {
            return;
        }
        for (SlotReader.Stretch stretch : reader.stretches(handle, given)) {
            halls.find(stretch.hall())
                    .ifPresent(hall -> hall.findQueue(stretch.queue())
                            .ifPresent(queue -> passOn(handle, hall, queue, stretch, Set.copyOf(given), last)));
        }
    }

    private void passOn(
            Handle handle, Hall hall, Hall.Queue queue, SlotReader.Stretch stretch, Set<Long> given, Set<Long> last) {
        Free free = new Free(
                reader.asBooked(
                        handle,
                        queue.id(),
                        stretch.from().minus(AROUND),
                        stretch.until().plus(AROUND)),
                given);
        LocalDate from = WaitingLine.day(hall, stretch.from().minus(AROUND));
        LocalDate to = WaitingLine.day(hall, stretch.until());
        line.walk(handle, hall, queue, from, to, entry -> {
            if (!last.contains(entry.id())) {
                free.first(hall, queue, entry.wish(), DeclinedTimes.of(handle, entry))
                        .filter(run -> offer(handle, hall, queue, entry.id(), run, free))
                        .ifPresent(free::take);
            }
            return free.isLeft();
        });
    }

    /** One that cannot be served must not stop who gives back, nor those behind it. */
    private boolean offer(Handle handle, Hall hall, Hall.Queue queue, long id, Run run, Free free) {
        handle.savepoint(SAVED);
        try {
            Optional<Waitlist.Entry> entry =
                    Waitlist.lockNow(handle, id, holds.clock().instant());
            if (entry.isEmpty() || !seats.lockNow(handle, free.others(run))) {
                undo(handle);
                return false;
            }
            holds.offer(handle, entry.get(), hall.place(), queue.code(), run.start(), admitted -> List.of(run));
            handle.releaseSavepoint(SAVED);
            return true;
        } catch (RuntimeException e) {
            if (Retries.isTransient(e)) {
                throw e;
            }
            undo(handle);
            if (!(e instanceof AppointmentException)) {
                LOG.warn("what was given back is not offered to waitlist entry {} yet: {}", id, e.toString());
            }
            return false;
        }
    }

    /** A savepoint that stays makes the next one a transaction within a transaction. */
    private static void undo(Handle handle) {
        handle.rollbackToSavepoint(SAVED);
        handle.execute("RELEASE SAVEPOINT " + SAVED); // JDBI has forgotten it, the database has not
    }

    /** What is free around the slots that were given back, less what has been passed on. */
    private final class Free {
        private final List<SlotRow> rows;
        private final Set<Long> given;
        private final Map<Long, Integer> taken = new HashMap<>();

        Free(List<SlotRow> rows, Set<Long> given) {
            this.rows = rows;
            this.given = given;
        }

        private List<SlotRow> rows() {
            return rows.stream()
                    .map(row -> row.less(taken.getOrDefault(row.id(), 0)))
                    .toList();
        }

        Optional<Run> first(Hall hall, Hall.Queue queue, Waitlist.Wish wish, DeclinedTimes declined) {
            int length = queue.slotsFor(wish.matters()).orElse(Integer.MAX_VALUE);
            return Run.of(rows(), length).stream()
                    .filter(run -> run.slots().stream().anyMatch(slot -> given.contains(slot.id())))
                    .filter(run -> !declined.has(hall.place(), run.start()))
                    .filter(run -> wish.holds(WaitingLine.day(hall, run)) && line.isOffered(hall, run))
                    .findFirst();
        }

        List<Long> others(Run run) {
            return run.slots().stream()
                    .map(SlotRow::id)
                    .filter(id -> !given.contains(id))
                    .toList();
        }

        void take(Run run) {
            run.slots().forEach(slot -> taken.merge(slot.id(), 1, Integer::sum));
        }

        boolean isLeft() {
            Set<Long> free = rows().stream()
                    .filter(row -> row.free() > 0)
                    .map(SlotRow::id)
                    .collect(Collectors.toCollection(HashSet::new));
            free.retainAll(given);
            return !free.isEmpty();
        }
    }
}
