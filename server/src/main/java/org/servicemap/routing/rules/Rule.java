package org.servicemap.routing.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;
import org.servicemap.text.LocalText;

/**
 * One rule as written.
 *
 * @param place role of the place that decides
 * @param to the responsible unit; null for a diversion
 * @param divert id of a diversion; null when a unit is named
 * @param urgency id of the urgency class that replaces the request's own, or null
 * @param deadline replaces the urgency class's limit, or null
 * @param where where the keys of the rule are written
 */
public record Rule(
        String id,
        LocalText title,
        Condition when,
        String place,
        @Nullable UnitRef to,
        @Nullable String divert,
        List<UnitRef> copies,
        List<UnitRef> assistants,
        @Nullable String urgency,
        @Nullable Limit deadline,
        LocalText legalBasis,
        Mark mark,
        Map<String, Mark> where) {
    public Rule {
        copies = List.copyOf(copies);
        assistants = List.copyOf(assistants);
        where = Map.copyOf(where);
    }

    public Mark markOf(String key) {
        return where.getOrDefault(key, mark);
    }
}
