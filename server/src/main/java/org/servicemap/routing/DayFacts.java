package org.servicemap.routing;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.DayKind;
import org.servicemap.calendars.WorkingCalendar;

/** What conditions on time look at, remembered by day. Not thread-safe. */
final class DayFacts {
    private static final int SIZE = 1 << 10;

    private final RoutingContext context;
    private final ZoneDays zone;
    private final @Nullable Day[] days = new Day[SIZE];

    private record Day(long epochDay, LocalDate date, MonthDay monthDay, DayOfWeek dayOfWeek, DayKind kind) {
        static Day of(long epochDay, WorkingCalendar calendar) {
            LocalDate date = LocalDate.ofEpochDay(epochDay);
            return new Day(epochDay, date, MonthDay.from(date), date.getDayOfWeek(), calendar.kindOf(date));
        }
    }

    DayFacts(RoutingContext context) {
        this.context = context;
        zone = new ZoneDays(context.zone());
    }

    /** Fills in the moment's local time; {@link DateTimeException} for one that no calendar reaches. */
    void set(Facts facts, Instant at) {
        long second = at.getEpochSecond();
        int offset = zone.offsetSeconds(Math.floorDiv(second, ZoneDays.DAY_SECONDS));
        if (offset == ZoneDays.CHANGES) {
            ZonedDateTime local = at.atZone(context.zone());
            set(
                    facts,
                    day(local.toLocalDate().toEpochDay()),
                    local.toLocalTime().toSecondOfDay());
            return;
        }
        long local = second + offset;
        set(facts, day(Math.floorDiv(local, ZoneDays.DAY_SECONDS)), Math.floorMod(local, ZoneDays.DAY_SECONDS));
    }

    private static void set(Facts facts, Day day, long secondOfDay) {
        facts.minuteOfDay = (int) (secondOfDay / 60);
        facts.date = day.date;
        facts.monthDay = day.monthDay;
        facts.dayOfWeek = day.dayOfWeek;
        facts.dayKind = day.kind;
    }

    private Day day(long epochDay) {
        int slot = (int) epochDay & SIZE - 1;
        Day known = days[slot];
        if (known != null && known.epochDay == epochDay) {
            return known;
        }
        Day day = Day.of(epochDay, context.calendar());
        days[slot] = day;
        return day;
    }
}
