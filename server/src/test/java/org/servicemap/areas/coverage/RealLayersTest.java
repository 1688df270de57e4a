package org.servicemap.areas.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.servicemap.geo.Crs;

/** Layers that nobody here drew; see the folder's own README for their faults. */
class RealLayersTest {
    private static CoverageResult build(String name, List<SourceFeature> features, boolean repair) {
        long begin = System.nanoTime();
        CoverageResult result =
                CoverageBuilder.build(Layers.levels(1), 1, features, CoverageOptions.DEFAULT.withRepair(repair));
        System.out.printf(
                "coverage: %s, %d features in %d ms%s: %s %s%n",
                name,
                features.size(),
                (System.nanoTime() - begin) / 1_000_000,
                repair ? " with repair" : "",
                result.report().counts(),
                result.report().m2());
        return result;
    }

    private static Coverage verified(CoverageResult result) {
        Coverage coverage = result.coverage();
        assertThat(coverage).as(result.report().toString()).isNotNull();
        assertThat(CoverageVerifier.verify(coverage)).isEmpty();
        return coverage;
    }

    private static double km2(Coverage coverage) {
        return coverage.areas().stream()
                .mapToDouble(area -> GridMeasure.areaM2(coverage.grid(), area.shape()) / 1e6)
                .sum();
    }

    @Test
    void districtsArePerfect() throws Exception {
        CoverageResult result =
                build("districts", SharedData.shapefile("beijing/districts/BeijingDistricts.shp"), false);
        Coverage coverage = verified(result);
        assertThat(coverage.areas()).hasSize(16);
        // The city's official area is 16,410 km².
        assertThat(km2(coverage)).isCloseTo(16_410, within(40.0));
    }

    @Test
    void streetsOfOneDistrict() throws Exception {
        Coverage coverage = verified(build(
                "streets",
                SharedData.geoJson("beijing/dongcheng/streets_wgs84.geojson", UnaryOperator.identity()),
                true));
        assertThat(coverage.areas()).hasSize(17);
        assertThat(km2(coverage)).isCloseTo(41.9, within(0.5));
    }

    @Test
    void subDistrictsInGaussKrueger() throws Exception {
        Crs crs = Crs.parse("+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=krass +units=m +no_defs");
        List<SourceFeature> features = SharedData.geoJson(
                "beijing/central-subdistricts/beijing_111_subdistricts_bj54gk117.geojson", crs::toWgs84);
        CoverageResult strict = build("sub-districts", features, false);
        assertThat(strict.coverage()).isNull();
        assertThat(strict.report().counts()).containsEntry("self_intersection", 6L);
        Coverage coverage = verified(build("sub-districts", features, true));
        assertThat(coverage.areas()).hasSize(111);
    }

    @Test
    void countiesWithThousandsOfMicroGaps() throws Exception {
        List<SourceFeature> features = SharedData.shapefile("nasty/chinese_encoding.shp");
        build("counties", features, false);
        Coverage coverage = verified(build("counties", features, true));
        assertThat(coverage.areas()).hasSize(78);
    }
}
