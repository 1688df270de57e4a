package org.servicemap.places.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.DayKind;
import org.servicemap.calendars.WorkingCalendar;

/**
 * On which days a rule holds.
 *
 * @param from first date, or null when it is not bound to dates
 * @param to last date, with {@code from}
 * @param months empty for the whole year
 * @param weekdays with the two flags: which days; all when none of the three is given
 * @param holidays the city's public holidays
 * @param makeUpDays weekend days that the city works
 */
record Days(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Set<Month> months,
        Set<DayOfWeek> weekdays,
        boolean holidays,
        boolean makeUpDays) {
    static final Days ALL = new Days(null, null, Set.of(), Set.of(), false, false);

    Days {
        months = Set.copyOf(months);
        weekdays = Set.copyOf(weekdays);
    }

    boolean hold(LocalDate day, WorkingCalendar calendar) {
        return inDates(day) && (months.isEmpty() || months.contains(day.getMonth())) && ofKind(day, calendar);
    }

    private boolean inDates(LocalDate day) {
        return from == null || to == null || !day.isBefore(from) && !day.isAfter(to);
    }

    private boolean ofKind(LocalDate day, WorkingCalendar calendar) {
        if (weekdays.isEmpty() && !holidays && !makeUpDays) {
            return true;
        }
        DayKind kind = calendar.kindOf(day);
        return weekdays.contains(day.getDayOfWeek())
                || holidays && kind == DayKind.HOLIDAY
                || makeUpDays && kind == DayKind.MAKE_UP_DAY;
    }
}
