package org.servicemap.insights.briefs;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How long a report's period is. Weeks are ISO 8601's, from Monday; months and years the calendar's. Pure. */
enum BriefKind {
    DAILY,
    WEEKLY,
    MONTHLY,
    ANNUAL;

    /** A week's day in the year before: 52 whole weeks earlier, so that weekends meet weekends. */
    private static final int WEEKS_OF_A_YEAR = 52;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BriefKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(BriefKind::key).toList();
    }

    /** The period in which a day lies. */
    BriefPeriod around(LocalDate day) {
        LocalDate from = switch (this) {
            case DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
            case ANNUAL -> day.withDayOfYear(1);
        };
        return new BriefPeriod(this, from, next(from).minusDays(1));
    }

    /** First day of the period after the one that begins on a day. */
    private LocalDate next(LocalDate from) {
        return switch (this) {
            case DAILY -> from.plusDays(1);
            case WEEKLY -> from.plusWeeks(1);
            case MONTHLY -> from.plusMonths(1);
            case ANNUAL -> from.plusYears(1);
        };
    }

    /** The same period a year earlier; of a year there is none beside the one before. */
    LocalDate yearBefore(LocalDate from) {
        return this == WEEKLY ? from.minusWeeks(WEEKS_OF_A_YEAR) : from.minusYears(1);
    }

    /** The last day on which it may be sent: of the week, of the month, of January. */
    int lastOnDay() {
        return switch (this) {
            case DAILY -> 1;
            case WEEKLY -> 7;
            case MONTHLY, ANNUAL -> 28;
        };
    }

    /**
     * When a schedule sends the report of a period: the first such day after its end, at an hour of the city. An hour that the clocks leave
     * out is the one after the gap; of one that comes twice it is the first.
     */
    ZonedDateTime due(BriefPeriod period, int onDay, int hour, ZoneId zone) {
        LocalDate after = period.to().plusDays(1);
        LocalDate day = this == WEEKLY
                ? after.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(onDay)))
                : this == DAILY ? after : after.withDayOfMonth(onDay);
        return day.atTime(hour, 0).atZone(zone).withEarlierOffsetAtOverlap();
    }
}
