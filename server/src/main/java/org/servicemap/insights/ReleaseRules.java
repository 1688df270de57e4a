package org.servicemap.insights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.text.LocalText;

/**
 * What the pack says about releases ({@code process.statistics}).
 *
 * @param k the least count that is published
 * @param levels ids of the levels that are counted, coarsest first, without gaps from the top
 * @param days how long after its end a month is released, for what comes late
 * @param licence on which terms everybody may use them; null when the city states none
 */
record ReleaseRules(
        int k,
        List<String> levels,
        int days,
        @Nullable LocalText licence,
        @Nullable String licenceLink) {
    private static final int USUAL_K = 5;
    private static final int USUAL_DAYS = 10;

    ReleaseRules {
        levels = List.copyOf(levels);
    }

    /** Without a block: k = 5, down to the authoritative level, ten days after the month. */
    static ReleaseRules of(City city) {
        Map<?, ?> block = city.process().get("statistics") instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> terms = block.get("licence") instanceof Map<?, ?> map ? map : Map.of();
        Object licence = terms.get("name");
        int finest = city.authoritativeRank();
        if (block.get("finest_level") instanceof String id) {
            finest = city.levels().stream()
                    .filter(level -> level.id().equals(id))
                    .mapToInt(Level::rank)
                    .findFirst()
                    .orElse(finest);
        }
        return new ReleaseRules(
                number(block.get("k"), USUAL_K),
                city.levels().subList(0, finest).stream().map(Level::id).toList(),
                number(block.get("days"), USUAL_DAYS),
                licence instanceof Map<?, ?> names && !names.isEmpty() ? text(names) : null,
                terms.get("link") instanceof String link && link.startsWith("http") ? link : null);
    }

    private static LocalText text(Map<?, ?> names) {
        Map<String, String> byTag = new LinkedHashMap<>();
        names.forEach((tag, name) -> byTag.put(String.valueOf(tag), String.valueOf(name)));
        return new LocalText(byTag);
    }

    private static int number(@Nullable Object value, int usual) {
        return value instanceof Number number ? number.intValue() : usual;
    }
}
