package org.servicemap.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.servicemap.TestSize;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.formats.FeatureReader;
import org.servicemap.formats.FormatException;
import org.servicemap.formats.Formats;
import org.servicemap.formats.ReadOptions;
import org.servicemap.places.hours.OpeningHours;
import org.servicemap.requests.imports.MappingReader;
import org.servicemap.requests.imports.RequestFile;
import org.servicemap.requests.imports.RowSource;
import org.servicemap.text.YamlNode;

/**
 * Every reader of files and texts from outside, fed with spoiled inputs: only its own declared faults come out, soon, and with
 * little memory. The corpus is in {@code src/test/resources/corpus}; what once broke something stays in it.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ParserFuzzTest {
    private static final long SEED = 20_261_123;
    private static final int MOST_FEATURES = 100_000;

    @TempDir
    Path folder;

    /** What reads, where its corpus lies, and what it may throw. */
    enum Parser {
        LAYERS("layers", Set.of("FormatException"), ParserFuzzTest::layer),
        WORKBOOKS("workbooks", Set.of("ImportException"), ParserFuzzTest::table),
        PICTURES("pictures", Set.of("MediaException"), file -> CleanFile.of(Files.readAllBytes(file), true)),
        YAML("texts", Set.of("YamlException"), file -> YamlNode.parse(text(file))),
        MAPPINGS("texts", Set.of("ImportException", "YamlException"), file -> MappingReader.read(text(file))),
        HOURS("texts", Set.of("HoursException"), file -> text(file).lines().forEach(OpeningHours::parse)),
        DOCUMENTS("documents", Set.of("MediaException"), file -> CleanFile.of(Files.readAllBytes(file), true));

        private final String corpus;
        private final SpoiledFiles files;

        Parser(String corpus, Set<String> faults, SpoiledFiles.Reading reading) {
            this.corpus = corpus;
            this.files = new SpoiledFiles(name(), faults, reading);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static void layer(Path file) throws IOException {
        try (FeatureReader reader = Formats.open(file, ReadOptions.DEFAULT)) {
            int read = 0;
            while (read < MOST_FEATURES) {
                try {
                    if (reader.next() == null) {
                        break;
                    }
                } catch (FormatException e) {
                    if (!e.code().equals("bad_geometry")) {
                        throw e;
                    }
                }
                read++;
            }
            assertThat(read).as("features").isLessThan(MOST_FEATURES);
        }
    }

    private static void table(Path file) throws IOException {
        try (RowSource rows = RequestFile.open(file, "UTF-8")) {
            while (rows.next() != null) {
                rows.columns();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Parser.class)
    void spoiledInputsAreOnlyRefused(Parser parser) throws IOException {
        int many = parser == Parser.LAYERS ? TestSize.pick(250, 20_000, 500_000) : TestSize.pick(60, 10_000, 200_000);
        parser.files.feed(parser.corpus, many, SEED + parser.ordinal(), folder);
    }

    /** Small files that ask for much: each read as what it seems to be. */
    @Test
    void bombsDoNotGoOff() throws IOException {
        for (Path file : SpoiledFiles.corpus("bombs")) {
            String name = String.valueOf(file.getFileName());
            Parser parser =
                    name.endsWith("xlsx") ? Parser.WORKBOOKS : name.endsWith("png") ? Parser.PICTURES : Parser.LAYERS;
            parser.files.read(file);
        }
        assertThat(Path.of("/tmp/servicemap-traversal.geojson")).doesNotExist();
    }

    @Test
    void deepAndWideInputsAreRefused() throws IOException {
        Parser.LAYERS.files.read(write("deep.geojson", "{\"type\":\"Polygon\",\"coordinates\":" + "[".repeat(100_000)));
        Parser.LAYERS.files.read(
                write("deep2.geojson", "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(20_000)));
        String wkt = "GEOMETRYCOLLECTION (".repeat(20_000) + "POINT (1 1)" + ")".repeat(20_000);
        Parser.LAYERS.files.read(write("deep.csv", "code,wkt\n1,\"" + wkt + "\"\n"));
        Parser.LAYERS.files.read(write("wide.csv", "a,".repeat(1 << 20) + "wkt\n"));
        Parser.YAML.files.read(write("deep.yml", "[".repeat(100_000)));
        Parser.YAML.files.read(write("deep2.yml", "a: {".repeat(50_000)));
        Parser.HOURS.files.read(write("blanks.txt", "Mo" + " ".repeat(100_000) + "x"));
        Parser.LAYERS.files.read(zeros("zeros.zip", "a.csv", 100));
        Parser.WORKBOOKS.files.read(zeros("zeros.xlsx", "xl/sharedStrings.xml", 70));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path zeros(String name, String entry, int megabytes) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            for (int i = 0; i < megabytes; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        return file;
    }
}
