package org.servicemap.areas.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.coverage.OverlayLayer.Kind;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

class OverlayIndexTest {
    private static OverlayLayer layer(String id, Kind kind, double tolerance, String... wkt) {
        List<OverlayFeature> features = new ArrayList<>();
        for (String text : wkt) {
            features.add(feature("f" + features.size(), text));
        }
        return new OverlayLayer(id, LocalText.of("en", id), kind, tolerance, features);
    }

    private static OverlayFeature feature(String code, String wkt) {
        try {
            return new OverlayFeature(code, LocalText.EMPTY, Map.of(), new WKTReader().read(wkt));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<OverlayHit> hits(OverlayLayer layer, double lon, double lat) {
        return OverlayIndex.of(List.of(layer)).hits(new LonLat(lon, lat), Set.of(layer.id()));
    }

    private static List<String> codes(OverlayLayer layer, double lon, double lat) {
        return hits(layer, lon, lat).stream().map(OverlayHit::code).toList();
    }

    @Test
    void overlappingPolygonsAllHold() {
        OverlayLayer zones = layer(
                "zones",
                Kind.POLYGON,
                0,
                "POLYGON((0 0,2 0,2 2,0 2,0 0))",
                "POLYGON((1 1,3 1,3 3,1 3,1 1),(1.2 1.2,1.4 1.2,1.4 1.4,1.2 1.4,1.2 1.2))");
        assertThat(codes(zones, 1.5, 1.5)).containsExactly("f0", "f1");
        assertThat(codes(zones, 1.3, 1.3)).containsExactly("f0");
        assertThat(codes(zones, 2.5, 2.5)).containsExactly("f1");
        assertThat(codes(zones, 2.5, 0.5)).isEmpty();
    }

    @Test
    void aBorderBelongsToTheEastThenTheNorthAndTheOuterBorderToWhatIsThere() {
        OverlayLayer zones = layer(
                "zones",
                Kind.POLYGON,
                0,
                "POLYGON((0 0,1 0,1 1,0 1,0 0))",
                "POLYGON((1 0,2 0,2 1,1 1,1 0))",
                "POLYGON((0 1,1 1,1 2,0 2,0 1))");
        assertThat(codes(zones, 1, 0.5)).containsExactly("f1");
        assertThat(codes(zones, 0.5, 1)).containsExactly("f2");
        assertThat(codes(zones, 2, 0.5)).containsExactly("f1");
        assertThat(codes(zones, 0.5, 2)).containsExactly("f2");
        assertThat(codes(zones, 1, 1)).containsExactly("f1");
    }

    @Test
    void outsidePolygonsTheNearestWithinTheToleranceCounts() {
        OverlayLayer zones =
                layer("zones", Kind.POLYGON, 50, "POLYGON((0 0,1 0,1 1,0 1,0 0))", "POLYGON((2 0,3 0,3 1,2 1,2 0))");
        List<OverlayHit> hits = hits(zones, 1.0003, 0.5);
        assertThat(hits).hasSize(1);
        assertThat(hits.get(0).code()).isEqualTo("f0");
        assertThat(hits.get(0).side()).isNull();
        assertThat(hits.get(0).distanceMetres()).isCloseTo(33.39, within(0.02));
        assertThat(hits(zones, 1.0005, 0.5)).isEmpty();
    }

    @Test
    void linesTellDistanceAndSide() {
        OverlayLayer roads = layer(
                "roads", Kind.LINE, 40, "LINESTRING(116 39,116.01 39,116.01 39.01)", "LINESTRING(117 39,116.5 39)");
        OverlayHit north = hits(roads, 116.005, 39.0002).get(0);
        assertThat(north.side()).isEqualTo(OverlayHit.Side.LEFT);
        assertThat(north.distanceMetres()).isCloseTo(22.2, within(0.1));
        assertThat(hits(roads, 116.005, 38.9998).get(0).side()).isEqualTo(OverlayHit.Side.RIGHT);
        assertThat(hits(roads, 116.7, 39.0002).get(0).side()).isEqualTo(OverlayHit.Side.RIGHT);
        assertThat(hits(roads, 116.0101, 38.9999).get(0).side()).isEqualTo(OverlayHit.Side.RIGHT);
        assertThat(hits(roads, 116.0099, 39.0001).get(0).side()).isEqualTo(OverlayHit.Side.LEFT);
        assertThat(hits(roads, 116.005, 39).get(0).side()).isNull();
        assertThat(hits(roads, 116.005, 39.0005)).isEmpty();
    }

    @Test
    void agreesWithJtsInsideRandomPolygons() {
        SplittableRandom random = new SplittableRandom(1);
        GeometryFactory factory = new GeometryFactory();
        List<OverlayFeature> features = new ArrayList<>();
        for (int f = 0; f < 40; f++) {
            Geometry star = factory.createPoint(new Coordinate(random.nextDouble(), random.nextDouble()))
                    .buffer(0.02 + 0.2 * random.nextDouble(), 1 + random.nextInt(30));
            features.add(new OverlayFeature("f" + f, LocalText.EMPTY, Map.of(), star));
        }
        OverlayIndex index =
                OverlayIndex.of(List.of(new OverlayLayer("x", LocalText.EMPTY, Kind.POLYGON, 0, features)));
        for (int i = 0; i < 2000; i++) {
            LonLat point = new LonLat(random.nextDouble(), random.nextDouble());
            Geometry there = factory.createPoint(new Coordinate(point.lon(), point.lat()));
            List<String> expected = features.stream()
                    .filter(f -> f.wgs84().covers(there))
                    .map(OverlayFeature::code)
                    .toList();
            assertThat(index.hits(point, Set.of("*")).stream().map(OverlayHit::code))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void refusesALayerThatIsNotThere() {
        assertThatThrownBy(() -> OverlayIndex.EMPTY.hits(new LonLat(0, 0), Set.of("x")))
                .isInstanceOfSatisfying(
                        ResolverException.class, e -> assertThat(e.code()).isEqualTo("unknown_overlay"));
        assertThat(OverlayIndex.EMPTY.hits(new LonLat(0, 0), Set.of("*"))).isEmpty();
    }
}
