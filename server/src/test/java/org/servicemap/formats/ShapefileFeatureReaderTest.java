package org.servicemap.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.h2gis.functions.io.dbf.internal.DbaseFileHeader;
import org.h2gis.functions.io.shp.internal.SHPDriver;
import org.h2gis.functions.io.shp.internal.ShapeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.io.WKTReader;

class ShapefileFeatureReaderTest {
    private static final Charset GBK = Charset.forName("GBK");

    @TempDir
    Path folder;

    @Test
    void readsChineseFieldsAndValuesAndTypes() throws Exception {
        Path shp = write("GBK", "街道", "东华门街道");
        Files.writeString(folder.resolve("a.cpg"), "CP936\n");
        Files.writeString(folder.resolve("a.prj"), "GEOGCS[\"x\"]");
        try (FeatureReader reader = Formats.open(shp, ReadOptions.DEFAULT)) {
            assertThat(reader.layer()).isEqualTo("a");
            assertThat(reader.declaredCrs()).isEqualTo("GEOGCS[\"x\"]");
            assertThat(reader.fields()).containsExactly("街道", "pop");
            Feature feature = reader.next();
            assertThat(feature.attributes()).containsEntry("街道", "东华门街道").containsEntry("pop", 12L);
            assertThat(feature.geometry().getArea()).isEqualTo(0.5);
            assertThat(reader.next().attributes()).containsEntry("街道", null);
            assertThat(reader.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "UTF-8"})
    void withoutAnyDeclarationTheCharsetIsGuessed(String charset) throws Exception {
        Path shp = write(charset, "name", "东华门街道");
        clearLanguageDriver();
        assertThat(Read.all(shp).get(0).attributes()).containsEntry("name", "东华门街道");
    }

    @Test
    void theLanguageDriverCountsWhenThereIsNoCpg() throws Exception {
        Path shp = write("GBK", "name", "东华门街道");
        languageDriver(0x4D);
        assertThat(Read.all(shp).get(0).attributes()).containsEntry("name", "东华门街道");
    }

    @Test
    void bytesThatCannotBeAreAFaultThatNamesFeatureAndField() throws Exception {
        Path shp = write("GBK", "name", "东华门街道");
        Files.writeString(folder.resolve("a.cpg"), "UTF-8");
        FormatException fault = Read.fault(shp);
        assertThat(fault.code()).isEqualTo("bad_encoding");
        assertThat(fault.feature()).isEqualTo(1);
        assertThat(fault).hasMessageContaining("\"name\"").hasMessageContaining("GB18030");
        assertThat(Read.all(shp, ReadOptions.DEFAULT.withCharset(GBK))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shx", "dbf", "shp"})
    void missingPartsAreNamed(String part) throws Exception {
        Path shp = write("UTF-8", "name", "x");
        Files.delete(folder.resolve("a." + part));
        Path opened = part.equals("shp") ? folder.resolve("a.dbf") : shp;
        FormatException fault = Read.fault(opened);
        assertThat(fault.code()).isEqualTo("missing_part");
        assertThat(fault).hasMessageContaining("." + part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shp", "shx", "dbf"})
    void truncatedPartsAreFaults(String part) throws Exception {
        Path shp = write("UTF-8", "name", "x");
        Path cut = folder.resolve("a." + part);
        try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
            file.setLength(Files.size(cut) - 20);
        }
        FormatException fault = Read.fault(shp);
        assertThat(fault).as("a cut ." + part).isNotNull();
        assertThat(fault.code()).isIn("truncated", "bad_geometry");
    }

    @Test
    void readsAZipWithAChineseFolderAndNames() throws Exception {
        write("GBK", "name", "东华门街道");
        Files.writeString(folder.resolve("a.cpg"), "GBK");
        Path zip = zip(GBK, "数据/东城街道.", "a.");
        try (FeatureReader reader = Formats.open(zip, ReadOptions.DEFAULT)) {
            assertThat(reader.layer()).isEqualTo("东城街道");
            assertThat(reader.next().attributes()).containsEntry("name", "东华门街道");
        }
        assertThat(zip(StandardCharsets.UTF_8, "../../../../etc/evil.", "a.")).satisfies(evil -> {
            assertThat(Read.all(evil)).hasSize(2);
        });
    }

    @Test
    void capitalsOfThePartsMayDiffer() throws Exception {
        Path shp = write("GBK", "name", "东华门街道");
        Files.writeString(folder.resolve("a.cpg"), "936");
        Path zip = folder.resolve("capitals.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String part : List.of("WARDS.SHP", "wards.shx", "Wards.dbf", "wards.CPG")) {
                out.putNextEntry(new ZipEntry(part));
                Files.copy(folder.resolve("a." + part.substring(6).toLowerCase(java.util.Locale.ROOT)), out);
            }
        }
        assertThat(Read.all(zip).get(0).attributes()).containsEntry("name", "东华门街道");
        Files.move(folder.resolve("a.dbf"), folder.resolve("A.DBF"));
        assertThat(Read.all(shp).get(0).attributes()).containsEntry("name", "东华门街道");
    }

    @Test
    void aZipOfSeveralLayersAsksForOne() throws Exception {
        Path zip = folder.resolve("two.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("one.geojson", "two.geojson")) {
                out.putNextEntry(new ZipEntry(name));
                out.write("{\"type\":\"Point\",\"coordinates\":[1,2]}".getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(Read.fault(zip).code()).isEqualTo("several_layers");
        assertThat(Read.fault(zip)).hasMessageContaining("one").hasMessageContaining("two");
        assertThat(Read.all(zip, ReadOptions.DEFAULT.withLayer("two"))).hasSize(1);
        assertThat(Read.fault(zip, ReadOptions.DEFAULT.withLayer("three")).code())
                .isEqualTo("unknown_layer");
    }

    @Test
    void aZipBombIsNotUnpacked() throws Exception {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("bomb.csv"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++) {
                out.write(zeros);
            }
        }
        assertThat(Read.fault(zip).code()).isEqualTo("archive_too_large");
        assertThat(Read.fault(zip, ReadOptions.DEFAULT.withMaxBytes(1000)).code())
                .isEqualTo("archive_too_large");
    }

    private Path write(String charset, String field, String value) throws Exception {
        DbaseFileHeader header = new DbaseFileHeader();
        byte[] name = field.getBytes(Charset.forName(charset));
        byte[] text = value.getBytes(Charset.forName(charset));
        header.addColumn("f".repeat(name.length), 'C', 40, 0);
        header.addColumn("pop", 'N', 9, 0);
        header.setNumRecords(2);
        SHPDriver driver = new SHPDriver();
        driver.setGeometryFieldIndex(0);
        Path shp = folder.resolve("a.shp");
        driver.initDriver(shp.toFile(), ShapeType.POLYGON, header);
        var square = new WKTReader().read("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))");
        driver.insertRow(new Object[] {square, "v".repeat(text.length), 12});
        driver.insertRow(new Object[] {square, null, 13});
        driver.close();
        Files.deleteIfExists(folder.resolve("a.cpg"));
        replaceFirst('f', name);
        replaceFirst('v', text);
        return shp;
    }

    /** The driver cannot write these charsets, so it writes ASCII of the same length that is replaced here. */
    private void replaceFirst(char placeholder, byte[] bytes) throws IOException {
        Path dbf = folder.resolve("a.dbf");
        byte[] all = Files.readAllBytes(dbf);
        String latin = new String(all, StandardCharsets.ISO_8859_1);
        int at = latin.indexOf(String.valueOf(placeholder).repeat(bytes.length));
        System.arraycopy(bytes, 0, all, at, bytes.length);
        Files.write(dbf, all);
    }

    private void clearLanguageDriver() throws IOException {
        languageDriver(0);
    }

    private void languageDriver(int id) throws IOException {
        try (RandomAccessFile dbf = new RandomAccessFile(folder.resolve("a.dbf").toFile(), "rw")) {
            dbf.seek(29);
            dbf.write(id);
        }
    }

    private Path zip(Charset names, String prefix, String base) throws IOException {
        Path zip = folder.resolve("z" + names.name() + ".zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file, names)) {
            for (String part : List.of("shp", "shx", "dbf", "cpg")) {
                out.putNextEntry(new ZipEntry(prefix + part.toUpperCase(java.util.Locale.ROOT)));
                Files.copy(folder.resolve(base + part), out);
            }
        }
        return zip;
    }
}
