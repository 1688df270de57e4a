package org.servicemap.citypack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.CoverageResult;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureWriter;
import org.servicemap.formats.Format;
import org.servicemap.formats.Formats;
import org.servicemap.geo.Geodesy;

/** Layers in which some features cannot be used: all of them are named, and nothing else is said of the rest. */
class LayersOfPackTest {
    private static final String PACK = """
            format: 1
            id: anytown
            name: {en: Anytown}
            time_zone: America/New_York
            default_language: en
            languages: [en]
            map: {center: [-71.05, 42.35]}
            levels: [{id: ward, name: {en: Ward}}]
            areas:
              label: first
              effective_from: 2026-01-01
              layers:
                - {level: ward, file: wards, crs: wgs84, fields: {code: WARD, name: NAME, attributes: [NOTE]}}
            overlays:
              - {id: zone, name: {en: Zone}, file: zones.csv, crs: wgs84, fields: {code: code}}
            """;
    private static final String SQUARE = "[[-71.1,42.3],[-71.0,42.3],[-71.0,42.4],[-71.1,42.4],[-71.1,42.3]]";
    private static final String OPEN = "[[-71.0,42.3],[-70.9,42.3],[-70.9,42.4],[-71.0,42.4]]";
    private static final String SHORT = "[[-70.9,42.3],[-70.8,42.3]]";

    @TempDir
    private Path folder;

    @Test
    void everyRingThatCannotBeReadIsNamed() throws IOException {
        Files.writeString(folder.resolve("wards"), collection(ward(1, OPEN), ward(2, SQUARE), ward(3, SHORT)));
        CoverageResult refused = reading().areas(false);
        assertThat(refused.coverage()).as("all or nothing").isNull();
        assertThat(refused.report().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(Finding::code, Finding::layer, Finding::feature, Finding::area)
                .containsExactly(tuple("bad_geometry", "wards", 3L, "3"), tuple("unclosed_ring", "wards", 1L, "1"));
        Finding open = refused.report().findings().get(1);
        assertThat(open.message().in("en", "en")).contains("Ward 1 (1)", "a ring that is not closed");
        assertThat(open.message().in("zh", "zh")).contains("没有闭合");
        assertThat(open.lon()).isEqualTo(-71.0);
        assertThat(open.lat()).isEqualTo(42.4);
        assertThat(refused.report().findings().get(0).message().in("zh", "zh")).contains("无法读取");

        CoverageResult mended = reading().areas(true);
        assertThat(mended.report().hasErrors()).isFalse();
        assertThat(mended.coverage()).isNotNull();
        assertThat(mended.coverage().areas()).extracting(CoverageArea::code).containsExactly("1", "2");
        assertThat(mended.report().findings())
                .filteredOn(finding -> finding.code().equals("unclosed_ring"))
                .extracting(Finding::severity, Finding::area)
                .containsExactly(tuple(Severity.REPAIRED, "1"));
    }

    @Test
    void soIsWktInATable() throws IOException {
        Files.writeString(folder.resolve("wards"), """
                WARD,NAME,NOTE,wkt
                1,One,,"POLYGON ((-71.1 42.3, -71.0 42.3, -71.0 42.4, -71.1 42.3))"
                2,Two,,"POLYGON ((-71.0 42.3, -70.9 42.3, -70.9 42.4))"
                3,Three,,"POLYGON ((-71.0 42.3, -70.9"
                4,Four,,"POLYGON ((-71.0 42.3, -70.9 42.3))"
                """);
        CoverageResult refused = reading().areas(false);
        assertThat(refused.coverage()).isNull();
        assertThat(refused.report().findings())
                .extracting(Finding::code, Finding::feature, Finding::area)
                .containsExactly(
                        tuple("bad_geometry", 3L, "3"),
                        tuple("bad_geometry", 4L, "4"),
                        tuple("unclosed_ring", 2L, "2"));
    }

    @Test
    void aFieldThatOnlySomeFeaturesHaveIsAField() throws IOException {
        String sparse = feature("\"WARD\":1", SQUARE);
        Files.writeString(folder.resolve("wards"), collection(sparse, ward(2, OPEN.replace("]]", "],[-71.0,42.3]]"))));
        CoverageResult result = reading().areas(false);
        assertThat(result.report().findings()).isEmpty();
        assertThat(result.coverage()).isNotNull();
        assertThat(result.coverage().areas().get(1).attributes()).containsEntry("NOTE", "n2");

        Files.writeString(folder.resolve("wards"), collection(sparse, sparse.replace(":1", ":2")));
        assertThat(reading().areas(false).report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("unknown_field");
            assertThat(finding.layer()).isEqualTo("wards");
            assertThat(finding.message().in("en", "en")).isEqualTo("there is no field «NAME»; the layer has [WARD]");
        });
    }

    @Test
    void aCodeMayBeMadeOfSeveralFields() throws IOException {
        String joined = PACK.replace("{code: WARD, name: NAME", "{code: [WARD, PRECINCT], name: NAME");
        String first = feature("\"WARD\":7,\"PRECINCT\":\"3\",\"NAME\":\"a\",\"NOTE\":\"\"", SQUARE);
        String second = feature("\"WARD\":7,\"NAME\":\"b\",\"NOTE\":\"\"", OPEN.replace("]]", "],[-71.0,42.3]]"));
        Files.writeString(folder.resolve("wards"), collection(first, second.replace("7,", "7,\"PRECINCT\":\"12\",")));
        assertThat(codes(joined)).containsExactly("7-12", "7-3");
        assertThat(codes(joined.replace("name: NAME", "separator: '', name: NAME")))
                .containsExactly("712", "73");

        Files.writeString(folder.resolve("wards"), collection(first, second));
        assertThat(reading(joined).areas(false).report().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(Finding::code, Finding::feature)
                .containsExactly(tuple("missing_code", 2L));

        ImportReport unknown =
                reading(joined.replace("PRECINCT", "BLOCK")).areas(false).report();
        assertThat(unknown.findings()).singleElement().asString().contains("there is no field «BLOCK»");
        for (String wrong : List.of("[WARD, '#']", "[]", "{a: WARD}", "[WARD, WARD]")) {
            CoverageResult refused =
                    reading(joined.replace("[WARD, PRECINCT]", wrong)).areas(false);
            assertThat(refused.coverage()).isNull();
            assertThat(refused.report().findings()).singleElement().satisfies(finding -> {
                assertThat(finding.layer()).as(wrong).isEqualTo("pack.yml");
                assertThat(finding.feature()).isEqualTo(13);
                assertThat(finding.message().in("en", "en")).startsWith("areas.layers.ward.fields.code: ");
            });
        }
    }

    /** Each has its line in pack.yml; the layer behind them is read all the same. */
    @Test
    void aLayerThatCannotBeOpenedDoesNotHideTheNext() throws IOException {
        String levels = "{id: east, name: {en: E}}, {id: west, name: {en: W}}, {id: mid, name: {en: M}}, ";
        String pack = PACK.replace("{id: ward, name", levels + "{id: ward, name")
                .replace("layers:\n", """
                        layers:
                            - {level: east, file: nowhere.geojson, fields: {code: C}}
                            - {level: west, file: wards, encoding: martian, fields: {code: C}}
                            - {level: mid, file: wards, format: papyrus, fields: {code: C}}
                        """)
                .replace("{id: zone,", "{id: lost, name: {en: L}, file: lost.csv, fields: {code: c}}\n  - {id: zone,");
        String nameless = feature("\"NAME\":\"b\",\"NOTE\":\"\"", OPEN.replace("]]", "],[-71.0,42.3]]"));
        Files.writeString(folder.resolve("wards"), collection(ward(1, SQUARE), nameless));
        Files.writeString(folder.resolve("zones.csv"), "code,wkt\nb,\n");
        CoverageResult refused = reading(pack).areas(false);
        assertThat(refused.coverage()).isNull();
        assertThat(refused.report().findings())
                .extracting(Finding::code, Finding::layer, Finding::feature)
                .containsExactly(
                        tuple("bad_value", "pack.yml", 14L),
                        tuple("missing_code", "wards", 2L),
                        tuple("missing_file", "pack.yml", 13L),
                        tuple("unknown_format", "pack.yml", 15L));
        assertThat(reading(pack).overlays(false).report().findings())
                .extracting(Finding::code, Finding::layer, Finding::feature)
                .containsExactly(tuple("missing_file", "pack.yml", 18L), tuple("null_geometry", "zones.csv", 1L));
    }

    private List<String> codes(String pack) throws IOException {
        Coverage coverage = reading(pack).areas(false).coverage();
        assertThat(coverage).isNotNull();
        return coverage.areas().stream().map(CoverageArea::code).sorted().toList();
    }

    /** Two lobes of 0.05° by 0.1°, a hole outside, an open ring. */
    @Test
    void anOverlayInWhichNobodyKnowsWhatLiesInsideIsRefusedOrMended() throws IOException {
        Files.writeString(folder.resolve("zones.csv"), """
                code,wkt
                good,"POLYGON ((-71.1 42.3, -71.0 42.3, -71.0 42.4, -71.1 42.3))"
                tie,"POLYGON ((-71.1 42.3, -71.0 42.4, -71.0 42.3, -71.1 42.4, -71.1 42.3))"
                hole,"POLYGON ((-71.1 42.3, -71.0 42.3, -71.0 42.4, -71.1 42.3), (-70 42, -69 42, -69 43, -70 42))"
                open,"POLYGON ((-71.1 42.3, -71.0 42.3, -71.0 42.4))"
                """);
        ImportReport report = reading().overlays(false).report();
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR))
                .extracting(Finding::code, Finding::layer, Finding::feature, Finding::area)
                .containsExactly(
                        tuple("invalid_rings", "zones.csv", 3L, "hole"),
                        tuple("self_intersection", "zones.csv", 2L, "tie"),
                        tuple("unclosed_ring", "zones.csv", 4L, "open"));
        Finding tie = report.findings().get(1);
        assertThat(tie.lon()).isCloseTo(-71.05, within(1e-9));
        assertThat(tie.lat()).isCloseTo(42.35, within(1e-9));
        assertThat(tie.m2()).isPositive();

        PackLayers.Overlays mended = reading().overlays(true);
        assertThat(mended.report().hasErrors()).isFalse();
        assertThat(mended.report().count(Severity.REPAIRED)).isEqualTo(3);
        assertThat(mended.layers().get(0).features())
                .allSatisfy(feature -> assertThat(feature.wgs84().isValid()).isTrue())
                .extracting(feature -> feature.code())
                .containsExactly("good", "tie", "hole", "open");
        double triangle =
                Geodesy.areaM2(mended.layers().get(0).features().get(0).wgs84());
        assertThat(Geodesy.areaM2(mended.layers().get(0).features().get(1).wgs84()))
                .as("both lobes: half of the square")
                .isCloseTo(triangle, within(triangle / 100));
    }

    /** 42.35 north, 71.05 west: latitude and longitude are each in the other's range. */
    @Test
    void featuresThatLieNowhereAreAllNamed() throws IOException {
        String closed = OPEN.replace("]]", "],[-71.0,42.3]]");
        String turned = "[[42.3,-70.9],[42.3,-70.8],[42.4,-70.8],[42.4,-70.9],[42.3,-70.9]]";
        String feet = "[[773000,2950000],[774000,2950000],[774000,2951000],[773000,2950000]]";
        Files.writeString(
                folder.resolve("wards"),
                collection(ward(1, SQUARE), ward(2, turned), ward(3, feet), ward(4, closed), ward(5, "[]")));
        CoverageResult refused = reading().areas(true);
        assertThat(refused.coverage()).isNull();
        assertThat(refused.report().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(Finding::code, Finding::layer, Finding::feature, Finding::area)
                .containsExactly(
                        tuple("axis_order", "wards", 2L, "2"), tuple("implausible_coordinates", "wards", 3L, "3"));
        Finding axes = refused.report().findings().get(0);
        assertThat(axes.message().in("zh", "zh")).isEqualTo("2 的经纬度似乎颠倒");
        assertThat(axes.lon()).isCloseTo(42.35, within(1e-9));
        assertThat(axes.lat()).isCloseTo(-70.85, within(1e-9));
    }

    @Test
    void aPositionThatIsNoNumberIsNamedAlsoInTheFirstPlace() throws IOException {
        GeometryFactory factory = new GeometryFactory();
        try (FeatureWriter out =
                Formats.create(folder.resolve("wards"), Format.GEOPACKAGE, "wards", List.of("WARD", "NAME", "NOTE"))) {
            for (long ward = 1; ward <= 3; ward++) {
                Coordinate first = new Coordinate(-71.1, 42.3);
                Coordinate[] ring = {first, new Coordinate(-71, 42.3), new Coordinate(-71, 42.4), first};
                Polygon shape = factory.createPolygon(ring);
                if (ward != 2) {
                    ring[ward == 1 ? 0 : 1].setX(Double.NaN);
                }
                out.write(new Feature(ward, Map.of("WARD", ward, "NAME", "", "NOTE", ""), shape));
            }
        }
        assertThat(reading().areas(false).report().findings())
                .extracting(Finding::code, Finding::feature, Finding::area)
                .as("a ring that begins with none is no ring for the reader")
                .containsExactly(tuple("bad_geometry", 1L, "1"), tuple("not_a_number", 3L, "3"));
    }

    @Test
    void everyFeatureThatAnOverlayCannotHaveIsNamed() throws IOException {
        Files.writeString(folder.resolve("zones.csv"), """
                code,wkt
                a,"POLYGON ((-71.1 42.3, -71.0 42.3, -71.0 42.4, -71.1 42.3))"
                a,"POLYGON ((-71.1 42.3, -71.0 42.3, -71.0 42.4, -71.1 42.3))"
                ,"POLYGON ((-71.1 42.3, -71.0 42.3, -71.0 42.4, -71.1 42.3))"
                b,
                c,"LINESTRING (-71.1 42.3, -71.0 42.3)"
                d,"POLYGON ((42.3 -71.1, 42.3 -71.0, 42.4 -71.0, 42.3 -71.1))"
                """);
        PackLayers.Overlays read = reading().overlays(false);
        assertThat(read.report().findings())
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR))
                .extracting(Finding::code, Finding::layer, Finding::feature, Finding::area)
                .containsExactly(
                        tuple("axis_order", "zones.csv", 6L, "d"),
                        tuple("duplicate_code", "zones.csv", 2L, "a"),
                        tuple("missing_code", "zones.csv", 3L, null),
                        tuple("not_a_polygon", "zones.csv", 5L, "c"),
                        tuple("null_geometry", "zones.csv", 4L, "b"));
        assertThat(read.report().findings().get(1).message().in("zh", "zh")).isEqualTo("代码 a 重复（另见 zones.csv #1）");
        assertThat(reading().overlays(true).report().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .as("what nobody can mend")
                .extracting(Finding::feature)
                .containsExactly(6L, 2L, 3L);
    }

    @Test
    void aCentreFarFromTheAreasIsRefused() throws IOException {
        Files.writeString(folder.resolve("wards"), collection(ward(1, SQUARE)));
        Coverage coverage = reading().areas(false).coverage();
        assertThat(coverage).isNotNull();
        CityOfPack.requireCentreNear(reading().city(), coverage);
        String turned = PACK.replace("[-71.05, 42.35]", "[42.35, -71.05]");
        City city = reading(turned).city();
        assertThatThrownBy(() -> CityPack.located(folder, () -> {
                    CityOfPack.requireCentreNear(city, coverage);
                    return city;
                }))
                .hasMessage(
                        "pack.yml:7: map.center: [42.3500, -71.0500] is far from the areas, which lie from -71.1000 to"
                                + " -71.0000 east and 42.3000 to 42.4000 north; give [longitude, latitude]");
        PackReading layers = reading(turned.replace("crs: wgs84", "crs: EPSG:2249"));
        assertThat(layers.areas(false).report().findings())
                .singleElement()
                .asString()
                .contains("(expected near map.center [42.35, -71.05]: is that longitude, latitude?)");
    }

    private PackReading reading() throws IOException {
        return reading(PACK);
    }

    private PackReading reading(String pack) throws IOException {
        Files.writeString(folder.resolve("pack.yml"), pack);
        return new PackReading(CityPack.read(folder));
    }

    private static String collection(String... features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",\n", features) + "]}";
    }

    private static String ward(int number, String ring) {
        return feature("\"WARD\":%d,\"NAME\":\"Ward %d\",\"NOTE\":\"n%d\"".formatted(number, number, number), ring);
    }

    private static String feature(String properties, String ring) {
        return "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s]}}"
                .formatted(properties, ring);
    }
}
