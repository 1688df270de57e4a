package org.servicemap.gazetteer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.postgresql.geometric.PGpoint;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.Database;
import org.servicemap.storage.GeometryCodec;
import org.servicemap.text.LocalText;

/** The gazetteer's tables. */
final class GazetteerStore {
    /** About four kilometres: half of what city roads measure at most between two names. */
    private static final double NEAR_DEGREES = 0.04;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final int FETCH = 2000;

    private final Database database;

    GazetteerStore(Database database) {
        this.database = database;
    }

    void replace(Handle handle, GazetteerContent content) {
        for (String table : List.of("addresses", "intersections", "compounds", "roads")) {
            handle.execute("DELETE FROM " + table);
        }
        database.copyIn(handle, "roads", List.of("code", "name", "position", "line"), content.roads(), (road, row) -> {
            Coordinate middle = road.line().getInteriorPoint().getCoordinate();
            row.text(road.code())
                    .jsonb(write(road.name()))
                    .point(middle.x, middle.y)
                    .bytes(GeometryCodec.encode(road.line()));
        });
        database.copyIn(
                handle,
                "compounds",
                List.of("code", "name", "position", "footprint"),
                content.compounds(),
                (compound, row) -> {
                    Coordinate inside = compound.footprint().getInteriorPoint().getCoordinate();
                    row.text(compound.code())
                            .jsonb(write(compound.name()))
                            .point(inside.x, inside.y)
                            .bytes(GeometryCodec.encode(compound.footprint()));
                });
        database.copyIn(
                handle,
                "intersections",
                List.of("code", "road_1", "road_2", "name", "position"),
                content.intersections(),
                (crossing, row) -> row.text(crossing.code())
                        .text(crossing.road1())
                        .text(crossing.road2())
                        .jsonb(write(crossing.name()))
                        .point(crossing.position().lon(), crossing.position().lat()));
        database.copyIn(
                handle,
                "addresses",
                List.of("code", "road", "number", "compound", "building", "name", "position"),
                content.addresses(),
                (address, row) -> row.text(address.code())
                        .text(address.road())
                        .text(address.number())
                        .text(address.compound())
                        .text(address.building())
                        .jsonb(write(address.name()))
                        .point(address.position().lon(), address.position().lat()));
        handle.createUpdate("""
                        INSERT INTO gazetteer (revision) VALUES (:revision)
                        ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, changed_at = clock_timestamp()
                        """).bind("revision", database.nextId()).execute();
    }

    long revision(Handle handle) {
        return handle.createQuery("SELECT revision FROM gazetteer")
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** Everything, by code. */
    GazetteerContent content(Handle handle) {
        return new GazetteerContent(
                rows(
                        handle,
                        "SELECT code, name::text, position, road, number, compound, building FROM addresses",
                        rs -> new Address(
                                rs.getString(1),
                                rs.getString(4),
                                rs.getString(5),
                                rs.getString(6),
                                rs.getString(7),
                                read(rs.getString(2)),
                                position(rs))),
                rows(
                        handle,
                        "SELECT code, name::text, footprint FROM compounds",
                        rs -> new Compound(
                                rs.getString(1), read(rs.getString(2)), GeometryCodec.decode(rs.getBytes(3)))),
                rows(
                        handle,
                        "SELECT code, name::text, line FROM roads",
                        rs -> new Road(rs.getString(1), read(rs.getString(2)), GeometryCodec.decode(rs.getBytes(3)))),
                rows(
                        handle,
                        "SELECT code, name::text, position, road_1, road_2 FROM intersections",
                        rs -> new Intersection(
                                rs.getString(1),
                                rs.getString(4),
                                rs.getString(5),
                                read(rs.getString(2)),
                                position(rs))));
    }

    /** Those whose middle lies in the box or near it, the nearest, by code: where a longer road crosses, it is left out. */
    List<Road> roads(Handle handle, BBox box, int most) {
        double near = Math.max(box.maxLon() - box.minLon(), box.maxLat() - box.minLat()) + NEAR_DEGREES;
        return handle
                .createQuery("""
                        SELECT code, name::text, line FROM roads
                        WHERE position <@ box(point(:west, :south), point(:east, :north))
                        ORDER BY position <-> point(:lon, :lat) LIMIT :most
                        """)
                .bind("lon", (box.minLon() + box.maxLon()) / 2)
                .bind("lat", (box.minLat() + box.maxLat()) / 2)
                .bind("west", box.minLon() - near)
                .bind("south", box.minLat() - near)
                .bind("east", box.maxLon() + near)
                .bind("north", box.maxLat() + near)
                .bind("most", most)
                .map((rs, context) ->
                        new Road(rs.getString(1), read(rs.getString(2)), GeometryCodec.decode(rs.getBytes(3))))
                .list()
                .stream()
                .filter(road -> box.intersects(box(road.line())))
                .sorted(Comparator.comparing(Road::code))
                .toList();
    }

    private interface RowMapping<T> {
        T map(ResultSet rs) throws SQLException;
    }

    private static <T> List<T> rows(Handle handle, String sql, RowMapping<T> mapping) {
        return handle.createQuery(sql + " ORDER BY code COLLATE \"C\"")
                .setFetchSize(FETCH)
                .map((rs, context) -> mapping.map(rs))
                .list();
    }

    private static LonLat position(ResultSet rs) throws SQLException {
        PGpoint point = (PGpoint) rs.getObject(3);
        return new LonLat(point.x, point.y);
    }

    /** Every entry with its place; the handle must be in a transaction. */
    void each(Handle handle, Consumer<Entry> consumer) {
        shapes(handle, Hit.Kind.ROAD, "SELECT code, name::text, position, line FROM roads", consumer);
        shapes(handle, Hit.Kind.COMPOUND, "SELECT code, name::text, position, footprint FROM compounds", consumer);
        points(handle, Hit.Kind.INTERSECTION, "SELECT code, name::text, position FROM intersections", consumer);
        points(handle, Hit.Kind.ADDRESS, "SELECT code, name::text, position FROM addresses", consumer);
    }

    private static void shapes(Handle handle, Hit.Kind kind, String sql, Consumer<Entry> consumer) {
        handle.createQuery(sql)
                .setFetchSize(FETCH)
                .map((rs, context) -> entry(kind, rs, box(GeometryCodec.decode(rs.getBytes(4)))))
                .forEach(consumer);
    }

    private static void points(Handle handle, Hit.Kind kind, String sql, Consumer<Entry> consumer) {
        handle.createQuery(sql)
                .setFetchSize(FETCH)
                .map((rs, context) -> entry(kind, rs, null))
                .forEach(consumer);
    }

    private static Entry entry(Hit.Kind kind, ResultSet rs, @org.jspecify.annotations.Nullable BBox box)
            throws SQLException {
        return Entry.located(kind, rs.getString(1), read(rs.getString(2)), position(rs), box);
    }

    private static BBox box(Geometry geometry) {
        Envelope box = geometry.getEnvelopeInternal();
        return new BBox(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
    }

    static String write(LocalText name) {
        try {
            return JSON.writeValueAsString(name.byTag());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    static LocalText read(String json) {
        try {
            return new LocalText(JSON.readValue(json, TEXTS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored name cannot be read: " + json, e);
        }
    }
}
