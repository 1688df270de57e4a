package org.servicemap.citypack.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.SourceFeature;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureReader;

/** Zones and gazetteer of the synthetic test town. */
class SyntheticLayersTest {
    private static SyntheticCity city;

    @BeforeAll
    static void generate() throws Exception {
        city = SyntheticCity.generate(Path.of("src/test/resources/synthetic"), SyntheticCityTest.settings());
    }

    private static final Map<String, Object> STREETS = new LinkedHashMap<>(Map.of(
            "roads",
            12,
            "compounds",
            20,
            "addresses",
            100,
            "road_endings",
            List.of("路", "街"),
            "compound_endings",
            List.of("家园"),
            "numerals",
            List.of("东", "西", "二", "三"),
            "endings_romanised",
            Map.of("路", "Road", "街", "Street", "家园", "Homes"),
            "intersection",
            "{1}与{2}路口"));

    static {
        STREETS.put("intersection_romanised", "{1} and {2}");
        STREETS.put("building", "号楼");
        STREETS.put("building_romanised", "Building");
        STREETS.put("house", "号");
    }

    private static List<Feature> layer(String name) throws Exception {
        List<Feature> features = new ArrayList<>();
        try (FeatureReader reader = city.gazetteer(name, STREETS)) {
            for (Feature f = reader.next(); f != null; f = reader.next()) {
                features.add(f);
            }
        }
        return features;
    }

    @Test
    void zonesOfTrianglesCutCommunitiesAndDoNotOverlap() throws Exception {
        List<OverlayFeature> zones = city.overlay("water", Map.of("centres", "zones.csv"));
        assertThat(zones).extracting(OverlayFeature::code).containsExactly("Z1", "Z2");
        assertThat(zones.get(0).wgs84().intersection(zones.get(1).wgs84()).getArea())
                .isLessThan(1e-12);
        assertThat(cut(zones.get(0).wgs84(), 3)).isPositive();
    }

    @Test
    void zonesOfCommunitiesCutOnlyWhatIsCoarser() throws Exception {
        List<OverlayFeature> zones = city.overlay(
                "police",
                Map.of(
                        "pieces_of",
                        3,
                        "code_prefix",
                        "P",
                        "shift_share",
                        0.6,
                        "name_suffix",
                        "派出所",
                        "name_suffix_romanised",
                        "Precinct"));
        assertThat(zones).hasSize(5);
        assertThat(zones.get(0).name().byTag()).containsEntry("en", "Shichahai Precinct");
        assertThat(zones.stream().mapToLong(z -> cut(z.wgs84(), 3)).sum()).isZero();
        assertThat(zones.stream().mapToLong(z -> cut(z.wgs84(), 2)).sum()).isPositive();
    }

    @Test
    void zonesMayBeLimitedToSomeAreas() throws Exception {
        List<OverlayFeature> zones = city.overlay("heat", Map.of("centres", "zones.csv", "within", List.of("9002")));
        double all = zones.stream().mapToDouble(z -> z.wgs84().getArea()).sum();
        SourceFeature district = areas(1).get(1);
        assertThat(all)
                .isCloseTo(
                        Objects.requireNonNull(district.wgs84()).getArea(), org.assertj.core.data.Offset.offset(1e-9));
        assertThatThrownBy(() -> city.overlay("heat", Map.of("centres", "zones.csv", "within", List.of("1"))))
                .isInstanceOf(GeneratorException.class);
    }

    /** How many areas of a rank a zone holds in part only. */
    private static long cut(Geometry zone, int rank) {
        return areas(rank).stream()
                .map(a -> Objects.requireNonNull(a.wgs84()))
                .filter(a -> {
                    double share = a.intersection(zone).getArea() / a.getArea();
                    return share > 1e-6 && share < 1 - 1e-6;
                })
                .count();
    }

    private static List<SourceFeature> areas(int rank) {
        List<SourceFeature> list = new ArrayList<>();
        city.areas(List.of("d", "s", "c", "g")).forEach(list::add);
        return list.stream().filter(a -> a.level() == rank).toList();
    }

    @Test
    void theGazetteerHangsTogether() throws Exception {
        List<Feature> roads = layer("roads");
        List<Feature> compounds = layer("compounds");
        assertThat(roads).hasSize(12);
        assertThat(compounds)
                .hasSize(20)
                .allMatch(c -> Objects.requireNonNull(c.geometry()).isValid());
        Set<Object> roadCodes = codes(roads);
        Set<Object> compoundCodes = codes(compounds);
        List<Feature> addresses = layer("addresses");
        assertThat(addresses)
                .hasSize(100)
                .allMatch(a -> a.attributes().get("road") == null
                        ? compoundCodes.contains(a.attributes().get("compound"))
                        : roadCodes.contains(a.attributes().get("road")));
        assertThat(layer("intersections"))
                .allMatch(x -> roadCodes.contains(x.attributes().get("road_1"))
                        && roadCodes.contains(x.attributes().get("road_2")));
        assertThat(roads.stream().map(r -> r.attributes().get("name_zh")).distinct())
                .hasSize(12);
    }

    private static Set<Object> codes(List<Feature> features) {
        return features.stream()
                .map(f -> Objects.requireNonNull(f.attributes().get("code")))
                .collect(Collectors.toSet());
    }
}
