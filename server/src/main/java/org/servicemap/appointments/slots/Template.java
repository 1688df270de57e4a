package org.servicemap.appointments.slots;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.DayKind;
import org.servicemap.calendars.WorkingCalendar;

/**
 * When a queue is open, week by week. On a weekend day that is worked only those with {@code makeUpDays} hold, on a public holiday
 * only those with {@code holidays}.
 *
 * @param validTo the last day, or null for no end
 */
public record Template(
        long id,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        Set<DayOfWeek> weekdays,
        boolean makeUpDays,
        boolean holidays,
        Hours hours) {
    public Template {
        weekdays = Set.copyOf(weekdays);
        if (validTo != null && validTo.isBefore(validFrom)) {
            throw new SlotsException("valid_to", "the last day does not come before the first");
        }
        if (weekdays.isEmpty() && !makeUpDays && !holidays) {
            throw new SlotsException("weekdays", "on some days at least");
        }
    }

    boolean holds(LocalDate day, WorkingCalendar calendar) {
        if (day.isBefore(validFrom) || validTo != null && day.isAfter(validTo)) {
            return false;
        }
        DayKind kind = calendar.kindOf(day);
        return switch (kind) {
            case HOLIDAY -> holidays;
            case MAKE_UP_DAY -> makeUpDays;
            case WORKDAY, WEEKEND -> weekdays.contains(day.getDayOfWeek());
        };
    }

    /** Whether both may hold at the same time, also where one goes on past midnight. */
    boolean clashesWith(Template other) {
        return sharesDays(other) && validWith(other, 0) && hours.meets(other.hours)
                || reachesInto(other)
                || other.reachesInto(this);
    }

    private boolean sharesDays(Template other) {
        return makeUpDays && other.makeUpDays
                || holidays && other.holidays
                || weekdays.stream().anyMatch(other.weekdays::contains);
    }

    /** Days that no weekday names may follow any other. */
    private boolean reachesInto(Template other) {
        boolean follows = makeUpDays
                || holidays
                || other.makeUpDays
                || other.holidays
                || weekdays.stream().anyMatch(day -> other.weekdays.contains(day.plus(1)));
        return hours.to() - Hours.DAY > other.hours.from() && follows && validWith(other, 1);
    }

    private boolean validWith(Template other, int daysLater) {
        return (validTo == null || !other.validFrom.isAfter(validTo.plusDays(daysLater)))
                && (other.validTo == null || !validFrom.isAfter(other.validTo));
    }
}
