package org.servicemap.citypack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.CoverageResult;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;
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
        PackReading without = reading();
        assertThatThrownBy(() -> without.areas(false))
                .hasMessage("wards: there is no field «NAME»; the layer has [WARD]")
                .isInstanceOfSatisfying(
                        PackException.class, fault -> assertThat(fault.code()).isEqualTo("unknown_field"));
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

        assertThatThrownBy(() -> reading(joined.replace("PRECINCT", "BLOCK")).areas(false))
                .hasMessageContaining("there is no field «BLOCK»");
        for (String wrong : List.of("[WARD, '#']", "[]", "{a: WARD}", "[WARD, WARD]")) {
            assertThatThrownBy(() ->
                            reading(joined.replace("[WARD, PRECINCT]", wrong)).areas(false))
                    .as(wrong)
                    .isInstanceOf(PackException.class)
                    .hasMessageContaining("fields.code");
        }
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
        assertThatThrownBy(() -> layers.areas(false))
                .hasMessageContaining("(expected near map.center [42.35, -71.05]: is that longitude, latitude?)");
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
