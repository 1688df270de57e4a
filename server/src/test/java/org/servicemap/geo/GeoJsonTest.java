package org.servicemap.geo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.io.geojson.GeoJsonReader;

class GeoJsonTest {
    @ParameterizedTest
    @CsvSource({
        "116.4, 116.4",
        "-0.00000004, 0",
        "0.00000005, 0.0000001",
        "-71.1234567891, -71.1234568",
        "180, 180",
        "1e-3, 0.001",
        "39.99999999, 40"
    })
    void degreesHaveSevenDecimals(double degrees, String text) {
        assertThat(GeoJson.number(degrees)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POINT (1 2)",
                "LINESTRING (1 2, 3 4)",
                "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))",
                "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
                "MULTIPOINT ((1 2), (3 4))",
                "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))",
                "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))",
                "POLYGON EMPTY"
            })
    void readsBackAsItWas(String wkt) throws Exception {
        var geometry = new WKTReader().read(wkt);
        assertThat(new GeoJsonReader().read(GeoJson.toString(geometry)).toText())
                .isEqualTo(geometry.toText());
    }

    @Test
    void shellsAreWrittenCounterClockwise() throws Exception {
        var clockwise = new WKTReader().read("POLYGON ((0 0, 0 1, 1 1, 0 0))");
        assertThat(GeoJson.toString(clockwise))
                .isEqualTo("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,1],[0,0]]]}");
    }
}
