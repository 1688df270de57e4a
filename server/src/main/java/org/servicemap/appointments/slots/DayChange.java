package org.servicemap.appointments.slots;

import java.time.LocalDate;

/**
 * A closure, or extra hours, on some days.
 *
 * @param closed whether its hours are taken away; else they are added, in place of what they meet
 */
public record DayChange(long id, LocalDate firstDay, LocalDate lastDay, boolean closed, Hours hours) {
    private static final int LONGEST_DAYS = 400;

    public DayChange {
        if (lastDay.isBefore(firstDay) || lastDay.isAfter(firstDay.plusDays(LONGEST_DAYS))) {
            throw new SlotsException("last_day", "not before the first day, and at most " + LONGEST_DAYS + " days");
        }
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(firstDay) && !day.isAfter(lastDay);
    }
}
