package org.servicemap.places.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.WorkingCalendar;

/**
 * Opening hours on the time line of a zone. Where clocks change: a time that is left out counts as the moment of the change
 * plus what it was after it (as {@code java.time} does), an opening at a time that comes twice begins with the first and ends
 * with the second. Immutable.
 *
 * @param zone whose local clock the hours are written for
 */
public record OpeningTimes(OpeningHours hours, ZoneId zone, WorkingCalendar calendar) {
    private static final int SOON_DAYS = 8;
    private static final int YEAR_DAYS = 370;

    private record Opening(Instant from, Instant to) {}

    /** Open or not at a moment; see {@link OpenState}. */
    public OpenState at(Instant moment) {
        OpenState soon = within(moment, SOON_DAYS);
        boolean complete = soon.open() ? soon.closesAt() == null || soon.opensAt() != null : soon.opensAt() != null;
        return complete ? soon : within(moment, YEAR_DAYS);
    }

    /** As {@link #at}, without looking for what comes next. */
    public boolean isOpen(Instant moment) {
        return openings(moment, 0).stream().anyMatch(each -> !each.from().isAfter(moment));
    }

    private OpenState within(Instant moment, int days) {
        Instant end = null;
        for (Opening each : openings(moment, days)) {
            if (!each.from().isAfter(end == null ? moment : end)) {
                end = end == null || each.to().isAfter(end) ? each.to() : end;
            } else {
                return new OpenState(end != null, end, each.from());
            }
        }
        return new OpenState(end != null, isEndless(end, moment, days) ? null : end, null);
    }

    /** Whether openings follow each other without a gap until nobody looks any further. */
    private boolean isEndless(@Nullable Instant end, Instant moment, int days) {
        return end != null
                && end.isAfter(day(moment).plusDays(days).atStartOfDay(zone).toInstant());
    }

    private LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }

    /** Those that have not ended at the moment and begin at most so many days after its day, in order. */
    private List<Opening> openings(Instant moment, int days) {
        List<Opening> openings = new ArrayList<>();
        LocalDate today = day(moment);
        // what began the day before may last until now
        for (int i = -1; i <= days; i++) {
            LocalDate day = today.plusDays(i);
            for (Span span : hours.on(day, calendar)) {
                Opening opening = new Opening(
                        local(day, span.from()).toInstant(),
                        local(day, span.to()).withLaterOffsetAtOverlap().toInstant());
                if (opening.to().isAfter(moment) && opening.to().isAfter(opening.from())) {
                    openings.add(opening);
                }
            }
        }
        openings.sort(Comparator.comparing(Opening::from));
        return openings;
    }

    private ZonedDateTime local(LocalDate day, int minute) {
        LocalDateTime time = day.plusDays(minute / Span.DAY).atStartOfDay().plusMinutes(minute % Span.DAY);
        return time.atZone(zone);
    }
}
