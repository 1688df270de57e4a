package org.servicemap.insights.forecast;

import java.time.LocalDate;
import java.util.Set;

/**
 * What kinds of days there are for a forecast: the seven weekdays, holidays, and weekend days that are worked; and days of the heating season.
 *
 * @param holidays free days
 * @param workedWeekends weekend days that are worked in exchange
 * @param heatingFrom first day of the heating season as month times 100 plus day; 1115 in Beijing; 0: there is none
 * @param heatingUntil the last one; 315 in Beijing
 */
public record DayTypes(Set<LocalDate> holidays, Set<LocalDate> workedWeekends, int heatingFrom, int heatingUntil) {
    /** Weekdays only. */
    public static final DayTypes PLAIN = new DayTypes(Set.of(), Set.of(), 0, 0);

    static final int TYPES = 9;
    private static final int HOLIDAY = 7;
    private static final int WORKED_WEEKEND = 8;

    public DayTypes {
        holidays = Set.copyOf(holidays);
        workedWeekends = Set.copyOf(workedWeekends);
    }

    int of(LocalDate day) {
        if (holidays.contains(day)) {
            return HOLIDAY;
        }
        return workedWeekends.contains(day)
                ? WORKED_WEEKEND
                : day.getDayOfWeek().getValue() - 1;
    }

    /** The kind that a rare kind resembles until enough of its days were seen: holidays a Sunday, worked weekend days a Friday. */
    static int like(int type) {
        return type == HOLIDAY ? 6 : type == WORKED_WEEKEND ? 4 : type;
    }

    boolean isHeating(LocalDate day) {
        if (heatingFrom == 0) {
            return false;
        }
        int date = day.getMonthValue() * 100 + day.getDayOfMonth();
        return heatingFrom <= heatingUntil
                ? date >= heatingFrom && date <= heatingUntil
                : date >= heatingFrom || date <= heatingUntil;
    }
}
