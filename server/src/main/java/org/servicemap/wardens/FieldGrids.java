package org.servicemap.wardens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.areas.tiles.TileSet;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Grids, the areas of the finest level of the version in force: their shapes, their neighbours, and in which a position lies. Thread-safe. */
final class FieldGrids {
    /** A larger disc of uncertainty does not make a grid that somebody stood in. */
    private static final double MOST_METRES = 200;

    private static final double EDGE = 1e7;

    private final PublishedAreas areas;
    private final Cache<String, List<String>> neighbours =
            Caffeine.newBuilder().maximumSize(50_000).build();

    FieldGrids(PublishedAreas areas) {
        this.areas = areas;
    }

    AreaSnapshot snapshot() {
        return areas.current().snapshot();
    }

    private static int finest(AreaSnapshot snapshot) {
        return snapshot.levels().size();
    }

    private static OptionalInt find(AreaSnapshot snapshot, String grid) {
        return snapshot.directory().findByCode(finest(snapshot), grid);
    }

    boolean exists(String grid) {
        return find(snapshot(), grid).isPresent();
    }

    LocalText name(AreaSnapshot snapshot, String grid) {
        OptionalInt found = find(snapshot, grid);
        return found.isPresent() ? snapshot.directory().name(found.getAsInt()) : LocalText.of("und", grid);
    }

    /** Names of the areas that a grid lies in, coarsest first. */
    List<LocalText> chain(AreaSnapshot snapshot, String grid) {
        List<LocalText> names = new ArrayList<>();
        OptionalInt found = find(snapshot, grid);
        AreaDirectory directory = snapshot.directory();
        int above = found.isPresent() ? directory.parent(found.getAsInt()) : -1;
        for (int area = above; area >= 0; area = directory.parent(area)) {
            names.add(0, directory.name(area));
        }
        return names;
    }

    @Nullable
    BBox bbox(AreaSnapshot snapshot, Collection<String> grids) {
        BBox all = null;
        for (String grid : grids) {
            OptionalInt found = find(snapshot, grid);
            if (found.isPresent()) {
                BBox box = snapshot.directory().bbox(found.getAsInt());
                all = all == null ? box : union(all, box);
            }
        }
        return all;
    }

    private static BBox union(BBox a, BBox b) {
        return new BBox(
                Math.min(a.minLon(), b.minLon()),
                Math.min(a.minLat(), b.minLat()),
                Math.max(a.maxLon(), b.maxLon()),
                Math.max(a.maxLat(), b.maxLat()));
    }

    /** Coordinates of a GeoJSON MultiPolygon with seven decimals; null for a grid that is no more. */
    double @Nullable [][][][] shape(AreaSnapshot snapshot, String grid) {
        OptionalInt found = find(snapshot, grid);
        return found.isEmpty() ? null : coordinates(areas.tiles(snapshot.id()).geometry(found.getAsInt()));
    }

    private static double[][][][] coordinates(MultiPolygon shape) {
        double[][][][] polygons = new double[shape.getNumGeometries()][][][];
        for (int i = 0; i < polygons.length; i++) {
            Polygon polygon = (Polygon) shape.getGeometryN(i);
            polygons[i] = new double[1 + polygon.getNumInteriorRing()][][];
            polygons[i][0] = ring(polygon.getExteriorRing());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                polygons[i][hole + 1] = ring(polygon.getInteriorRingN(hole));
            }
        }
        return polygons;
    }

    private static double[][] ring(LineString ring) {
        Coordinate[] points = ring.getCoordinates();
        double[][] all = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            all[i] = new double[] {Math.round(points[i].x * EDGE) / EDGE, Math.round(points[i].y * EDGE) / EDGE};
        }
        return all;
    }

    /** Grids that touch these and are none of them, by code. */
    Set<String> neighbours(AreaSnapshot snapshot, Collection<String> grids) {
        Set<String> all = new TreeSet<>();
        grids.forEach(grid -> all.addAll(neighbours.get(snapshot.id() + " " + grid, key -> touching(snapshot, grid))));
        grids.forEach(all::remove);
        return all;
    }

    private List<String> touching(AreaSnapshot snapshot, String grid) {
        OptionalInt found = find(snapshot, grid);
        if (found.isEmpty()) {
            return List.of();
        }
        int own = found.getAsInt();
        TileSet tiles = areas.tiles(snapshot.id());
        PreparedGeometry shape = PreparedGeometryFactory.prepare(tiles.geometry(own));
        return tiles.areasIn(finest(snapshot), snapshot.directory().bbox(own)).stream()
                .filter(area -> area != own && shape.intersects(tiles.geometry(area)))
                .map(snapshot.directory()::code)
                .toList();
    }

    /**
     * Where a position lies.
     *
     * @param grid the finest area; null outside the city, and where the finest level has a hole
     * @param touched all grids that the disc of its uncertainty, of 200 m at most, touches
     */
    record Spot(@Nullable String grid, Set<String> touched) {
        /** Whether it may be in one of these, as far as the position is known. */
        boolean mayBeIn(Collection<String> grids) {
            return grids.stream().anyMatch(touched::contains);
        }
    }

    /** Of the disc that counts, in metres. */
    static double radius(@Nullable Double accuracyMetres) {
        return accuracyMetres == null ? 0 : Math.min(accuracyMetres, MOST_METRES);
    }

    /** Whether a phone said where it was, and that was not in the grid, as far as it is known. */
    boolean isOutside(SyncItem.@Nullable Position phone, String grid) {
        return phone != null && !spot(phone.point(), phone.accuracy()).mayBeIn(Set.of(grid));
    }

    Spot spot(LonLat point, @Nullable Double accuracyMetres) {
        AreaSnapshot snapshot = snapshot();
        Double radius = accuracyMetres == null ? null : (Double) radius(accuracyMetres);
        Resolution found = areas.current().resolve(new Query(point, radius, Set.of()));
        AreaDirectory directory = snapshot.directory();
        Set<String> touched = new TreeSet<>();
        String grid = null;
        for (LevelHit hit : found.areas()) {
            if (hit.level() == finest(snapshot)) {
                grid = directory.code(hit.ordinal());
                touched.add(grid);
                hit.candidates().forEach(each -> touched.add(directory.code(each.ordinal())));
            }
        }
        found.touched().stream()
                .filter(hit -> hit.level() == finest(snapshot))
                .forEach(hit -> hit.candidates().forEach(each -> touched.add(directory.code(each.ordinal()))));
        return new Spot(grid, touched);
    }
}
