package org.servicemap.areas.index;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * One question to the resolver.
 *
 * @param point WGS 84
 * @param accuracyMetres radius of the disc in which the true position lies; null when it is taken as exact
 * @param overlays identifiers of the overlay layers wanted; empty for none, {@code "*"} for all
 */
public record Query(LonLat point, @Nullable Double accuracyMetres, Set<String> overlays) {
    public static final String ALL = "*";

    /** The largest radius that a position may be uncertain by. */
    public static final int MAX_ACCURACY_METRES = 100_000;

    public Query {
        overlays = Set.copyOf(overlays);
        if (accuracyMetres != null && !(accuracyMetres >= 0 && accuracyMetres <= MAX_ACCURACY_METRES)) {
            throw new ResolverException(
                    ResolverException.BAD_ACCURACY,
                    "accuracy is a radius in metres, 0 to " + MAX_ACCURACY_METRES + ", not " + accuracyMetres);
        }
    }

    /** A point taken as exact, without overlays. */
    public static Query of(LonLat point) {
        return new Query(point, null, Set.of());
    }

    boolean wants(String layer) {
        return overlays.contains(ALL) || overlays.contains(layer);
    }
}
