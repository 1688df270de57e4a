package org.servicemap.citypack.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.servicemap.areas.coverage.SourceFeature;

/** A town of two districts (with a small overlap, and an exclave of the first) divided into five, twenty and 240. */
class SyntheticCityTest {
    private static final Path FOLDER = Path.of("src/test/resources/synthetic");
    private static final List<String> LAYERS = List.of("district", "subdistrict", "community", "grid");
    private static SyntheticCity city;
    private static List<SourceFeature> areas;

    static Map<String, Object> settings(Object... changes) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("seed", 7);
        settings.put("outlines", Map.of("file", "outlines.json", "crs", "wgs84", "fragment_degrees2", 1e-6));
        settings.put("codes", List.of("district.csv", "subdistrict.csv", "community.csv"));
        settings.put("seats", "seats.csv");
        settings.put("leaves", 240);
        settings.put("rural_suffixes", List.of("村委会"));
        settings.put(
                "names",
                Map.of(
                        "language", "zh",
                        "romanised", "en",
                        "leaf", "第 {n} 网格",
                        "leaf_romanised", "Grid {n}",
                        "suffixes",
                                Map.of(
                                        "街道",
                                        "Subdistrict",
                                        "镇",
                                        "Town",
                                        "回族乡",
                                        "Hui Township",
                                        "区",
                                        "District",
                                        "社区居委会",
                                        "Community",
                                        "村委会",
                                        "Village"),
                        "readings", Map.of("什刹海", "Shichahai", "长", "Chang", "都", "Du")));
        for (int i = 0; i < changes.length; i += 2) {
            settings.put((String) changes[i], changes[i + 1]);
        }
        return settings;
    }

    @BeforeAll
    static void generate() throws Exception {
        city = SyntheticCity.generate(FOLDER, settings());
        areas = list(city);
    }

    private static List<SourceFeature> list(SyntheticCity city) {
        List<SourceFeature> list = new ArrayList<>();
        city.areas(LAYERS).forEach(list::add);
        return list;
    }

    private static List<SourceFeature> level(int rank) {
        return areas.stream().filter(a -> a.level() == rank).toList();
    }

    @Test
    void makesTheWantedAreas() {
        assertThat(level(1)).hasSize(2);
        assertThat(level(2)).hasSize(5);
        assertThat(level(3)).hasSize(20);
        assertThat(level(4).size()).isBetween(225, 255);
        assertThat(level(4).get(0).code()).isEqualTo("9001001001001");
        assertThat(level(4).get(0).parentCode()).isEqualTo("9001001001");
    }

    @Test
    void namesAreRomanisedWithStatedReadings() {
        assertThat(level(2))
                .extracting(a -> a.name().in("en", "zh"))
                .containsExactly(
                        "Shichahai Subdistrict",
                        "Changan Subdistrict",
                        "Liuhe Town",
                        "Dujiang Subdistrict",
                        "Beipo Hui Township");
        assertThat(level(4).get(4).name().byTag())
                .containsEntry("zh", "第 05 网格")
                .containsEntry("en", "Grid 05");
    }

    @Test
    void theSameSettingsGiveTheSameBytes() throws Exception {
        assertThat(hash(list(SyntheticCity.generate(FOLDER, settings())))).isEqualTo(hash(areas));
        assertThat(hash(list(SyntheticCity.generate(FOLDER, settings("seed", 8)))))
                .isNotEqualTo(hash(areas));
    }

    @Test
    void theBytesAreThoseOfEveryOtherMachine() {
        assertThat(Long.toHexString(hash(areas))).isEqualTo("14e0b4963a687886");
    }

    @Test
    void everyEdgePairsUpWithinALevel() {
        for (int rank = 1; rank <= 4; rank++) {
            Set<List<Coordinate>> outer = unpaired(level(rank));
            assertThat(outer).as("outer border of level " + rank).isEqualTo(unpaired(level(1)));
        }
    }

    @Test
    void childrenMakeUpTheirParentsExactly() {
        for (int rank = 1; rank < 4; rank++) {
            Map<String, List<SourceFeature>> children =
                    level(rank + 1).stream().collect(Collectors.groupingBy(a -> String.valueOf(a.parentCode())));
            for (SourceFeature parent : level(rank)) {
                assertThat(unpaired(children.get(parent.code()))).isEqualTo(unpaired(List.of(parent)));
            }
        }
    }

    @Test
    void areasAreValidAndOnePieceWhereTheOutlineIs() {
        assertThat(areas).allMatch(a -> geometry(a).isValid(), "valid");
        assertThat(level(1)).extracting(a -> geometry(a).getNumGeometries()).containsExactly(2, 1);
        assertThat(level(4)).filteredOn(a -> geometry(a).getNumGeometries() > 1).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void sizesAreNaturalNotEqualAndNotWild() {
        double[] sizes = level(4).stream()
                .mapToDouble(a -> geometry(a).getArea())
                .sorted()
                .toArray();
        double median = sizes[sizes.length / 2];
        assertThat(sizes[0]).isGreaterThan(median / 30);
        assertThat(sizes[sizes.length / 10]).isLessThan(0.8 * median);
        assertThat(sizes[sizes.length - 1]).isLessThan(12 * median);
    }

    @Test
    void aFaultyBlockIsNamed() {
        assertThatThrownBy(() -> SyntheticCity.generate(FOLDER, settings("leaves", "many")))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("generate.leaves");
        assertThatThrownBy(() -> SyntheticCity.generate(
                        FOLDER, settings("codes", List.of("district.csv", "community.csv", "subdistrict.csv"))))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("subdistrict.csv");
    }

    @Test
    void aValueThatWouldTakeForeverIsRefused() {
        for (Object[] wrong : new Object[][] {
            {"leaves", -5}, {"leaves", 2_000_000_000}, {"raster_metres", 0}, {"raster_metres", Double.NaN}
        }) {
            assertThatThrownBy(() -> SyntheticCity.generate(FOLDER, settings(wrong)))
                    .isInstanceOf(GeneratorException.class)
                    .hasMessageContaining("generate." + wrong[0]);
        }
    }

    @Test
    void aFaultyFileIsNamedWithItsRow(@TempDir Path folder) throws IOException {
        for (String file : List.of("outlines.json", "district.csv", "subdistrict.csv", "community.csv", "seats.csv")) {
            Files.copy(FOLDER.resolve(file), folder.resolve(file));
        }
        Files.writeString(folder.resolve("seats.csv"), "code,lon,lat\n01,39.9,116.4\n");
        refuses(folder, "seats.csv, row 1", "swapped");
        Files.writeString(folder.resolve("seats.csv"), "code,lon,lat\n01,116.4\n");
        refuses(folder, "seats.csv, row 1", "has no lat");
        Files.writeString(folder.resolve("district.csv"), "kode,name\n01,x\n");
        refuses(folder, "district.csv, row 1", "has no code");
        Files.copy(FOLDER.resolve("district.csv"), folder.resolve("district.csv"), StandardCopyOption.REPLACE_EXISTING);
        String outlines = Files.readString(FOLDER.resolve("outlines.json"));
        Files.writeString(folder.resolve("outlines.json"), outlines.substring(0, outlines.length() / 2));
        refuses(folder, "outlines.json is no JSON");
        Files.writeString(folder.resolve("outlines.json"), outlines.replace("encodeOffsets", "offsets"));
        refuses(folder, "outlines.json has a ring");
    }

    private static void refuses(Path folder, String... parts) {
        assertThatThrownBy(() -> SyntheticCity.generate(folder, settings()))
                .isInstanceOf(GeneratorException.class)
                .message()
                .contains(parts);
    }

    private static Geometry geometry(SourceFeature area) {
        return java.util.Objects.requireNonNull(area.wgs84());
    }

    /** Directed edges without a partner in the other direction; fails on an edge that stands twice. */
    private static Set<List<Coordinate>> unpaired(List<SourceFeature> features) {
        Set<List<Coordinate>> edges = new HashSet<>();
        for (SourceFeature feature : features) {
            for (Object ring : LinearComponentExtracter.getLines(geometry(feature))) {
                Coordinate[] points = ((LinearRing) ring).getCoordinates();
                for (int i = 1; i < points.length; i++) {
                    assertThat(edges.add(List.of(points[i - 1], points[i]))).isTrue();
                }
            }
        }
        Set<List<Coordinate>> all = Set.copyOf(edges);
        edges.removeIf(e -> all.contains(List.of(e.get(1), e.get(0))));
        return edges;
    }

    private static long hash(List<SourceFeature> features) {
        long hash = 17;
        for (SourceFeature feature : features) {
            hash = hash * 31 + feature.code().hashCode();
            for (Coordinate c : geometry(feature).getCoordinates()) {
                hash = (hash * 31 + Double.hashCode(c.x)) * 31 + Double.hashCode(c.y);
            }
        }
        return hash;
    }
}
