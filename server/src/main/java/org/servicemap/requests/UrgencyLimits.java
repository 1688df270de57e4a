package org.servicemap.requests;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.routing.Terms;

/** How long requests of the city's urgency classes may take, and so which comes first. */
record UrgencyLimits(Map<String, Terms.UrgencyClass> classes, WorkingCalendar calendar, ZoneId zone) {
    private static final double HOURS_OF_DAY = 24;
    private static final double DAYS_OF_WORKING_DAY = 7 / 5.0;

    /** The classes from the shortest limit on, those without a limit last; of equal ones as the pack has them. */
    static List<String> quickestFirst(Map<String, Terms.UrgencyClass> classes) {
        return classes.entrySet().stream()
                .sorted(Comparator.comparingDouble(each -> hours(each.getValue().limit())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** About, for holidays are not known without a day. */
    private static double hours(@Nullable Limit limit) {
        if (limit == null) {
            return Double.POSITIVE_INFINITY;
        }
        return switch (limit.unit()) {
            case HOURS -> limit.amount();
            case DAYS -> limit.amount() * HOURS_OF_DAY;
            case WORKING_DAYS -> limit.amount() * HOURS_OF_DAY * DAYS_OF_WORKING_DAY;
        };
    }

    /** When the time of a request that nobody was given yet ends, counted from when it came; null where nothing limits it. */
    @Nullable
    Instant endOf(Facts facts) {
        Instant from = facts.instant(Field.RECEIVED_AT);
        Terms.UrgencyClass urgency = classes.get(String.valueOf(facts.text(Field.URGENCY)));
        Limit limit = urgency == null ? null : urgency.limit();
        return facts.state() == State.RECEIVED && from != null && limit != null
                ? calendar.deadline(from, limit, zone)
                : null;
    }
}
