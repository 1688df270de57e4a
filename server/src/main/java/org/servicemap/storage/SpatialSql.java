package org.servicemap.storage;

/**
 * The spatial predicates of a database, as SQL conditions and expressions over named parameters. Everything here works on
 * tables that follow the conventions of {@code migrations/README.md}: a place is a {@code point} column {@code position}
 * (longitude, latitude; WGS 84), a shape has {@code min_lon, min_lat, max_lon, max_lat}; on PostGIS there is also a
 * generated {@code geom}. Exact areas never come from here: only {@code AreaIndex} assigns areas.
 */
public sealed interface SpatialSql permits PlainSql, PostgisSql {
    /** Places in a box. Parameters: {@code :min_lon :min_lat :max_lon :max_lat}. */
    String placeInBox(String table);

    /** Shapes whose box meets a box. Parameters: {@code :min_lon :min_lat :max_lon :max_lat}. */
    String shapeMeetsBox(String table);

    /** Places within metres of a point. Parameters: {@code :lon :lat :metres}. */
    String placeWithin(String table);

    /** Order by nearness to a point, using an index; combine with {@code LIMIT}. Parameters: {@code :lon :lat}. */
    String nearestFirst(String table);

    /** Metres from a place to a point. Parameters: {@code :lon :lat}. */
    String metresTo(String table);
}
