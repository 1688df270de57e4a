package org.servicemap.citypack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.union.CascadedPolygonUnion;
import org.servicemap.SharedData;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.CoverageResult;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.GridGeometry;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureReader;
import org.servicemap.formats.Formats;
import org.servicemap.formats.ReadOptions;
import org.servicemap.geo.Crs;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;

/** Layers that nobody here drew, through the same reading as any city: a pack of one level is all that they get. */
class RealCitiesTest {
    private static final String DISTRICTS = "beijing/districts/BeijingDistricts.shp";
    private static final String STREETS = "beijing/dongcheng/streets_gcj02.geojson";
    private static final String FACILITIES = "beijing/dongcheng/facilities_gcj02.geojson";
    private static final String SUBDISTRICTS =
            "beijing/central-subdistricts/beijing_111_subdistricts_bj54gk117.geojson";
    private static final String COUNTIES = "nasty/chinese_encoding.shp";
    private static final String GAUSS_KRUEGER =
            "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=krass +units=m";

    @TempDir
    private Path folder;

    @Test
    void streetsInGcj02LandOnTheirDistrict() throws IOException {
        Geometry district = Outline.area(districts(), "东城区");
        Geometry streets = Outline.all(streets());
        double overlap = Geodesy.areaM2(streets.intersection(district)) / Geodesy.areaM2(streets.union(district));
        assertThat(overlap).isGreaterThanOrEqualTo(0.994);
    }

    @Test
    void labelledFacilitiesResolveToTheirStreet() throws IOException {
        PackReading reading = pack(STREETS, "code: name, name: name", "gcj02", "");
        AreaResolver resolver = reading.content(imported(reading.areas(false)), List.of(), ImportListener.SILENT)
                .resolver();
        AreaDirectory directory = resolver.snapshot().directory();
        int labelled = 0;
        int right = 0;
        for (Feature facility : features(FACILITIES)) {
            String street = String.valueOf(facility.attributes().get("street_name"));
            if (directory.findByCode(1, street).isPresent()) {
                labelled++;
                right += street.equals(streetOf(facility, resolver, directory)) ? 1 : 0;
            }
        }
        assertThat(labelled).isEqualTo(608);
        assertThat(right).isGreaterThanOrEqualTo((int) Math.ceil(0.97 * labelled));
    }

    @Test
    void sixteenDistrictsWithoutCodesImportByName() throws IOException {
        Coverage coverage = districts();
        assertThat(coverage.areas()).hasSize(16).extracting(CoverageArea::code).contains("东城区", "延庆区");
        assertThat(Geodesy.areaM2(Outline.all(coverage)) / 1e6).isBetween(16_300.0, 16_500.0);
    }

    @Test
    void brokenSubdistrictsAreRefusedWithPlacesAndImportWithRepair() throws IOException {
        PackReading reading = pack(SUBDISTRICTS, "code: \"#\"", "\"" + GAUSS_KRUEGER + "\"", "");
        CoverageResult refused = reading.areas(false);
        assertThat(refused.coverage()).as("nothing half").isNull();
        assertThat(errors(refused.report())).isNotEmpty().allSatisfy(RealCitiesTest::isWhole);

        CoverageResult mended = reading.areas(true);
        assertThat(imported(mended).areas()).hasSize(111);
        ImportReport report = mended.report();
        assertThat(report.hasErrors()).isFalse();
        assertThat(report.counts()).containsKeys("self_intersection", "overlap", "gap");
        assertThat(report.m2().get("overlap")).isPositive();
        assertThat(report.findings())
                .filteredOn(f -> f.code().equals("overlap"))
                .allSatisfy(overlap -> {
                    isWhole(overlap);
                    assertThat(overlap.lon()).isBetween(115.9, 116.8);
                    assertThat(overlap.lat()).isBetween(39.6, 40.3);
                    assertThat(overlap.m2()).isPositive();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", encoding: GBK", ", encoding: GB18030"})
    void countiesInGbkImportWithReadableNames(String encoding) throws IOException {
        PackReading reading =
                pack(COUNTIES, "code: \"#\", name: {zh: NAME99}, attributes: [PRO_NAME]", "wgs84", encoding);
        Coverage coverage = imported(reading.areas(true));
        assertThat(coverage.areas()).hasSize(78).allSatisfy(county -> {
            assertThat(county.name().in("zh", "zh")).matches("[\\p{IsHan}]+");
            assertThat(county.attributes().get("PRO_NAME")).isIn("安徽", "江苏");
        });
    }

    @Test
    void aWrongEncodingIsRefusedOrSeen() throws IOException {
        PackReading reading = pack(COUNTIES, "code: \"#\", name: {zh: NAME99}", "wgs84", ", encoding: UTF-8");
        CoverageResult refused = reading.areas(true);
        assertThat(refused.coverage()).isNull();
        assertThat(refused.report().findings()).extracting(Finding::code).containsExactly("bad_encoding");
    }

    @ParameterizedTest
    @CsvSource({
        "EPSG:2249, " + STREETS + ", is it wgs84",
        "EPSG:4549, " + STREETS + ", is it wgs84",
        "EPSG:4326, " + SUBDISTRICTS + ", is it EPSG:4548",
        "EPSG:2249, " + SUBDISTRICTS + ", is it EPSG:4548",
    })
    void numbersThatCannotBeInTheirCrsAreRefusedWithAGuess(String crs, String layer, String guess) throws IOException {
        PackReading reading = pack(layer, "code: \"#\"", crs, "");
        CoverageResult refused = reading.areas(true);
        assertThat(refused.coverage()).isNull();
        assertThat(refused.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("implausible_coordinates");
            assertThat(finding.layer()).endsWith(layer);
            assertThat(finding.feature()).isEqualTo(1);
            assertThat(finding.message().in("en", "en")).contains("is declared, which expects", guess);
        });
    }

    private Coverage districts() throws IOException {
        return imported(
                pack(DISTRICTS, "code: name, name: {zh: name}", null, "").areas(false));
    }

    private Coverage streets() throws IOException {
        return imported(
                pack(STREETS, "code: name, name: {zh: name}", "gcj02", "").areas(false));
    }

    private PackReading pack(String layer, String fields, @Nullable String crs, String more) throws IOException {
        String keys = "fields: {%s}%s%s".formatted(fields, crs == null ? "" : ", crs: " + crs, more);
        SharedData.writePack(folder, SharedData.require(layer), keys);
        return new PackReading(CityPack.read(folder));
    }

    private static Coverage imported(CoverageResult result) {
        assertThat(errors(result.report())).isEmpty();
        Coverage coverage = result.coverage();
        assertThat(coverage).isNotNull();
        return Objects.requireNonNull(coverage);
    }

    private static List<Finding> errors(ImportReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    private static void isWhole(Finding finding) {
        assertThat(finding.layer()).contains("111_subdistricts");
        assertThat(finding.area()).isNotBlank();
        assertThat(finding.lon()).isNotNull();
        assertThat(finding.lat()).isNotNull();
        assertThat(finding.message().in("zh", "zh")).isNotBlank();
        assertThat(finding.message().in("en", "en")).isNotBlank();
    }

    private static String streetOf(Feature facility, AreaResolver resolver, AreaDirectory directory) {
        Geometry point = Crs.parse("gcj02").toWgs84(Objects.requireNonNull(facility.geometry()));
        Resolution resolution = resolver.resolve(new Query(
                new LonLat(point.getCoordinate().getX(), point.getCoordinate().getY()), null, Set.of()));
        return resolution.areas().isEmpty()
                ? ""
                : directory.code(resolution.areas().get(0).ordinal());
    }

    private static List<Feature> features(String layer) throws IOException {
        List<Feature> all = new ArrayList<>();
        try (FeatureReader reader = Formats.open(SharedData.require(layer), ReadOptions.DEFAULT)) {
            for (Feature feature = reader.next(); feature != null; feature = reader.next()) {
                all.add(feature);
            }
        }
        return all;
    }

    /** What of a coverage is one polygon again. */
    private static final class Outline {
        private Outline() {}

        static Geometry area(Coverage coverage, String code) {
            return all(coverage, Set.of(code));
        }

        static Geometry all(Coverage coverage) {
            Set<String> codes = new HashSet<>();
            coverage.areas().forEach(area -> codes.add(area.code()));
            return all(coverage, codes);
        }

        private static Geometry all(Coverage coverage, Set<String> codes) {
            return CascadedPolygonUnion.union(coverage.areas().stream()
                    .filter(area -> codes.contains(area.code()))
                    .map(area -> GridGeometry.toGeometry(coverage.grid(), area.shape()))
                    .toList());
        }
    }
}
