package org.servicemap.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.union.CascadedPolygonUnion;
import org.servicemap.SharedData;
import org.servicemap.geo.Crs;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.RawBox;

/** Layers of the real world, where they are at hand. */
class RealLayersTest {
    private static final String GAUSS_KRUEGER =
            "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=krass +units=m";

    @Test
    void dongchengInGcj02LandsOnTheRealDistrict() throws IOException {
        Geometry district = dongcheng();
        Geometry streets = union(SharedData.require("beijing/dongcheng/streets_gcj02.geojson"), "gcj02");
        assertThat(overlap(streets, district)).isGreaterThanOrEqualTo(0.994);
        Geometry unconverted = union(SharedData.require("beijing/dongcheng/streets_gcj02.geojson"), "wgs84");
        assertThat(overlap(unconverted, district)).isLessThan(0.75);
    }

    @Test
    void countiesInGbkAreReadable() throws IOException {
        List<Feature> counties = Read.all(SharedData.require("nasty/chinese_encoding.shp"));
        assertThat(counties).hasSize(78);
        assertThat(counties.get(0).attributes()).containsEntry("PRO_NAME", "安徽").containsEntry("NAME99", "天长市");
        assertThat(counties)
                .allSatisfy(county ->
                        assertThat(county.attributes().get("NAME99").toString()).matches("[\\p{IsHan}]+"));
    }

    @Test
    void gaussKruegerSubDistrictsLieInCentralBeijing() throws IOException {
        Path file = SharedData.require("beijing/central-subdistricts/beijing_111_subdistricts_bj54gk117.geojson");
        List<Feature> features = Read.all(file);
        assertThat(features).hasSize(111);
        Crs crs = Crs.parse(GAUSS_KRUEGER);
        features.forEach(f -> crs.requirePlausible(RawBox.of(f.geometry().getEnvelopeInternal()), null));
        // Without a datum shift: the one of EPSG:2436 (+towgs84=15.8,-154.4,-82.3) fits the districts' outlines worse.
        Geometry all = union(file, GAUSS_KRUEGER);
        assertThat(all.getCentroid().getX()).isBetween(116.2, 116.5);
        assertThat(all.getCentroid().getY()).isBetween(39.8, 40.0);
    }

    private static Geometry dongcheng() throws IOException {
        Path file = SharedData.require("beijing/districts/BeijingDistricts.shp");
        try (FeatureReader reader = Formats.open(file, ReadOptions.DEFAULT)) {
            Crs crs = Crs.parse(String.valueOf(reader.declaredCrs()));
            for (Feature feature = reader.next(); feature != null; feature = reader.next()) {
                if (feature.attributes().containsValue("东城区")) {
                    return crs.toWgs84(feature.geometry());
                }
            }
        }
        throw new AssertionError("no 东城区 among the districts");
    }

    private static Geometry union(Path file, String definition) throws IOException {
        Crs crs = Crs.parse(definition);
        List<Geometry> parts = new ArrayList<>();
        for (Feature feature : Read.all(file)) {
            parts.add(GeometryFixer.fix(crs.toWgs84(feature.geometry())));
        }
        return CascadedPolygonUnion.union(parts);
    }

    private static double overlap(Geometry a, Geometry b) {
        return Geodesy.areaM2(a.intersection(b)) / Geodesy.areaM2(a.union(b));
    }
}
