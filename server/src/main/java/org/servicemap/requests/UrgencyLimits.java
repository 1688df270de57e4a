package org.servicemap.requests;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.routing.Terms;

/** How long requests of the city's urgency classes may take. */
record UrgencyLimits(Map<String, Terms.UrgencyClass> classes, WorkingCalendar calendar, ZoneId zone) {
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
