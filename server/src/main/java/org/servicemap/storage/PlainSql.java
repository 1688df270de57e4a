package org.servicemap.storage;

/**
 * PostgreSQL without extensions: {@code point} with GiST gives box and nearest-neighbour search. Metres by the haversine
 * formula on the mean sphere (radius 6,371,008.8 m): within 0.6 % of the ellipsoid. Nearness is ordered in degrees, which is
 * exact enough to pick candidates among few and close places.
 */
final class PlainSql implements SpatialSql {
    @Override
    public String placeInBox(String table) {
        return table + ".position <@ box(point(:min_lon, :min_lat), point(:max_lon, :max_lat))";
    }

    @Override
    public String shapeMeetsBox(String table) {
        return "(t.min_lon <= :max_lon AND t.max_lon >= :min_lon AND t.min_lat <= :max_lat AND t.max_lat >= :min_lat)"
                .replace("t.", table + ".");
    }

    @Override
    public String placeWithin(String table) {
        String box = """
                t.position <@ box(
                    point(CAST(:lon AS float8) - :metres / (111000.0 * greatest(cos(radians(:lat)), 0.01)),
                          CAST(:lat AS float8) - :metres / 110500.0),
                    point(CAST(:lon AS float8) + :metres / (111000.0 * greatest(cos(radians(:lat)), 0.01)),
                          CAST(:lat AS float8) + :metres / 110500.0))""".replace("t.", table + ".");
        return "(" + box + " AND " + metresTo(table) + " <= :metres)";
    }

    @Override
    public String nearestFirst(String table) {
        return table + ".position <-> point(:lon, :lat)";
    }

    @Override
    public String metresTo(String table) {
        return """
               (2 * 6371008.8 * asin(least(1, sqrt(
                   power(sin(radians(t.position[1] - :lat) / 2), 2)
                   + cos(radians(:lat)) * cos(radians(t.position[1]))
                     * power(sin(radians(t.position[0] - :lon) / 2), 2)))))""".replace("t.", table + ".");
    }
}
