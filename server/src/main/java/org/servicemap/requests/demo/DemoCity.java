package org.servicemap.requests.demo;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.servicemap.requests.language.DemoTexts;

/**
 * The city as the invented requests need it.
 *
 * @param spots where people live and meet; not empty
 * @param categories leaves of the tree; not empty
 * @param channels ids of the city's channels
 * @param kinds ids of the city's kinds of requests
 * @param hotlines codes of merged hotlines
 * @param language of the texts
 */
public record DemoCity(
        ZoneId zone,
        List<Spot> spots,
        List<DemoCategory> categories,
        Set<String> channels,
        SortedSet<String> kinds,
        List<String> hotlines,
        String language,
        DemoTexts texts,
        DemoRhythm rhythm) {

    /** A place with its names; WGS 84 degrees. */
    public record Spot(String place, String road, String crossing, double lon, double lat) {}

    /** @param lineage codes from the category up to the root, itself first */
    public record DemoCategory(String code, List<String> lineage, boolean anonymousAllowed) {}

    public DemoCity {
        spots = List.copyOf(spots);
        categories = List.copyOf(categories);
        channels = Set.copyOf(channels);
        kinds = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
        hotlines = List.copyOf(hotlines);
        if (spots.isEmpty() || categories.isEmpty()) {
            throw new IllegalArgumentException("a city without places or categories has no requests");
        }
    }
}
