package org.servicemap.appointments;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Calendars;
import org.servicemap.storage.Retries;

/**
 * Slots made anew when the city's working calendar changes: a day that becomes a holiday closes, one that becomes a make-up day opens. A
 * hall whose place was withdrawn has none until the place is back. Whoever has booked where it closes is marked, as by a changed schedule.
 * Thread-safe, also among several servers.
 */
record Replanning(
        Halls halls,
        HallStore store,
        HallPlaces places,
        Planning planning,
        Calendars calendars,
        Affected affected,
        Retries retries) {

    /** Answers how many halls. */
    int all() {
        Set<String> codes = retries.inTransaction(this::due);
        if (codes.isEmpty()) {
            return 0;
        }
        // before the calendar is read: one that comes in between is taken up next time
        Instant changed = retries.<@Nullable Instant>inTransaction(store::calendarChanged);
        calendars.refresh();
        halls.refresh();
        for (String place : codes) {
            halls.find(place).ifPresent(hall -> retries.inTransaction(handle -> replan(handle, hall, changed)));
        }
        halls.refresh();
        return codes.size();
    }

    /** With another calendar than the one in force; of places that were withdrawn only what is open still. */
    private Set<String> due(Handle handle) {
        Set<String> due = new TreeSet<>(store.withOtherCalendar(handle));
        Set<String> closed = store.closed(handle);
        Set<String> withdrawn = places.places().withdrawn(handle, halls.all().keySet());
        withdrawn.stream().filter(place -> !closed.contains(place)).forEach(due::add);
        // back again
        closed.stream().filter(place -> !withdrawn.contains(place)).forEach(due::add);
        return due;
    }

    private boolean replan(Handle handle, Hall hall, @Nullable Instant changed) {
        store.lock(handle, hall.place());
        boolean withdrawn = places.isWithdrawn(handle, hall.place());
        Schedule schedule = withdrawn
                ? Schedule.NONE
                : new Schedule(store.templates(handle, hall.place()), store.changes(handle, hall.place()));
        for (Hall.Queue queue : hall.queues()) {
            planning.apply(handle, hall.place(), planning.difference(handle, hall.settings(), queue.id(), schedule));
        }
        affected.mark(handle, hall.place(), hall.queues());
        store.planned(handle, hall.place(), withdrawn, changed);
        Halls.tellOthers(handle, hall.place());
        return true;
    }
}
