package org.servicemap.areas.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.sebasbaumh.mapbox.vectortile.VectorTile;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsMvt;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.geojson.GeoJsonReader;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.geo.BBox;

class TileSetTest {
    private static final BBox CITY = new BBox(116.0, 39.7, 116.8, 40.5);
    private static final BBox WORLD = new BBox(-180, -90, 180, 90);
    private final Coverage coverage = Lattice.city(CITY, 8, 4, 40);
    private final TileSet tiles = TileSet.of(coverage, Map.of("cell", 9));

    @ParameterizedTest
    @CsvSource({"1, 5", "1, 9", "2, 5", "2, 7", "2, 9", "2, 11", "2, 14", "2, 22"})
    void simplifiedNeighboursShareTheirEdgesExactly(int level, int zoom) throws Exception {
        Geometry[] areas = parts(tiles.featureCollection(level, WORLD, zoom));
        assertThat(areas).hasSize(level == 1 ? 4 : 65);
        assertThat(CoverageValidator.isValid(areas)).isTrue();
        double sum = 0;
        for (Geometry area : areas) {
            assertThat(area.getArea()).isPositive();
            sum += area.getArea();
        }
        assertThat(sum).isCloseTo(0.64, within(0.05));
    }

    @Test
    void coarserZoomsHaveFewerPointsAndTheFinestHasAll() throws Exception {
        int all = points(tiles.featureCollection(2, WORLD, 22));
        assertThat(all).isEqualTo(64 * 161 + 2 * 41);
        assertThat(points(tiles.featureCollection(2, WORLD, 7))).isLessThan(all / 3);
    }

    /** Against JTS, which compares each area with each: a common line, not a point, and nothing of a coarser level. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void neighboursAreThoseWithABorderInCommon(int level) {
        List<Integer> areas = tiles.areasIn(level, WORLD);
        Set<String> compared = new HashSet<>();
        for (int one : areas) {
            for (int other : areas) {
                if (one < other && tiles.geometry(one).relate(tiles.geometry(other), "****1****")) {
                    compared.add(one + "-" + other);
                }
            }
        }
        List<String> found = tiles.neighbours(level).stream()
                .map(pair -> pair[0] + "-" + pair[1])
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(compared);
        assertThat(found).hasSize(level == 1 ? 4 : 2 * 7 * 8 + 1);
    }

    @Test
    void boxesAndOrdinalsFindTheirAreas() throws Exception {
        BBox corner = new BBox(116.01, 39.71, 116.02, 39.72);
        assertThat(tiles.areasIn(1, corner)).containsExactly(0);
        assertThat(tiles.areasIn(2, corner)).containsExactly(4);
        String feature = new String(tiles.feature(4, 12), StandardCharsets.UTF_8);
        assertThat(feature)
                .startsWith(
                        "{\"type\":\"Feature\",\"id\":\"c0-0\",\"properties\":{\"level\":\"cell\",\"rank\":2,\"code\":\"c0-0\","
                                + "\"name\":{\"en\":\"Name c0-0\",\"zh\":\"名c0-0\"}},\"geometry\":{\"type\":\"Polygon\"");
    }

    @Test
    void aTileReadsBackWithItsLayersAndNames() throws Exception {
        JtsMvt tile = decode(tiles.tile(9, 421, 193));
        assertThat(tile.getLayersByName().keySet()).contains("district", "cell", "labels");
        Geometry label = tile.getLayer("labels").getGeometries().iterator().next();
        assertThat(tags(label)).containsKeys("level", "code", "name:zh", "name:en", "km2");
        assertThat(polygons(tile.getLayer("cell"))).isNotEmpty().allSatisfy(polygon -> {
            assertThat(tags(polygon)).containsKeys("code", "name:zh");
            assertThat(polygon.getEnvelopeInternal().getMinX()).isGreaterThanOrEqualTo(-TileFrame.BUFFER);
            assertThat(polygon.getEnvelopeInternal().getMaxX()).isLessThanOrEqualTo(4096 + TileFrame.BUFFER);
        });
    }

    @Test
    void levelsAppearByZoom() throws Exception {
        assertThat(decode(tiles.tile(8, 210, 96)).getLayersByName().keySet())
                .contains("district")
                .doesNotContain("cell");
        assertThat(decode(tiles.tile(0, 0, 0)).getLayersByName().keySet()).contains("district");
    }

    @Test
    void everyBorderIsDrawnOnceInTheLayerOfTheCoarsestLevelItSeparates() throws Exception {
        JtsMvt tile = decode(tiles.tile(9, 421, 193));
        Set<String> segments = new HashSet<>();
        for (String layer : List.of("district", "cell")) {
            for (LineString line : lines(tile.getLayer(layer))) {
                for (int i = 1; i < line.getNumPoints(); i++) {
                    Coordinate a = line.getCoordinateN(i - 1);
                    Coordinate b = line.getCoordinateN(i);
                    String segment = a.compareTo(b) < 0 ? a + " " + b : b + " " + a;
                    assertThat(segments.add(segment)).as(segment).isTrue();
                }
                assertThat(tags(line).get("left")).isNotEqualTo(tags(line).get("right"));
            }
        }
        assertThat(lines(tile.getLayer("district")))
                .allSatisfy(line -> assertThat(String.valueOf(tags(line).getOrDefault("left", "d")))
                        .startsWith("d"));
    }

    @Test
    void everyAreaHasOneLabelPerZoom() throws Exception {
        List<String> codes = new ArrayList<>();
        for (int x = 841; x <= 845; x++) {
            for (int y = 384; y <= 390; y++) {
                JtsLayer labels = decode(tiles.tile(10, x, y)).getLayer("labels");
                if (labels != null) {
                    labels.getGeometries()
                            .forEach(point ->
                                    codes.add(String.valueOf(tags(point).get("code"))));
                }
            }
        }
        assertThat(codes).doesNotHaveDuplicates().hasSize(4 + 65).contains(Lattice.ENCLAVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9/0/0", "0/1/0", "-1/0/0", "23/0/0", "3/-1/2", "22/4194303/4194303"})
    void tilesWithNothingInThemAreEmpty(String tile) {
        String[] zxy = tile.split("/");
        assertThat(tiles.tile(Integer.parseInt(zxy[0]), Integer.parseInt(zxy[1]), Integer.parseInt(zxy[2])))
                .isEmpty();
    }

    @Test
    void aCityAtTheEdgeOfTheWorldIsDrawn() throws Exception {
        TileSet edge = TileSet.of(Lattice.city(new BBox(179.0, 84.5, 180, 85.0), 2, 1, 10), Map.of());
        assertThat(polygons(decode(edge.tile(9, 511, 2)).getLayer("district"))).isNotEmpty();
        TileSet pole = TileSet.of(Lattice.city(new BBox(-180, -90, -179, -89), 2, 1, 10), Map.of());
        assertThat(pole.tile(0, 0, 0)).isNotNull();
    }

    private static Geometry[] parts(byte[] json) throws Exception {
        Geometry all = new GeoJsonReader().read(new String(json, StandardCharsets.UTF_8));
        Geometry[] parts = new Geometry[all.getNumGeometries()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = all.getGeometryN(i);
        }
        return parts;
    }

    private static int points(byte[] json) throws Exception {
        int sum = 0;
        for (Geometry part : parts(json)) {
            sum += part.getNumPoints();
        }
        return sum;
    }

    private static JtsMvt decode(byte[] bytes) throws Exception {
        VectorTile.Tile.parseFrom(bytes);
        return MvtReader.loadMvt(new ByteArrayInputStream(bytes), new GeometryFactory(), new TagKeyValueMapConverter());
    }

    private static List<Polygon> polygons(JtsLayer layer) {
        return layer.getGeometries().stream()
                .filter(Polygon.class::isInstance)
                .map(Polygon.class::cast)
                .toList();
    }

    private static List<LineString> lines(JtsLayer layer) {
        return layer.getGeometries().stream()
                .filter(LineString.class::isInstance)
                .map(LineString.class::cast)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tags(Geometry geometry) {
        return (Map<String, Object>) geometry.getUserData();
    }
}
