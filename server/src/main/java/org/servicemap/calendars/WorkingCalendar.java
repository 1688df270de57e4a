package org.servicemap.calendars;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.servicemap.text.LocalText;

/**
 * Which days are worked: the weekend, public holidays, and weekend days worked to make up for them. Pure and immutable.
 *
 * @param weekend days of the week that are free, not all seven
 * @param holidays free days with their names
 * @param makeUpDays days worked although they fall on the weekend; never also a holiday
 * @param provisional years whose days may still change: what is listed of them is not yet the published arrangement
 */
public record WorkingCalendar(
        Set<DayOfWeek> weekend,
        SortedMap<LocalDate, LocalText> holidays,
        SortedSet<LocalDate> makeUpDays,
        SortedSet<Year> provisional) {
    /** Saturday and Sunday free, no holidays known. */
    public static final WorkingCalendar PLAIN =
            new WorkingCalendar(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), new TreeMap<>(), new TreeSet<>());

    private static final int LONGEST_CLOSURE_DAYS = 400;

    /** One in which nothing is provisional. */
    public WorkingCalendar(
            Set<DayOfWeek> weekend, SortedMap<LocalDate, LocalText> holidays, SortedSet<LocalDate> makeUpDays) {
        this(weekend, holidays, makeUpDays, Collections.emptySortedSet());
    }

    public WorkingCalendar {
        provisional = Collections.unmodifiableSortedSet(new TreeSet<>(provisional));
        weekend = Collections.unmodifiableSet(
                weekend.isEmpty() ? EnumSet.noneOf(DayOfWeek.class) : EnumSet.copyOf(weekend));
        holidays = Collections.unmodifiableSortedMap(new TreeMap<>(holidays));
        makeUpDays = Collections.unmodifiableSortedSet(new TreeSet<>(makeUpDays));
        if (weekend.size() == DayOfWeek.values().length) {
            throw new IllegalArgumentException("a weekend cannot be the whole week");
        }
        for (LocalDate day : makeUpDays) {
            if (holidays.containsKey(day)) {
                throw new IllegalArgumentException(day + " is both a holiday and a make-up day");
            }
        }
    }

    public DayKind kindOf(LocalDate day) {
        if (holidays.containsKey(day)) {
            return DayKind.HOLIDAY;
        }
        if (!weekend.contains(day.getDayOfWeek())) {
            return DayKind.WORKDAY;
        }
        return makeUpDays.contains(day) ? DayKind.MAKE_UP_DAY : DayKind.WEEKEND;
    }

    /** Whether any holiday of that year is listed; a year without one was most likely forgotten, or is not published yet. */
    public boolean lists(Year year) {
        return !holidays.subMap(year.atDay(1), year.plusYears(1).atDay(1)).isEmpty();
    }

    /** The years of which this calendar says anything, the first first. */
    public SortedSet<Year> years() {
        TreeSet<Year> years = new TreeSet<>(provisional);
        holidays.keySet().forEach(day -> years.add(Year.from(day)));
        makeUpDays.forEach(day -> years.add(Year.from(day)));
        return years;
    }

    /** As {@link #withYearsOf(WorkingCalendar, Set)} with a calendar of one year. */
    public WorkingCalendar withYearsOf(WorkingCalendar other) {
        return withYearsOf(other, Set.of());
    }

    /**
     * This calendar with another one's years in place of its own; the weekend and all other years stay. A yearly file often has a
     * day or two of the year beside it, such as a make-up day in December: taken for that year, they would end all its other days.
     *
     * @param named the years that are meant, all that the other has; empty when it has one only
     * @throws CalendarException {@code other_years} when the other has more years, or others
     */
    public WorkingCalendar withYearsOf(WorkingCalendar other, Set<Year> named) {
        SortedSet<Year> years = other.years();
        if (named.isEmpty() ? years.size() > 1 : !years.equals(named)) {
            String meant =
                    named.isEmpty() ? "say --year for each that it is to replace" : "--year names " + spoken(named);
            throw new CalendarException("other_years", 1, 1, "the file has days of " + spoken(years) + "; " + meant);
        }
        return with(years, other);
    }

    private static String spoken(Set<Year> years) {
        return years.isEmpty()
                ? "no year"
                : new TreeSet<>(years).stream().map(Year::toString).collect(Collectors.joining(", "));
    }

    /**
     * This calendar, but years that are provisional in it and published in another are the other's: what a pack foresaw does not
     * undo what was brought in since. Not where the weekend is another: the other's make-up days would mean nothing.
     */
    public WorkingCalendar keepingPublished(WorkingCalendar known) {
        TreeSet<Year> kept = new TreeSet<>(provisional);
        kept.retainAll(known.years());
        kept.removeAll(known.provisional());
        return weekend.equals(known.weekend()) ? with(kept, known) : this;
    }

    private WorkingCalendar with(Set<Year> years, WorkingCalendar other) {
        TreeMap<LocalDate, LocalText> days = new TreeMap<>(holidays);
        days.keySet().removeIf(day -> years.contains(Year.from(day)));
        other.holidays().forEach((day, name) -> {
            if (years.contains(Year.from(day))) {
                days.put(day, name);
            }
        });
        TreeSet<LocalDate> worked = new TreeSet<>(makeUpDays);
        worked.removeIf(day -> years.contains(Year.from(day)));
        other.makeUpDays().stream()
                .filter(day -> years.contains(Year.from(day)))
                .forEach(worked::add);
        TreeSet<Year> open = new TreeSet<>(provisional);
        open.removeAll(years);
        other.provisional().stream().filter(years::contains).forEach(open::add);
        return new WorkingCalendar(weekend, days, worked, open);
    }

    public boolean isWorkingDay(LocalDate day) {
        return kindOf(day).isWorking();
    }

    /** The name of the holiday on that day, empty when it is none. */
    public LocalText holidayName(LocalDate day) {
        return holidays.getOrDefault(day, LocalText.EMPTY);
    }

    /**
     * When a limit that starts then runs out. Hours run through; calendar and working days end on the n-th such day
     * <em>after</em> the day of the start (in the zone), at the same local time.
     */
    public Instant deadline(Instant start, Limit limit, ZoneId zone) {
        return switch (limit.unit()) {
            case HOURS -> start.plus(Duration.ofHours(limit.amount()));
            case DAYS -> start.atZone(zone).plusDays(limit.amount()).toInstant();
            case WORKING_DAYS -> plusWorkingDays(start.atZone(zone), limit.amount());
        };
    }

    private Instant plusWorkingDays(ZonedDateTime start, int days) {
        LocalDate day = start.toLocalDate();
        for (int left = days; left > 0; left--) {
            day = nextWorkingDay(day);
        }
        return start.with(day).toInstant();
    }

    /** The first working day after a day. */
    public LocalDate nextWorkingDay(LocalDate day) {
        LocalDate next = day;
        for (int tried = 0; tried < LONGEST_CLOSURE_DAYS; tried++) {
            next = next.plusDays(1);
            if (isWorkingDay(next)) {
                return next;
            }
        }
        throw new IllegalStateException(
                "the calendar has no working day within " + LONGEST_CLOSURE_DAYS + " days of " + day);
    }

    /** Working days from one day (exclusive) to another (inclusive); negative when the second is earlier. */
    public int workingDaysBetween(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return -workingDaysBetween(to, from);
        }
        return (int) from.plusDays(1)
                .datesUntil(to.plusDays(1))
                .filter(this::isWorkingDay)
                .count();
    }
}
