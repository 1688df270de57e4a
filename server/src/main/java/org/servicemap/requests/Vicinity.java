package org.servicemap.requests;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/**
 * What lies near a place: requests of some categories, received since then.
 *
 * @param at WGS 84
 * @param metres how far; the ellipse of degrees that is a circle of so many metres on the ground
 * @param without states that do not count
 */
record Vicinity(LonLat at, double metres, List<String> categories, List<String> without, Instant since) {
    /** The box around the ellipse is what the index of positions serves. */
    static final String WITHIN = """
            r.position <@ box(point(:lon - :dx, :lat - :dy), point(:lon + :dx, :lat + :dy))
            AND power((r.lon - :lon) / :dx, 2) + power((r.lat - :lat) / :dy, 2) <= 1
            AND r.month >= :month AND r.received_at >= :since AND r.category = ANY(:categories)
            AND r.state <> ALL(:without)""";

    static final String NEAREST_FIRST = " ORDER BY r.position <-> point(:lon, :lat), r.id DESC";

    Query bind(Query query) {
        return query.bind("lon", at.lon())
                .bind("lat", at.lat())
                .bind("dx", metres / Geodesy.metresPerDegreeLon(at.lat()))
                .bind("dy", metres / Geodesy.metresPerDegreeLat(at.lat()))
                .bind("month", Months.at(since))
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .bindArray("categories", String.class, categories.toArray())
                .bindArray("without", String.class, without.toArray());
    }

    /** Whole metres: more would be said than is known. Infinitely far when it is not known where the request is. */
    double metresTo(Facts facts) {
        Double lon = facts.decimal(Field.LON);
        Double lat = facts.decimal(Field.LAT);
        return lon == null || lat == null
                ? Double.POSITIVE_INFINITY
                : Math.round(Geodesy.distanceMetres(at.lon(), at.lat(), lon, lat));
    }
}
