package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.appointments.slots.PlannedSlot;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.calendars.Calendars;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.storage.Retries;

/** Makes slots of schedules, day by day ahead, and changes them when a schedule changes. Thread-safe. */
final class Planning {
    private final Halls halls;
    private final HallStore store;
    private final SlotReader reader;
    private final Seats seats;
    private final Calendars calendars;
    private final Retries retries;
    private final Clock clock;

    Planning(
            Halls halls,
            HallStore store,
            SlotReader reader,
            Seats seats,
            Calendars calendars,
            Retries retries,
            Clock clock) {
        this.halls = halls;
        this.store = store;
        this.reader = reader;
        this.seats = seats;
        this.calendars = calendars;
        this.retries = retries;
        this.clock = clock;
    }

    /**
     * What a schedule changes in a queue's slots.
     *
     * @param added slots that are not there yet
     * @param changed slots whose seats or end change; none becomes fewer than are taken
     * @param below of those, the slots in which more is booked than the schedule gives from now on
     */
    record Difference(long queue, List<PlannedSlot> added, List<Seats.Replanned> changed, List<SlotReader.Kept> below) {
        /** The seats of the slots that change, by slot. */
        Map<Long, Integer> planned() {
            Map<Long, Integer> planned = new HashMap<>();
            changed.forEach(slot -> planned.put(slot.slot(), slot.planned()));
            return planned;
        }
    }

    private record Key(Quota quota, Instant start) {}

    LocalDate today(HallSettings settings) {
        return LocalDate.ofInstant(clock.instant(), settings.zoneId());
    }

    LocalDate lastDay(HallSettings settings) {
        return today(settings).plusDays(settings.horizonDays());
    }

    /** What becomes of the slots from now on; those that have begun stay as they are. Changes nothing. */
    Difference difference(Handle handle, HallSettings settings, long queue, Schedule schedule) {
        WorkingCalendar calendar = calendars.current();
        LocalDate from = today(settings);
        List<SlotReader.Kept> there = reader.kept(handle, queue, from, LocalDate.of(9999, 12, 31));
        LocalDate to = last(lastDay(settings), there, settings);
        Instant now = clock.instant();
        Map<Key, PlannedSlot> wanted = new HashMap<>();
        schedule.plan(queue, calendar, settings.zoneId()).between(from, to).stream()
                .filter(slot -> slot.start().isAfter(now))
                .forEach(slot -> wanted.put(new Key(slot.quota(), slot.start()), slot));
        List<Seats.Replanned> changed = new ArrayList<>();
        List<SlotReader.Kept> below = new ArrayList<>();
        for (SlotReader.Kept kept : there) {
            PlannedSlot slot = wanted.remove(new Key(kept.quota(), kept.start()));
            if (!kept.start().isAfter(now)) {
                continue;
            }
            int seats = slot == null ? 0 : slot.capacity();
            Instant end = slot == null ? kept.end() : slot.end();
            if (seats != kept.planned() || !end.equals(kept.end())) {
                changed.add(new Seats.Replanned(kept.id(), end, seats, kept.planned()));
            }
            if (kept.booked() > seats) {
                below.add(kept);
            }
        }
        List<PlannedSlot> added = wanted.values().stream()
                .sorted(java.util.Comparator.comparing(PlannedSlot::start).thenComparing(PlannedSlot::quota))
                .toList();
        return new Difference(queue, added, changed, below);
    }

    /** A longer horizon may have made slots beyond this one: the schedule holds for them too, and nobody in them is moved for that. */
    private static LocalDate last(LocalDate horizon, List<SlotReader.Kept> there, HallSettings settings) {
        return there.stream()
                .map(kept -> LocalDate.ofInstant(kept.start(), settings.zoneId()))
                .reduce(horizon, (one, other) -> one.isAfter(other) ? one : other);
    }

    void apply(Handle handle, String hall, Difference difference) {
        seats.replan(handle, difference.changed());
        seats.add(handle, hall, difference.queue(), difference.added());
    }

    /** Makes what is missing of a hall's slots, up to its horizon; answers whether there was anything to do. */
    boolean extend(Hall hall) {
        LocalDate to = lastDay(hall.settings());
        LocalDate until = hall.plannedUntil();
        if (until != null && !until.isBefore(to)) {
            return false;
        }
        LocalDate from = until == null ? today(hall.settings()) : until.plusDays(1);
        return retries.inTransaction(handle -> {
            store.lock(handle, hall.place());
            Schedule schedule =
                    new Schedule(store.templates(handle, hall.place()), store.changes(handle, hall.place()));
            Instant now = clock.instant();
            for (Hall.Queue queue : hall.queues()) {
                List<PlannedSlot> slots =
                        schedule
                                .plan(
                                        queue.id(),
                                        calendars.current(),
                                        hall.settings().zoneId())
                                .between(from, to)
                                .stream()
                                .filter(slot -> slot.start().isAfter(now))
                                .toList();
                seats.add(handle, hall.place(), queue.id(), slots);
            }
            store.plannedUntil(handle, hall.place(), to);
            Halls.tellOthers(handle, hall.place());
            return true;
        });
    }

    /** Makes what is missing everywhere; for a job that runs once an hour. */
    int extendAll() {
        int extended = 0;
        Set<String> closed = retries.inTransaction(store::closed);
        for (Hall hall : halls.refresh().values()) {
            extended += !closed.contains(hall.place()) && extend(hall) ? 1 : 0;
        }
        if (extended > 0) {
            halls.refresh();
        }
        return extended;
    }
}
