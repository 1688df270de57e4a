package org.servicemap.appointments;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.slots.DayChange;
import org.servicemap.appointments.slots.SlotPlan;
import org.servicemap.appointments.slots.Template;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.text.LocalText;

/**
 * When a hall is open.
 *
 * @param templates by queue
 * @param changes closures and extra hours, a later one over an earlier one
 */
record Schedule(Map<Long, List<Template>> templates, List<Change> changes) {
    /** Never open. */
    static final Schedule NONE = new Schedule(Map.of(), List.of());

    Schedule {
        templates = Map.copyOf(templates);
        changes = List.copyOf(changes);
    }

    /**
     * A closure or extra hours.
     *
     * @param queue the only one meant; null for the whole hall
     */
    record Change(@Nullable Long queue, DayChange day, LocalText reason) {}

    /**
     * A counter.
     *
     * @param queues which it serves
     */
    record Counter(int number, LocalText name, List<Long> queues) {
        Counter {
            queues = List.copyOf(queues);
        }
    }

    SlotPlan plan(long queue, WorkingCalendar calendar, ZoneId zone) {
        List<DayChange> own = changes.stream()
                .filter(change -> change.queue() == null || change.queue() == queue)
                .map(Change::day)
                .toList();
        return new SlotPlan(templates.getOrDefault(queue, List.of()), own, calendar, zone);
    }
}
