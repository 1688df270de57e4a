package org.servicemap.requests;

import java.util.Map;

/**
 * How many petitioners' contacts one person may open before a second one has to agree ({@code process.contact_openings}).
 *
 * @param most of different requests in the period, and as many again each time that somebody agrees
 * @param hours the period
 */
record OpeningRules(int most, int hours) {
    static final OpeningRules STANDARD = new OpeningRules(100, 24);

    static OpeningRules of(Map<String, ?> process) {
        Map<?, ?> block = process.get("contact_openings") instanceof Map<?, ?> map ? map : Map.of();
        return new OpeningRules(number(block, "most", STANDARD.most), number(block, "hours", STANDARD.hours));
    }

    private static int number(Map<?, ?> block, String key, int fallback) {
        Object value = block.get(key);
        return value == null ? fallback : Integer.parseInt(value.toString());
    }
}
