package org.servicemap.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.PolygonArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.WKTReader;

class GeodesyTest {
    @ParameterizedTest
    @ValueSource(doubles = {-85, -33.9, 0, 0.5, 39.9, 60, 89})
    void smallAreaAgreesWithGeodesicPolygons(double lat) {
        PolygonArea oracle = new PolygonArea(Geodesic.WGS84, false);
        double[] ring = {116.4, lat, 116.41, lat + 0.001, 116.412, lat + 0.008, 116.401, lat + 0.006};
        for (int i = 0; i < ring.length; i += 2) {
            oracle.AddPoint(ring[i + 1], ring[i]);
        }
        double expected = oracle.Compute(false, true).area;
        assertThat(Geodesy.ringAreaM2(ring, 4)).isCloseTo(expected, within(Math.abs(expected) * 2e-4));
    }

    @Test
    void wholeEarthHasItsSurface() {
        Geometry earth = new GeometryFactory().toGeometry(new Envelope(-180, 180, -90, 90));
        assertThat(Geodesy.areaM2(earth)).isCloseTo(5.10065621724e14, within(1e8));
    }

    @Test
    void holesAreSubtractedAndDirectionsDoNotMatter() throws Exception {
        Geometry square = read("POLYGON ((116 40, 116.1 40, 116.1 40.1, 116 40.1, 116 40))");
        Geometry hole = read("POLYGON ((116.02 40.02, 116.05 40.02, 116.05 40.05, 116.02 40.05, 116.02 40.02))");
        Geometry both = square.difference(hole);
        assertThat(Geodesy.areaM2(both)).isCloseTo(Geodesy.areaM2(square) - Geodesy.areaM2(hole), within(0.01));
        assertThat(Geodesy.areaM2(both.reverse())).isCloseTo(Geodesy.areaM2(both), within(0.01));
        assertThat(Geodesy.areaM2(read("MULTIPOLYGON EMPTY"))).isZero();
        assertThat(Geodesy.areaM2(read("LINESTRING (0 0, 1 1)"))).isZero();
    }

    @Test
    void distanceIsKarneysGeodesic() {
        // Between the two airports of GeographicLib's own example, JFK and LHR.
        assertThat(Geodesy.distanceMetres(-73.8, 40.6, -0.5, 51.6)).isCloseTo(5551759.4, within(1.0));
        assertThat(Geodesy.distanceMetres(116.4, 39.9, 116.4, 39.9)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-60, 0, 39.9, 80})
    void metresPerDegreeAgreeWithDistances(double lat) {
        assertThat(Geodesy.metresPerDegreeLon(lat))
                .isCloseTo(Geodesy.distanceMetres(10, lat, 10.001, lat) * 1000, within(0.05));
        assertThat(Geodesy.metresPerDegreeLat(lat))
                .isCloseTo(Geodesy.distanceMetres(10, lat - 0.0005, 10, lat + 0.0005) * 1000, within(0.05));
    }

    private static Geometry read(String wkt) throws Exception {
        return new WKTReader().read(wkt);
    }
}
