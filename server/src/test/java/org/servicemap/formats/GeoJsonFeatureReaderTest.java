package org.servicemap.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoJsonFeatureReaderTest {
    private static final String SQUARE = "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}";
    private static final String FEATURE =
            "{\"type\":\"Feature\",\"properties\":{\"code\":\"a\",\"name\":\"东城区\",\"n\":3,\"x\":1.5,\"ok\":true,\"no\":null,"
                    + "\"list\":[1,{\"a\":2}]},\"geometry\":" + SQUARE + "}";

    @TempDir
    Path folder;

    @Test
    void readsACollectionWithItsCrsAndName() throws IOException {
        Path file = Read.write(
                folder,
                "a.geojson",
                "{\"type\":\"FeatureCollection\",\"name\":\"streets\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                        + "\"urn:ogc:def:crs:EPSG::4490\"}},\"features\":[" + FEATURE + "," + FEATURE + "]}");
        try (FeatureReader reader = Formats.open(file, ReadOptions.DEFAULT)) {
            assertThat(reader.layer()).isEqualTo("streets");
            assertThat(reader.declaredCrs()).isEqualTo("urn:ogc:def:crs:EPSG::4490");
            assertThat(reader.fields()).containsExactly("code", "name", "n", "x", "ok", "no", "list");
            Feature first = reader.next();
            assertThat(first).isNotNull();
            assertThat(first.number()).isEqualTo(1);
            assertThat(first.attributes())
                    .containsEntry("name", "东城区")
                    .containsEntry("n", 3L)
                    .containsEntry("x", 1.5)
                    .containsEntry("ok", true)
                    .containsEntry("no", null)
                    .containsEntry("list", "[1,{\"a\":2}]");
            assertThat(first.geometry().toText()).isEqualTo("POLYGON ((0 0, 1 0, 1 1, 0 0))");
            assertThat(reader.next().number()).isEqualTo(2);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void readsOneFeatureALine() throws IOException {
        List<Feature> features = Read.all(Read.write(folder, "a.json", FEATURE + "\n" + FEATURE + "\n\n" + FEATURE));
        assertThat(features).extracting(Feature::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void readsTextSequencesSingleFeaturesAndBareGeometries() throws IOException {
        assertThat(Read.all(Read.write(folder, "a.json", "\u001e" + FEATURE + "\n\u001e" + FEATURE)))
                .hasSize(2);
        assertThat(Read.all(Read.write(folder, "b.json", "\ufeff" + FEATURE))).hasSize(1);
        assertThat(Read.all(Read.write(folder, "c.json", SQUARE))
                        .get(0)
                        .geometry()
                        .getArea())
                .isEqualTo(0.5);
    }

    @Test
    void membersMayComeInAnyOrder() throws IOException {
        Path file = Read.write(
                folder,
                "a.geojson",
                "{\"features\":[{\"geometry\":{\"coordinates\":[1,2,3],\"type\":\"Point\"},\"id\":7,\"type\":\"Feature\"}],"
                        + "\"type\":\"FeatureCollection\"}");
        Feature feature = Read.all(file).get(0);
        assertThat(feature.geometry().toText()).isEqualTo("POINT (1 2)");
        assertThat(feature.attributes()).containsEntry("id", 7L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"FeatureCollection\",\"features\":[]}",
                "{\"type\":\"FeatureCollection\",\"features\":[ ], \"bbox\":[1,2,3,4]}"
            })
    void anEmptyCollectionHasNoFeatures(String json) throws IOException {
        assertThat(Read.all(Read.write(folder, "a.geojson", json))).isEmpty();
    }

    @Test
    void nullAndEmptyGeometriesAreLeftForTheImportToJudge() throws IOException {
        Path file = Read.write(
                folder,
                "a.geojson",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":null,\"geometry\":null},"
                        + "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}]}");
        List<Feature> features = Read.all(file);
        assertThat(features.get(0).geometry()).isNull();
        assertThat(features.get(1).geometry().isEmpty()).isTrue();
    }

    @Test
    void anotherCharsetIsReadWhenAskedForAndElseGuessed() throws IOException {
        Path file = Read.write(folder, "a.geojson", FEATURE, Charset.forName("GBK"));
        ReadOptions gbk = ReadOptions.DEFAULT.withCharset(Charset.forName("GBK"));
        assertThat(Read.all(file, gbk).get(0).attributes()).containsEntry("name", "东城区");
        FormatException fault = Read.fault(file);
        assertThat(fault.code()).isEqualTo("bad_encoding");
        assertThat(fault)
                .hasMessageContaining("feature 1")
                .hasMessageContaining("name")
                .hasMessageContaining("GB18030");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Fea ~ truncated",
                "{\"type\":\"FeatureCollection\",\"features\":[] ~ truncated",
                "{\"type\":\"FeatureCollection\",\"features\":[{}}] ~ not_a_layer",
                "{\"type\":\"FeatureCollection\",\"features\":[3]} ~ bad_json",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Poin\",\"coordinates\":[1,2]}}]} ~ bad_geometry",
                "{\"type\":\"Point\",\"coordinates\":[1]} ~ bad_geometry",
                "{\"type\":\"Point\",\"coordinates\":[\"a\",2]} ~ bad_geometry",
                "{\"type\":\"Point\",\"coordinates\":[1e999,2]} ~ bad_geometry",
                "{\"type\":\"Point\",\"coordinates\":[NaN,2]} ~ bad_geometry",
                "{\"type\":\"Polygon\",\"coordinates\":[[0,0],[1,1],[0,0]]} ~ bad_geometry",
                "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1]]]} ~ bad_geometry",
                "{\"type\":\"LineString\",\"coordinates\":[[0,0]]} ~ bad_geometry",
                "{\"type\":\"Topology\",\"objects\":{}} ~ not_a_layer",
                "{\"a\":1} ~ not_a_layer",
            })
    void faultsHaveTheirCode(String json, String code) throws IOException {
        FormatException fault = Read.fault(Read.write(folder, "a.geojson", json));
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
    }

    @Test
    void whatIsNotFiniteIsNoValueOfAnAttribute() throws IOException {
        String json =
                "{\"type\":\"Feature\",\"id\":NaN,\"properties\":{\"a\":NaN,\"b\":-Infinity,\"c\":1e999,\"d\":1e9},"
                        + "\"geometry\":" + SQUARE + "}";
        assertThat(Read.all(Read.write(folder, "a.geojson", json)).get(0).attributes())
                .containsEntry("a", null)
                .containsEntry("b", null)
                .containsEntry("c", null)
                .containsEntry("d", 1e9)
                .doesNotContainKey("id");
    }

    @Test
    void badJsonNamesTheLine() throws IOException {
        String broken =
                "{\"type\":\"FeatureCollection\",\"features\":[\n" + FEATURE + ",\n{\"type\":\"Feature\" \"x\":1}]}";
        FormatException fault = Read.fault(Read.write(folder, "a.geojson", broken));
        assertThat(fault.code()).isEqualTo("bad_json");
        assertThat(fault.feature()).isEqualTo(2);
        assertThat(fault).hasMessageContaining("line 3");
    }

    @Test
    void readingGoesOnBehindABadGeometry() throws IOException {
        String bad =
                "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]}}";
        Path file = Read.write(
                folder,
                "a.geojson",
                "{\"type\":\"FeatureCollection\",\"features\":[" + FEATURE + "," + bad + "," + FEATURE + "]}");
        try (FeatureReader reader = Formats.open(file, ReadOptions.DEFAULT)) {
            assertThat(reader.next().number()).isEqualTo(1);
            assertThatThrownBy(reader::next).hasMessageContaining("feature 2");
            assertThat(reader.next().number()).isEqualTo(3);
            assertThat(reader.next()).isNull();
        }
    }
}
