package org.servicemap.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTReader;
import org.wololo.flatgeobuf.ColumnMeta;
import org.wololo.flatgeobuf.GeometryConversions;
import org.wololo.flatgeobuf.HeaderMeta;
import org.wololo.flatgeobuf.generated.ColumnType;
import org.wololo.flatgeobuf.generated.GeometryType;

class FormatsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"GEOJSON", "CSV", "GEOPACKAGE"})
    void whatIsWrittenReadsBack(Format format) throws Exception {
        Path file = folder.resolve("out");
        Geometry shape =
                new WKTReader().read("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((10 10, 11 10, 11 11.1234567, 10 10)))");
        try (FeatureWriter writer = Formats.create(file, format, "层", List.of("代码", "n"))) {
            writer.write(new Feature(1, attributes("110101", 5L), shape));
            writer.write(new Feature(2, attributes(null, null), null));
        }
        ReadOptions options = ReadOptions.DEFAULT.withFormat(format);
        List<Feature> back = Read.all(file, options);
        assertThat(back).hasSize(2);
        assertThat(back.get(0).geometry().equalsTopo(shape)).isTrue();
        assertThat(back.get(0).attributes()).containsEntry("代码", "110101");
        assertThat(back.get(0).attributes().get("n")).hasToString("5");
        assertThat(back.get(1).geometry()).isNull();
        assertThat(back.get(1).attributes()).containsEntry("代码", null);
    }

    @ParameterizedTest
    @CsvSource({"936, GB18030", "65001, UTF-8", "LDID/77, GB18030", "utf8, UTF-8", "GBK, GBK", "cp1252, windows-1252"})
    void encodingsHaveManyNames(String name, String charset) {
        assertThat(Formats.charset(name).map(Charset::name)).contains(charset);
        assertThat(Formats.charset("Klingon")).isEmpty();
    }

    /** Which the import lists, with their codes, one and all. */
    @Test
    void behindABadGeometryTheRestIsKnownAndReadingGoesOn() throws Exception {
        Path file = folder.resolve("a.gpkg");
        try (FeatureWriter writer = Formats.create(file, Format.GEOPACKAGE, "areas", List.of("code"))) {
            for (String code : List.of("a", "b", "c")) {
                writer.write(new Feature(1, Map.of("code", code), new WKTReader().read("POINT (1 2)")));
            }
        }
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = database.createStatement()) {
            statement.execute("UPDATE areas SET geom = substr(geom, 1, length(geom) - 4) WHERE code = 'b'");
        }
        try (FeatureReader reader = Formats.open(file, ReadOptions.DEFAULT)) {
            assertThat(reader.next()).isNotNull();
            assertThatThrownBy(reader::next).isInstanceOfSatisfying(FormatException.class, fault -> {
                assertThat(fault.code()).isEqualTo(FormatException.BAD_GEOMETRY);
                assertThat(fault.rest().orElseThrow().attributes()).containsEntry("code", "b");
                assertThat(fault.feature()).isEqualTo(2);
            });
            assertThat(reader.next().attributes()).containsEntry("code", "c");
        }
    }

    @Test
    void geoPackageTellsItsCrsAndLayers() throws Exception {
        Path file = folder.resolve("a.gpkg");
        try (FeatureWriter writer = Formats.create(file, Format.GEOPACKAGE, "areas", List.of())) {
            writer.write(new Feature(1, Map.of(), new WKTReader().read("POINT (1 2)")));
        }
        try (FeatureReader reader = Formats.open(file, ReadOptions.DEFAULT.withLayer("areas"))) {
            assertThat(reader.declaredCrs()).isEqualTo("EPSG:4326");
            assertThat(reader.layer()).isEqualTo("areas");
        }
        FormatException fault = Read.fault(file, ReadOptions.DEFAULT.withLayer("roads"));
        assertThat(fault.code()).isEqualTo("unknown_layer");
        assertThat(fault).hasMessageContaining("areas");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(Read.fault(file)).isNotNull();
    }

    @Test
    void readsFlatGeobuf() throws Exception {
        Path file = flatGeobuf("a.fgb");
        try (FeatureReader reader = Formats.open(file, ReadOptions.DEFAULT)) {
            assertThat(reader.layer()).isEqualTo("a");
            assertThat(reader.declaredCrs()).isEqualTo("EPSG:4490");
            assertThat(reader.fields()).containsExactly("name", "n");
            Feature feature = reader.next();
            assertThat(feature.geometry().toText()).isEqualTo("POLYGON ((0 0, 1 0, 1 1, 0 0))");
            assertThat(feature.attributes()).containsEntry("name", "供热区").containsEntry("n", 7L);
            assertThat(reader.next()).isNull();
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {bytes.length - 1, bytes.length - 60, 20, 9}) {
            FormatException fault = Read.fault(Files.write(folder.resolve("b.fgb"), Arrays.copyOf(bytes, length)));
            assertThat(fault).as("cut to " + length).isNotNull();
            assertThat(fault.code()).isEqualTo("truncated");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "%PDF-1.4 x, a.pdf, PDF",
        "<html><body>, a.geojson, web page",
        "<?xml version='1.0'?><kml>, a.kml, XML",
        "Rar!abc, a.zip, RAR",
        "nothing at all, a.shp, no layer",
    })
    void filesThatAreNoLayersAreSaidToBeWhatTheyAre(String content, String name, String words) throws IOException {
        FormatException fault = Read.fault(Read.write(folder, name, content));
        assertThat(fault.code()).isEqualTo("not_a_layer");
        assertThat(fault).hasMessageContaining(words);
    }

    @Test
    void missingEmptyAndMislabelledFilesAreFaults() throws IOException {
        assertThat(Read.fault(folder.resolve("none.shp")).code()).isEqualTo("missing_file");
        assertThat(Read.fault(Read.write(folder, "a.shp", "")).code()).isEqualTo("empty_file");
        assertThat(Read.fault(Read.write(folder, "a.csv", "\n")).code()).isEqualTo("empty_file");
        assertThat(Read.fault(Read.write(folder, "a.geojson", " ")).code()).isIn("empty_file", "not_a_layer");
        assertThat(Read.fault(folder).code()).isEqualTo("not_a_layer");
        Path json = Read.write(folder, "b.shp", "{\"type\":\"Point\",\"coordinates\":[1,2]}");
        assertThat(Read.all(json)).hasSize(1);
        assertThat(Read.fault(json, ReadOptions.DEFAULT.withFormat(Format.SHAPEFILE)))
                .hasMessageContaining("looks like geojson");
        Path brokenZip = Read.write(folder, "c.zip", "PK\u0003\u0004 and nothing else");
        assertThat(Read.fault(brokenZip).code()).isEqualTo("truncated");
    }

    private static Map<String, @Nullable Object> attributes(@Nullable String code, @Nullable Long n) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        attributes.put("代码", code);
        attributes.put("n", n);
        return attributes;
    }

    private Path flatGeobuf(String name) throws Exception {
        HeaderMeta header = new HeaderMeta();
        header.srid = 4490;
        header.geometryType = GeometryType.Polygon;
        header.featuresCount = 1;
        header.columns = List.of(column("name", ColumnType.String), column("n", ColumnType.Int));
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[] {0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00});
            HeaderMeta.write(header, out, new FlatBufferBuilder());
            out.write(feature());
        }
        return file;
    }

    private static ColumnMeta column(String name, int type) {
        ColumnMeta column = new ColumnMeta();
        column.name = name;
        column.type = (byte) type;
        return column;
    }

    private static byte[] feature() throws Exception {
        byte[] text = "供热区".getBytes(StandardCharsets.UTF_8);
        ByteBuffer properties = ByteBuffer.allocate(2 + 4 + text.length + 2 + 4).order(ByteOrder.LITTLE_ENDIAN);
        properties
                .putShort((short) 0)
                .putInt(text.length)
                .put(text)
                .putShort((short) 1)
                .putInt(7);
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int bytes = org.wololo.flatgeobuf.generated.Feature.createPropertiesVector(builder, properties.array());
        Geometry square = new WKTReader().read("POLYGON ((0 0, 1 0, 1 1, 0 0))");
        int geometry = GeometryConversions.serialize(builder, square, (byte) GeometryType.Polygon);
        int feature = org.wololo.flatgeobuf.generated.Feature.createFeature(builder, geometry, bytes, 0);
        org.wololo.flatgeobuf.generated.Feature.finishSizePrefixedFeatureBuffer(builder, feature);
        return builder.sizedByteArray();
    }
}
