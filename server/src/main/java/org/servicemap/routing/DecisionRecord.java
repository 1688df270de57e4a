package org.servicemap.routing;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a decision followed from, without the text: enough to derive the same decision again bit for bit, also after the
 * request's text was erased.
 *
 * @param catalogue fingerprint of the compiled catalogue (rules, units, categories, terms, calendar, area version)
 * @param areaVersion identifier
 * @param urgency the request's own, or null
 * @param truths the truth of each condition of the catalogue, in its order: one bit each, hexadecimal, first bit highest
 */
public record DecisionRecord(
        String catalogue,
        String areaVersion,
        String category,
        Map<String, Place> places,
        @Nullable String channel,
        @Nullable String hotline,
        @Nullable String urgency,
        @Nullable String kind,
        Instant at,
        String truths) {
    public DecisionRecord {
        places = java.util.Collections.unmodifiableMap(new TreeMap<>(places));
    }
}
