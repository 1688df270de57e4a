package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.OverlayIndex;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

class OverlayCellsTest {

    /** One part of the zone lies across the area, another only touches its border: the intersection is a polygon and a line. */
    @Test
    void aZoneThatAlsoTouchesTheBorderCutsTheAreaInTwo() {
        Geometry across = TestCity.box(116.05, 39.95, 116.15, 39.98);
        Geometry touching = TestCity.box(115.95, 39.9, 116.0, 39.93);
        Geometry zone = new GeometryFactory().buildGeometry(List.of(across, touching));
        OverlayLayer layer = new OverlayLayer(
                "zones",
                LocalText.EMPTY,
                OverlayLayer.Kind.POLYGON,
                0,
                List.of(new OverlayFeature("Z", LocalText.EMPTY, Map.of(), zone)));
        AreaDirectory none = AreaDirectory.of(List.of(), List.of());
        Territory territory = new Territory("v", none, List.of(layer), 1);
        OverlayCells cells = OverlayCells.of(
                territory, area -> TestCity.box(116.0, 39.9, 116.1, 40.0), Set.of("zones"), OverlayCells.NOISE_M2);
        assertThat(cells.of(0)).containsExactlyInAnyOrder(new int[] {0}, new int[0]);
    }

    /** Combinations that the resolver gives at points of a fine lattice, and those that the proof takes into account. */
    @Test
    void withinTheToleranceOneFeatureCountsAtATime() {
        OverlayLayer roads = new OverlayLayer(
                "zones",
                LocalText.EMPTY,
                OverlayLayer.Kind.LINE,
                500,
                List.of(line("A", 116.02, 39.9, 116.02, 40.0), line("B", 116.026, 39.9, 116.026, 40.0)));
        OverlayLayer parks = new OverlayLayer(
                "parks",
                LocalText.EMPTY,
                OverlayLayer.Kind.POLYGON,
                800,
                List.of(
                        box("P", 116.024, 39.92, 116.04, 39.94),
                        box("Q", 116.03, 39.93, 116.05, 39.96),
                        box("R", 116.055, 39.93, 116.06, 39.96)));
        Geometry area = TestCity.box(116.0, 39.9, 116.1, 40.0);
        Territory territory = new Territory("v", AreaDirectory.of(List.of(), List.of()), List.of(roads, parks), 1);
        Set<String> proved =
                said(OverlayCells.of(territory, any -> area, Set.of("zones", "parks"), OverlayCells.NOISE_M2)
                        .of(0));
        Set<String> met = met(territory, OverlayIndex.of(List.of(roads, parks)));
        assertThat(proved).containsAll(met);
        assertThat(proved).contains("[0]", "[1]", "[0, 2]", "[2, 3]").noneMatch(one -> one.contains("0, 1"));
        assertThat(proved.size()).isLessThanOrEqualTo(met.size() + 2);
    }

    private static Set<String> met(Territory territory, OverlayIndex index) {
        Set<String> met = new TreeSet<>();
        for (double x = 116.0001; x < 116.1; x += 0.0007) {
            for (double y = 39.9001; y < 40; y += 0.0011) {
                int[] numbers = index.hits(new LonLat(x, y), Set.of("*")).stream()
                        .mapToInt(hit ->
                                territory.findFeature(hit.layer(), hit.code()).orElseThrow())
                        .sorted()
                        .toArray();
                met.add(Arrays.toString(numbers));
            }
        }
        return met;
    }

    private static Set<String> said(List<int[]> combinations) {
        Set<String> said = new TreeSet<>();
        combinations.forEach(one -> said.add(Arrays.toString(one)));
        return said;
    }

    private static OverlayFeature line(String code, double... at) {
        Geometry line = new GeometryFactory()
                .createLineString(new Coordinate[] {new Coordinate(at[0], at[1]), new Coordinate(at[2], at[3])});
        return new OverlayFeature(code, LocalText.EMPTY, Map.of(), line);
    }

    private static OverlayFeature box(String code, double west, double south, double east, double north) {
        return new OverlayFeature(code, LocalText.EMPTY, Map.of(), TestCity.box(west, south, east, north));
    }
}
