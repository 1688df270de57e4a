package org.servicemap.requests.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invented request as it was filed.
 *
 * @param seed of everything that happens to it
 * @param category what it is about
 * @param stated whether the petitioner said so; else a dispatcher finds it
 * @param locationKind as in the field {@code location_kind}, one that has a point
 * @param lon WGS 84
 * @param accuracyMetres null when taken as exact
 * @param petitioner number of the invented person, or -1 when anonymous
 * @param reportOf position in the day of the request that reported the same before, or -1
 */
public record DemoFiling(
        long seed,
        Instant at,
        String channel,
        @Nullable String hotline,
        String kind,
        String category,
        boolean stated,
        String text,
        String locationKind,
        double lon,
        double lat,
        @Nullable Double accuracyMetres,
        @Nullable String address,
        long petitioner,
        int reportOf) {}
