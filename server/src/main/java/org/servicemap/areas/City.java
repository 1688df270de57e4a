package org.servicemap.areas;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * The one city of an installation, as its pack described it at import; afterwards the database is the truth. What concerns
 * process (urgency classes, request kinds, channels, clocks, rates, whistle …) is kept as the pack wrote it in {@code
 * process}, since it is the city's data, not the program's.
 *
 * @param levels coarsest first, ranks 1 … n
 * @param authoritativeRank finer levels are clipped to this one
 * @param routingRank the finest level that routing rules are proved over
 * @param center where the map starts
 * @param synthetic whether boundaries are invented and must be labelled so
 * @param notice what to say then
 * @param snapMetres how far outside a point may lie and still be given the nearest area, marked as snapped; 0 turns it off
 * @param ambiguousBelow a level is ambiguous when the best share of the accuracy disc is under this (0 … 1)
 */
public record City(
        String id,
        LocalText name,
        String defaultLanguage,
        List<String> languages,
        ZoneId zone,
        List<Level> levels,
        int authoritativeRank,
        int routingRank,
        LonLat center,
        double zoom,
        LocalText attribution,
        boolean synthetic,
        LocalText notice,
        double snapMetres,
        double ambiguousBelow,
        Map<String, Object> process) {
    public City {
        languages = List.copyOf(languages);
        levels = List.copyOf(levels);
        process = written(process);
    }

    /** In the order in which it was read, so that what is exported twice is the same; keys without a value say nothing. */
    private static Map<String, Object> written(Map<String, Object> process) {
        Map<String, Object> kept = new LinkedHashMap<>(process);
        kept.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(kept);
    }
}
