package org.servicemap.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTReader;

/**
 * The expected figures are PROJ 9.1's (cs2cs). Those of EPSG:2263 (US survey feet) are also what Snyder's formulas give
 * (Map Projections: A Working Manual, 1987, p. 108); -74.27 has them as the registry's published bounds, and the last is the
 * system's own origin: 300,000 m, which are 984,250 feet exactly. A tolerance of 0.02 feet: the way through earth-centred
 * coordinates costs latitudes up to 5 mm.
 */
class CrsTest {
    private static final String KRASSOVSKY =
            "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=krass +units=m";
    private static final String BOSTON =
            "+proj=lcc +lat_1=42.68333333333333 +lat_2=41.71666666666667 +lat_0=41 +lon_0=-71.5 +x_0=200000 +y_0=750000"
                    + " +datum=NAD83 +units=us-ft +no_defs";

    @ParameterizedTest
    @CsvSource({
        "EPSG:4490, 116.4, 39.9, 116.4, 39.9, 1e-8",
        "EPSG:4549, 116.4, 39.9, 192097.8993, 4424634.9054, 0.01",
        "EPSG:2436;shift=none, 116.4, 39.9, 448687.9970, 4418676.1496, 0.01",
        "'EPSG:2436;towgs84=15.8,-154.4,-82.3', 116.4, 39.9, 448633.2776, 4418643.7758, 0.01",
        "EPSG:2436, 116.4, 39.9, 448633.2776, 4418643.7758, 0.01",
        "EPSG:2249, -71.06, 42.36, 775086.4913, 2956519.8880, 0.03",
        "EPSG:2263, -73.97, 40.78, 992558.4427, 223453.2998, 0.02",
        "EPSG:2263, -74.27, 40.47, 909126.0155, 110626.2880, 0.02",
        "EPSG:2263, -74, 40.166666666666667, 984250, 0, 0.02",
        KRASSOVSKY + ", 116.4, 39.9, 448687.9970, 4418676.1496, 0.01",
        "'" + KRASSOVSKY + " +towgs84=15.8,-154.4,-82.3', 116.4, 39.9, 448633.2776, 4418643.7758, 0.01",
        BOSTON + ", -71.06, 42.36, 775086.4913, 2956519.8880, 0.01",
    })
    void agreesWithProjAndComesBack(String definition, double lon, double lat, double x, double y, double tolerance) {
        Crs crs = Crs.parse(definition);
        double[] xy = crs.fromWgs84(new LonLat(lon, lat));
        assertThat(xy[0]).isCloseTo(x, within(tolerance));
        assertThat(xy[1]).isCloseTo(y, within(tolerance));
        LonLat back = crs.toWgs84(xy[0], xy[1]);
        assertThat(Geodesy.distanceMetres(back, new LonLat(lon, lat))).isLessThan(0.01);
    }

    @Test
    void whatIsUnknownIsRefusedAtOnceTheSecondTime() {
        Crs.prepare();
        for (String wrong : List.of("EPSG:999999", "EPSG:5773", "GEOGCS[oops", "+proj=foo")) {
            assertThatThrownBy(() -> Crs.parse(wrong)).isInstanceOf(GeoException.class);
        }
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            int code = 900_000 + i % 500;
            assertThatThrownBy(() -> Crs.parse("EPSG:" + code))
                    .isInstanceOf(GeoException.class)
                    .hasMessageContaining("\"EPSG:" + code + "\" is no known coordinate reference system");
        }
        assertThat((System.nanoTime() - start) / 1e6 / 10_000)
                .as("milliseconds for one")
                .isLessThan(20);
    }

    @Test
    void oldDatumIsShiftedBySixtyFiveMetres() {
        LonLat shifted = Crs.parse("EPSG:4214").toWgs84(116.4, 39.9);
        LonLat plain = Crs.parse("EPSG:4214;shift=none").toWgs84(116.4, 39.9);
        assertThat(plain).isEqualTo(new LonLat(116.4, 39.9));
        assertThat(Geodesy.distanceMetres(shifted, plain)).isCloseTo(64, within(3.0));
    }

    @Test
    void readsWktOfEsri() {
        Crs crs = Crs.parse("""
                PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",
                DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],
                UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],
                PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],
                PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""");
        LonLat expected = Crs.parse("EPSG:4548").toWgs84(448_700, 4_418_000);
        assertThat(Geodesy.distanceMetres(crs.toWgs84(448_700, 4_418_000), expected))
                .isLessThan(0.001);
        assertThat(crs.geographic()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WGS84",
                "epsg:4326",
                "urn:ogc:def:crs:OGC:1.3:CRS84",
                "OGC:CRS84",
                "urn:ogc:def:crs:EPSG::4326",
                "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                "http://www.opengis.net/def/crs/EPSG/0/4326"
            })
    void knowsTheNamesOfWgs84(String name) {
        assertThat(Crs.parse(name)).isSameAs(PlainDegrees.WGS84);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "beijing",
                "EPSG:999999",
                "EPSG:5703",
                "+proj=bogus",
                "+proj=tmerc +ellps=nix",
                "+proj=tmerc +lat_0=x",
                "+proj=longlat +foo=1",
                "+",
                "GEOGCS[\"broken\"",
                "EPSG:2436;towgs84=abc",
                "EPSG:2436;up",
                "gcj02;shift=none"
            })
    void unknownSystemsAreSaidToBeUnknown(String definition) {
        assertThatThrownBy(() -> Crs.parse(definition)).isInstanceOfSatisfying(GeoException.class, e -> {
            assertThat(e.code()).isEqualTo("unknown_crs");
            assertThat(e.field()).isEqualTo("crs");
            assertThat(e.getMessage()).hasSizeGreaterThan(30);
        });
    }

    /** proj4j opens what +nadgrids names: what is there and what is not must be refused alike, without a look. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nadgrids",
                "geoidgrids",
                "grids",
                "init",
                "catalog",
                "file",
                "NADGRIDS",
                "xyz_grids",
                "nadgrids@"
            })
    void noDefinitionNamesAFile(String parameter, @TempDir Path folder) throws IOException {
        Path there = Files.write(folder.resolve("there.gsb"), new byte[20_000]);
        for (Path file : List.of(there, folder.resolve("nowhere.gsb"))) {
            for (String written :
                    List.of(" +" + parameter + "=" + file, "\t" + parameter + "=@" + file, " +" + parameter)) {
                assertThatThrownBy(() -> Crs.parse("+proj=longlat +ellps=krass" + written))
                        .isInstanceOf(GeoException.class)
                        .hasMessageEndingWith("the parameter +" + parameter + " is not taken");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PROJCRS[\"x\",BASEGEOGCRS[\"y\"]]", " geogcrs [\"WGS 84\",ENSEMBLE[\"e\"]]", "BOUNDCRS(x)"})
    void theNewerWktIsCalledByItsName(String definition) {
        assertThatThrownBy(() -> Crs.parse(definition)).hasMessageContaining("this is WKT 2");
    }

    @Test
    void webMercatorMaySayThatItHasNoGrid() {
        Crs crs = Crs.parse("+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m"
                + " +nadgrids=@null +wktext +no_defs");
        LonLat expected = Crs.parse("EPSG:3857").toWgs84(12_957_588.7, 4_852_834.1);
        assertThat(Geodesy.distanceMetres(crs.toWgs84(12_957_588.7, 4_852_834.1), expected))
                .isLessThan(0.01);
    }

    @Test
    void transformsGeometriesThereAndBack() throws Exception {
        Geometry polygon =
                new WKTReader().read("POLYGON ((448000 4418000, 449000 4418000, 449000 4419000, 448000 4418000))");
        Crs crs = Crs.parse("EPSG:4548");
        Geometry degrees = crs.toWgs84(polygon);
        assertThat(degrees.getEnvelopeInternal().getMinX()).isBetween(116.0, 117.0);
        assertThat(crs.fromWgs84(degrees).equalsExact(polygon, 0.01)).isTrue();
        assertThat(Geodesy.areaM2(degrees)).isCloseTo(500_000, within(200.0));
    }
}
