package org.servicemap.insights.briefs;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.Locale;

/**
 * A closed period of the city's calendar.
 *
 * @param to the last day, included
 */
record BriefPeriod(BriefKind kind, LocalDate from, LocalDate to) {
    long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    BriefPeriod before() {
        return kind.around(from.minusDays(1));
    }

    BriefPeriod after() {
        return kind.around(to.plusDays(1));
    }

    BriefPeriod yearBefore() {
        return kind.around(kind.yearBefore(from));
    }

    /** {@code 2026-03-01}, {@code 2026-W10}, {@code 2026-03}, {@code 2026}: for file names. */
    String label() {
        return switch (kind) {
            case DAILY -> from.toString();
            case WEEKLY ->
                String.format(
                        Locale.ROOT,
                        "%d-W%02d",
                        from.get(WeekFields.ISO.weekBasedYear()),
                        from.get(WeekFields.ISO.weekOfWeekBasedYear()));
            case MONTHLY -> from.toString().substring(0, 7);
            case ANNUAL -> from.toString().substring(0, 4);
        };
    }
}
