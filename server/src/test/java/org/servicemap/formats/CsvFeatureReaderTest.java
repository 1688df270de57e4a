package org.servicemap.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFeatureReaderTest {
    private static final String TABLE = "代码,名称,wkt\n1,东华门街道,\"POLYGON ((0 0, 1 0, 1 1, 0 0))\"\n2,,\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030"})
    void findsOutTheCharset(String charset) throws IOException {
        List<Feature> features = Read.all(Read.write(folder, "a.csv", TABLE, Charset.forName(charset)));
        assertThat(features).hasSize(2);
        assertThat(features.get(0).attributes()).containsOnlyKeys("代码", "名称").containsEntry("名称", "东华门街道");
        assertThat(features.get(0).geometry().getArea()).isEqualTo(0.5);
        assertThat(features.get(1).attributes()).containsEntry("名称", null);
        assertThat(features.get(1).geometry()).isNull();
    }

    @Test
    void marksAndUtf16AreRead() throws IOException {
        assertThat(Read.all(Read.write(folder, "a.csv", "\ufeff" + TABLE))
                        .get(0)
                        .attributes())
                .containsEntry("代码", "1");
        Path utf16 = Read.write(folder, "b.csv", "\ufeff" + TABLE, StandardCharsets.UTF_16LE);
        assertThat(Read.all(utf16).get(0).attributes()).containsEntry("名称", "东华门街道");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|"})
    void findsOutTheDelimiter(String delimiter) throws IOException {
        String table =
                "code" + delimiter + "name" + delimiter + "geom\n1" + delimiter + "a" + delimiter + "POINT (1 2)\n";
        assertThat(Read.all(Read.write(folder, "a.txt", table))
                        .get(0)
                        .geometry()
                        .toText())
                .isEqualTo("POINT (1 2)");
    }

    @ParameterizedTest
    @CsvSource({"lon,lat", "lng,LAT", "经度,纬度", "X,Y"})
    void readsColumnsOfNumbers(String lon, String lat) throws IOException {
        Path file = Read.write(folder, "a.csv", lat + "," + lon + ",name\n39.9,116.4,a\n,,b\n");
        List<Feature> features = Read.all(file);
        assertThat(features.get(0).geometry().toText()).isEqualTo("POINT (116.4 39.9)");
        assertThat(features.get(1).geometry()).isNull();
    }

    @Test
    void postgisNamesItsCrs() throws IOException {
        Path file = Read.write(folder, "a.csv", "code,shape\n1,SRID=4490;POINT(1 2)\n");
        try (FeatureReader reader = Formats.open(file, ReadOptions.DEFAULT)) {
            assertThat(reader.declaredCrs()).isEqualTo("EPSG:4490");
            assertThat(reader.next().geometry().toText()).isEqualTo("POINT (1 2)");
        }
    }

    @Test
    void bytesThatCannotBeAreAFaultThatNamesFeatureAndField() throws IOException {
        Path file = Read.write(folder, "a.csv", TABLE, Charset.forName("GBK"));
        FormatException fault = Read.fault(file, ReadOptions.DEFAULT.withCharset(StandardCharsets.US_ASCII));
        assertThat(fault.code()).isEqualTo("bad_encoding");
        Path late = Files.write(
                folder.resolve("b.csv"),
                "name,wkt\na,POINT (1 2)\n\u00ff\u00fe,POINT (1 2)\n".getBytes(StandardCharsets.ISO_8859_1));
        FormatException second = Read.fault(late, ReadOptions.DEFAULT.withCharset(StandardCharsets.UTF_8));
        assertThat(second.feature()).isEqualTo(2);
        assertThat(second).hasMessageContaining("\"name\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "code,wkt\\n1,POLYGON ((0 0~bad_geometry~1",
                "code,wkt\\n1,POINT (1 2)\\n2,circle~bad_geometry~2",
                "code,wkt\\n1,POINT (1 2)\\n2~bad_row~2",
                "code,wkt\\n1,\"POINT (1 2)\\n2~truncated~1",
                "code,name\\n1,a~no_geometry~0",
                "lon,lat\\n1,a~bad_geometry~1",
                "lon,lat\\nNaN,2~bad_geometry~1"
            })
    void faultsHaveTheirCodeAndPlace(String table, String code, long feature) throws IOException {
        FormatException fault = Read.fault(Read.write(folder, "a.csv", table.replace("\\n", "\n")));
        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        if (!code.equals("truncated")) {
            assertThat(fault.feature()).isEqualTo(feature);
        }
    }
}
