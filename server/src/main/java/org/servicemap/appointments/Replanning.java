package org.servicemap.appointments;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Calendars;
import org.servicemap.storage.Retries;

/**
 * Slots made anew when the city's working calendar changes: a day that becomes a holiday closes, one that becomes a make-up day opens.
 * Whoever has booked on a day that closes is marked, as by a changed schedule. Thread-safe, also among several servers.
 */
record Replanning(
        Halls halls, HallStore store, Planning planning, Calendars calendars, Affected affected, Retries retries) {

    /** Answers how many halls. */
    int all() {
        List<String> places = retries.inTransaction(store::withOtherCalendar);
        if (places.isEmpty()) {
            return 0;
        }
        // before the calendar is read: one that comes in between is taken up next time
        Instant changed = retries.<@Nullable Instant>inTransaction(store::calendarChanged);
        calendars.refresh();
        halls.refresh();
        for (String place : places) {
            halls.find(place).ifPresent(hall -> retries.inTransaction(handle -> replan(handle, hall, changed)));
        }
        halls.refresh();
        return places.size();
    }

    private boolean replan(Handle handle, Hall hall, @Nullable Instant changed) {
        store.lock(handle, hall.place());
        Schedule schedule = new Schedule(store.templates(handle, hall.place()), store.changes(handle, hall.place()));
        for (Hall.Queue queue : hall.queues()) {
            planning.apply(handle, hall.place(), planning.difference(handle, hall.settings(), queue.id(), schedule));
        }
        affected.mark(handle, hall.place(), hall.queues());
        store.calendarAt(handle, hall.place(), changed);
        Halls.tellOthers(handle, hall.place());
        return true;
    }
}
