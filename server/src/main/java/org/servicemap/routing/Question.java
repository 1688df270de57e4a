package org.servicemap.routing;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that routing may look at for one request.
 *
 * @param category code
 * @param places by role ({@code incident}, {@code residence}, {@code registered} …)
 * @param channel how it came, or null when not known
 * @param hotline code of the merged hotline it came from, or null
 * @param urgency id of an urgency class; null takes the category's
 * @param kind id of a request kind, or null
 * @param at when it was received
 * @param text what was said; used for word conditions and not kept
 */
public record Question(
        String category,
        Map<String, Place> places,
        @Nullable String channel,
        @Nullable String hotline,
        @Nullable String urgency,
        @Nullable String kind,
        Instant at,
        @Nullable String text) {
    public Question {
        places = java.util.Collections.unmodifiableMap(new TreeMap<>(places));
    }

    /** A question about one place, the incident's, and nothing else. */
    public static Question of(String category, Place incident, Instant at) {
        return new Question(category, Map.of("incident", incident), null, null, null, null, at, null);
    }
}
