package org.servicemap.requests;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * Which published requests a list shows, the newest first. All that is given must hold.
 *
 * @param categories codes; null for all that publish points
 * @param from received then or later
 * @param until received then or earlier
 * @param closed null for open and closed ones
 * @param changedAfter null when it does not matter
 * @param circle null for everywhere
 */
public record PublicQuery(
        @Nullable List<String> categories,
        Instant from,
        Instant until,
        @Nullable Boolean closed,
        @Nullable Instant changedAfter,
        @Nullable Circle circle,
        int offset,
        int limit) {
    /** Points at most {@code radiusMetres} from the centre (WGS 84). */
    public record Circle(LonLat center, double radiusMetres) {
        /** Metres of a degree of latitude on the sphere of radius 6,371,008.8 m. */
        private static final double DEGREE_METRES = 111_195.08;

        /** Half its height, in degrees. */
        double halfLat() {
            return radiusMetres / DEGREE_METRES;
        }

        /** Half its width, in degrees. */
        double halfLon() {
            return halfLat() / Math.max(Math.cos(Math.toRadians(center.lat())), 1e-6);
        }

        /** On a plane that touches the sphere at the centre: as precise as needed for a few kilometres. */
        public boolean holds(LonLat point) {
            return Math.hypot((point.lon() - center.lon()) / halfLon(), (point.lat() - center.lat()) / halfLat()) <= 1;
        }
    }

    public PublicQuery {
        categories = categories == null ? null : List.copyOf(categories);
    }
}
