package org.servicemap.areas.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.coverage.OverlayLayer.Kind;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Cells must not change an answer: compared with every edge in exact integers, at random and where it is hardest. */
class OverlayExactnessTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    static Stream<OverlayLayer> layers() {
        SplittableRandom random = new SplittableRandom(7);
        List<Geometry> stars = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            stars.add(star(
                    random, 116 + random.nextDouble(), 39 + random.nextDouble(), 0.002 + 0.2 * random.nextDouble()));
        }
        List<Geometry> rings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Geometry outer = star(random, random.nextDouble() * 9, random.nextDouble() * 5, 1);
            rings.add(outer.difference(
                    FACTORY.createPoint(outer.getInteriorPoint().getCoordinate())
                            .buffer(0.2, 2)));
        }
        List<Geometry> chequers = new ArrayList<>();
        for (int i = 0; i < 64; i += 1 + i % 2) {
            chequers.add(box(116 + i % 8 / 64.0, 39 + i / 8 / 64.0, 1 / 64.0));
        }
        chequers.add(box(116.01, 39.01, 1e-7));
        List<Geometry> lines =
                stars.stream().map(Geometry::getBoundary).limit(12).toList();
        return Stream.of(
                layer("stars", Kind.POLYGON, 0, stars),
                layer("rings over 4 degrees", Kind.POLYGON, 0, rings),
                layer("chequers", Kind.POLYGON, 0, chequers),
                layer("chequers with tolerance", Kind.POLYGON, 300, chequers),
                layer("lines", Kind.LINE, 40, lines),
                layer("lines with a wide tolerance", Kind.LINE, 20_000, lines),
                layer(
                        "lines near the pole",
                        Kind.LINE,
                        500,
                        lines.stream()
                                .map(line -> (Geometry)
                                        org.locationtech.jts.geom.util.AffineTransformation.translationInstance(0, 50.3)
                                                .transform(line))
                                .toList()));
    }

    private static Geometry star(SplittableRandom random, double lon, double lat, double size) {
        int corners = 5 + random.nextInt(40);
        Coordinate[] ring = new Coordinate[corners + 1];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double radius = size * (0.3 + 0.7 * random.nextDouble());
            ring[i] = new Coordinate(lon + radius * Math.cos(angle), lat + radius * Math.sin(angle));
        }
        ring[corners] = ring[0];
        return FACTORY.createPolygon(ring);
    }

    private static Geometry box(double west, double south, double side) {
        return FACTORY.toGeometry(new Envelope(west, west + side, south, south + side));
    }

    private static OverlayLayer layer(String id, Kind kind, double tolerance, List<Geometry> geometries) {
        List<OverlayFeature> features = new ArrayList<>();
        geometries.forEach(g -> features.add(new OverlayFeature("f" + features.size(), LocalText.EMPTY, Map.of(), g)));
        return new OverlayLayer(id, LocalText.of("en", id), kind, tolerance, features);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("layers")
    void answersAsEveryEdgeDoes(OverlayLayer layer) {
        OverlayIndex index = OverlayIndex.of(List.of(layer));
        OverlayOracle oracle = new OverlayOracle(layer);
        int held = 0;
        for (LonLat point : points(layer)) {
            List<String> hits = index.hits(point, Set.of(Query.ALL)).stream()
                    .map(hit -> hit.feature() + "@" + hit.distanceMetres())
                    .toList();
            List<String> expected = oracle.hits(point);
            if (!hits.equals(expected)) {
                assertThat(hits).as(layer.id() + " " + point).isEqualTo(expected);
            }
            held += hits.isEmpty() ? 0 : 1;
        }
        assertThat(held).isGreaterThan(300);
    }

    private static List<LonLat> points(OverlayLayer layer) {
        SplittableRandom random = new SplittableRandom(11);
        List<LonLat> points = new ArrayList<>();
        Envelope box = new Envelope();
        layer.features().forEach(f -> box.expandToInclude(f.wgs84().getEnvelopeInternal()));
        box.expandBy(box.getWidth() / 20);
        for (int i = 0; i < 1500; i++) {
            points.add(inside(
                    box.getMinX() + box.getWidth() * random.nextDouble(),
                    box.getMinY() + box.getHeight() * random.nextDouble()));
        }
        for (OverlayFeature feature : layer.features()) {
            Coordinate[] at = feature.wgs84().getCoordinates();
            for (int i = 0; i < 10; i++) {
                int v = random.nextInt(at.length - 1);
                addAround(points, at[v].x, at[v].y, random);
                addAround(points, (at[v].x + at[v + 1].x) / 2, (at[v].y + at[v + 1].y) / 2, random);
            }
        }
        addCellCorners(points, layer, random);
        return points;
    }

    /** The place itself, one grid unit, one ulp and some metres beside it. */
    private static void addAround(List<LonLat> points, double lon, double lat, SplittableRandom random) {
        points.add(inside(lon, lat));
        points.add(inside(Math.nextUp(lon), lat));
        points.add(inside(lon, Math.nextDown(lat)));
        points.add(inside(lon + 0x1p-29, lat - 0x1p-30));
        points.add(inside(lon + (random.nextDouble() - 0.5) * 1e-3, lat + (random.nextDouble() - 0.5) * 1e-3));
    }

    private static void addCellCorners(List<LonLat> points, OverlayLayer layer, SplittableRandom random) {
        CanonicalGrid grid = OverlayOracle.gridOf(layer);
        OverlayRaster raster = OverlayRaster.over(layer, grid, 0, 0, OverlayCells.FEWEST);
        for (int i = 0; i < 300; i++) {
            double x = raster.west() + ((double) random.nextInt(raster.columns() + 1)) * (1L << raster.shift());
            double y = raster.south() + ((double) random.nextInt(raster.rows() + 1)) * (1L << raster.shift());
            double lon = grid.originLon() + Math.scalb(x, -grid.k());
            double lat = grid.originLat() + Math.scalb(y, -grid.k());
            points.add(inside(lon, lat));
            points.add(inside(lon - 0x1p-46, lat + 0x1p-46));
        }
    }

    private static LonLat inside(double lon, double lat) {
        return new LonLat(Math.max(-180, Math.min(180, lon)), Math.max(-90, Math.min(90, lat)));
    }
}
