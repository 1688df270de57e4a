package org.servicemap.storage;

/** PostGIS over the generated {@code geom} columns; metres on the WGS 84 ellipsoid. */
final class PostgisSql implements SpatialSql {
    private static final String POINT = "ST_SetSRID(ST_MakePoint(:lon, :lat), 4326)";
    private static final String BOX = "ST_MakeEnvelope(:min_lon, :min_lat, :max_lon, :max_lat, 4326)";

    @Override
    public String placeInBox(String table) {
        return table + ".geom && " + BOX;
    }

    @Override
    public String shapeMeetsBox(String table) {
        return table + ".geom && " + BOX;
    }

    @Override
    public String placeWithin(String table) {
        return "ST_DWithin(" + table + ".geom::geography, " + POINT + "::geography, :metres)";
    }

    @Override
    public String nearestFirst(String table) {
        return table + ".geom <-> " + POINT;
    }

    @Override
    public String metresTo(String table) {
        return "ST_Distance(" + table + ".geom::geography, " + POINT + "::geography)";
    }
}
