package org.servicemap.wardens;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.operation.distance.DistanceOp;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;

/**
 * A grid that a version had which was in force once. A phone that was without a network when the grids were drawn anew still brings what
 * was seen in it.
 *
 * @param shape in degrees of WGS 84
 */
record FormerGrid(String code, Geometry shape) {
    private static final GeometryFactory POINTS = new GeometryFactory();

    /** Of the latest version that had it. Reads by the caller's own connection: a whole version is not loaded for it. */
    static Optional<FormerGrid> find(Handle handle, String code) {
        return handle.createQuery("""
                        SELECT s.wkb FROM area_versions v
                        JOIN areas a ON a.version_id = v.id AND a.level = jsonb_array_length(v.levels) AND a.code = :code
                        JOIN geometries s ON s.hash = a.shape_hash
                        WHERE v.published_at IS NOT NULL ORDER BY v.effective_from DESC, v.id DESC LIMIT 1
                        """)
                .bind("code", code)
                .mapTo(byte[].class)
                .findOne()
                .map(wkb -> new FormerGrid(code, read(wkb)));
    }

    private static Geometry read(byte[] wkb) {
        try {
            return new WKBReader().read(wkb);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored shape cannot be read", e);
        }
    }

    /** Whether a phone said where it was, and the disc of that does not touch the grid. */
    boolean isOutside(SyncItem.@Nullable Position phone) {
        if (phone == null) {
            return false;
        }
        LonLat point = phone.point();
        Coordinate nearest =
                DistanceOp.nearestPoints(shape, POINTS.createPoint(new Coordinate(point.lon(), point.lat())))[0];
        double metres = Geodesy.distanceMetres(point.lon(), point.lat(), nearest.x, nearest.y);
        return metres > FieldGrids.radius(phone.accuracy());
    }
}
