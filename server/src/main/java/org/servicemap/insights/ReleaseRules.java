package org.servicemap.insights;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;

/**
 * What the pack says about releases ({@code process.statistics}).
 *
 * @param k the least count that is published
 * @param levels ids of the levels that are counted, coarsest first, without gaps from the top
 * @param days how long after its end a month is released, for what comes late
 */
record ReleaseRules(int k, List<String> levels, int days) {
    private static final int USUAL_K = 5;
    private static final int USUAL_DAYS = 10;

    ReleaseRules {
        levels = List.copyOf(levels);
    }

    /** Without a block: k = 5, down to the authoritative level, ten days after the month. */
    static ReleaseRules of(City city) {
        Map<?, ?> block = city.process().get("statistics") instanceof Map<?, ?> map ? map : Map.of();
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
                number(block.get("days"), USUAL_DAYS));
    }

    private static int number(@Nullable Object value, int usual) {
        return value instanceof Number number ? number.intValue() : usual;
    }
}
