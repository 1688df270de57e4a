package org.servicemap.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2gis.functions.io.dbf.internal.DbaseFileHeader;
import org.h2gis.functions.io.shp.internal.SHPDriver;
import org.h2gis.functions.io.shp.internal.ShapeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.wololo.flatgeobuf.GeometryConversions;
import org.wololo.flatgeobuf.HeaderMeta;
import org.wololo.flatgeobuf.generated.GeometryType;

/** A ring whose last position is not its first is said, with its place, and offered closed; whatever the format. */
class UnclosedRingsTest {
    private static final String CLOSED = "((0 0, 0 20, 20 20, 20 0, 0 0), (5 5, 8 5, 7 7, 5 6, 5 5))";
    /** The hole ends on its own last side, so that it is the same when it is closed. */
    private static final String OPEN = "((0 0, 0 20, 20 20, 20 0, 0 0), (5 5, 8 5, 7 7, 5 6, 5 5.5))";

    @TempDir
    private Path folder;

    private static Geometry closed() throws ParseException {
        return new WKTReader().read("POLYGON " + CLOSED);
    }

    private static void assertSaid(Path file, Coordinate end) throws Exception {
        FormatException fault = Read.fault(file);
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(FormatException.BAD_GEOMETRY);
        assertThat(fault).hasMessageContaining("a ring is not closed");
        assertThat(fault.unclosedAt()).contains(end);
        Geometry offered = fault.rest().orElseThrow().geometry();
        assertThat(offered.isValid()).isTrue();
        assertThat(offered.equalsTopo(closed())).isTrue();
    }

    @Test
    void inGeoJson() throws Exception {
        String rings = OPEN.replaceAll("([0-9.]+) ([0-9.]+)", "[$1,$2]")
                .replace('(', '[')
                .replace(')', ']');
        String shape = "{\"type\":\"MultiPolygon\",\"coordinates\":[" + rings + "]}";
        Coordinate end = new Coordinate(5, 5.5);
        assertSaid(Read.write(folder, "a.geojson", shape), end);
        assertSaid(
                Read.write(folder, "b.geojson", "{\"type\":\"Feature\",\"properties\":{},\"geometry\":" + shape + "}"),
                end);
    }

    @Test
    void inTables() throws Exception {
        assertSaid(
                Read.write(folder, "a.csv", "code,wkt\n1,\"MULTIPOLYGON (" + OPEN + ")\"\n"), new Coordinate(5, 5.5));
    }

    @Test
    void inGeoPackages() throws Exception {
        Path file = folder.resolve("a.gpkg");
        try (FeatureWriter writer = Formats.create(file, Format.GEOPACKAGE, "areas", List.of())) {
            writer.write(new Feature(1, Map.of(), closed()));
        }
        assertSaid(file, opened(file));
    }

    @Test
    void inFlatGeobuf() throws Exception {
        Path file = folder.resolve("a.fgb");
        HeaderMeta header = new HeaderMeta();
        header.geometryType = GeometryType.Polygon;
        header.featuresCount = 1;
        header.columns = List.of();
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int geometry = GeometryConversions.serialize(builder, closed(), (byte) GeometryType.Polygon);
        org.wololo.flatgeobuf.generated.Feature.finishSizePrefixedFeatureBuffer(
                builder, org.wololo.flatgeobuf.generated.Feature.createFeature(builder, geometry, 0, 0));
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[] {0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00});
            HeaderMeta.write(header, out, new FlatBufferBuilder());
            out.write(builder.sizedByteArray());
        }
        assertThat(Read.all(file).get(0).geometry().equalsExact(closed())).isTrue();
        assertSaid(file, opened(file));
    }

    @Test
    void inShapefiles() throws Exception {
        DbaseFileHeader header = new DbaseFileHeader();
        header.addColumn("code", 'C', 4, 0);
        header.setNumRecords(2);
        SHPDriver driver = new SHPDriver();
        driver.setGeometryFieldIndex(0);
        Path file = folder.resolve("a.shp");
        driver.initDriver(file.toFile(), ShapeType.POLYGON, header);
        driver.insertRow(new Object[] {new WKTReader().read("MULTIPOLYGON (((30 0, 31 0, 31 1, 30 0)))"), "1"});
        driver.insertRow(new Object[] {new WKTReader().read("MULTIPOLYGON (" + CLOSED + ")"), "2"});
        driver.close();
        assertThat(Read.all(file)).hasSize(2);
        Coordinate end = opened(file);
        assertSaid(file, end);
        assertThat(Read.fault(file).feature()).isEqualTo(2);
    }

    /** Moves the end of the hole along its last side, whichever way round it was written. */
    private static Coordinate opened(Path file) throws Exception {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            if (replaced(file, doubles(order, 5, 6, 5, 5), doubles(order, 5, 6, 5, 5.5))) {
                return new Coordinate(5, 5.5);
            }
            if (replaced(file, doubles(order, 8, 5, 5, 5), doubles(order, 8, 5, 6, 5))) {
                return new Coordinate(6, 5);
            }
        }
        throw new AssertionError("the hole is not in the file");
    }

    private static String doubles(ByteOrder order, double... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(order);
        for (double number : numbers) {
            bytes.putDouble(number);
        }
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }

    private static boolean replaced(Path file, String before, String after) throws Exception {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, content.replace(before, after), StandardCharsets.ISO_8859_1);
        return content.contains(before);
    }
}
