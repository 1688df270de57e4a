package org.servicemap.ogc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A closed stretch of time; null is open.
 *
 * @param from first instant
 * @param to last instant
 */
record Period(@Nullable Instant from, @Nullable Instant to) {
    /** The seconds and the zone are needed; ISO 8601, which Java reads, leaves them to the writer. */
    private static final Pattern RFC3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[-+]\\d\\d:\\d\\d)");

    static final Period ALWAYS = new Period(null, null);

    static Period of(LocalDate first, LocalDate last, ZoneId zone) {
        return new Period(start(first, zone), end(last, zone));
    }

    static Period since(LocalDate first, ZoneId zone) {
        return new Period(start(first, zone), null);
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static Instant end(LocalDate day, ZoneId zone) {
        return start(day.plusDays(1), zone).minusNanos(1);
    }

    boolean meets(Period other) {
        return startsBefore(other.to) && other.startsBefore(to);
    }

    private boolean startsBefore(@Nullable Instant end) {
        return from == null || end == null || !from.isAfter(end);
    }

    Period around(Period other) {
        return new Period(
                from == null || other.from == null ? null : from.isBefore(other.from) ? from : other.from,
                to == null || other.to == null ? null : to.isAfter(other.to) ? to : other.to);
    }

    /**
     * Reads an instant, or an interval of two with {@code /} between, each end open by {@code ..} or nothing. A date stands for the
     * whole day in UTC.
     *
     * @throws DateTimeException for anything else, also when it ends before it starts
     */
    static Period parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return moment(text);
        }
        String first = text.substring(0, slash);
        String last = text.substring(slash + 1);
        Period period = new Period(isOpen(first) ? null : moment(first).from, isOpen(last) ? null : moment(last).to);
        if (!period.startsBefore(period.to)) {
            throw new DateTimeException("ends before it starts");
        }
        return period;
    }

    private static boolean isOpen(String end) {
        return end.isEmpty() || end.equals("..");
    }

    private static Period moment(String text) {
        if (text.indexOf('T') < 0 && text.indexOf('t') < 0) {
            LocalDate day = LocalDate.parse(text);
            return of(day, day, ZoneOffset.UTC);
        }
        // a plus sign that nobody escaped arrives as a space
        String moment = text.replace(' ', '+').toUpperCase(Locale.ROOT);
        if (!RFC3339.matcher(moment).matches()) {
            throw new DateTimeException("no date-time of RFC 3339");
        }
        Instant instant = OffsetDateTime.parse(moment).toInstant();
        return new Period(instant, instant);
    }
}
