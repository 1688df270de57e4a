package org.servicemap.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");
    private static final long SEED = 20_261_123;
    private static final long MOST_BYTES = 300L << 20;
    private static final double MOST_SECONDS = 20;
    private static final int MOST_FEATURES = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    /** What reads, where its corpus lies, and what it may throw. */
    enum Parser {
        LAYERS("layers", Set.of("FormatException"), ParserFuzzTest::layer),
        WORKBOOKS("workbooks", Set.of("ImportException"), ParserFuzzTest::table),
        PICTURES("pictures", Set.of("MediaException"), file -> CleanFile.of(Files.readAllBytes(file), true)),
        YAML("texts", Set.of("YamlException"), file -> YamlNode.parse(text(file))),
        MAPPINGS("texts", Set.of("ImportException", "YamlException"), file -> MappingReader.read(text(file))),
        HOURS("texts", Set.of("HoursException"), file -> text(file).lines().forEach(OpeningHours::parse));

        private final String corpus;
        private final Set<String> faults;
        private final Reading reading;

        Parser(String corpus, Set<String> faults, Reading reading) {
            this.corpus = corpus;
            this.faults = faults;
            this.reading = reading;
        }
    }

    /** Reads a file to its end. */
    interface Reading {
        void read(Path file) throws IOException;
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
        List<Path> files = files(parser.corpus);
        List<byte[]> corpus = new ArrayList<>();
        for (Path file : files) {
            corpus.add(Files.readAllBytes(file));
            run(parser, file);
        }
        Mutator mutator = new Mutator(SEED + parser.ordinal());
        int many = parser == Parser.LAYERS ? TestSize.pick(250, 20_000, 500_000) : TestSize.pick(60, 10_000, 200_000);
        for (int i = 0; i < many; i++) {
            String name = String.valueOf(mutator.pick(files).getFileName());
            String ending = name.substring(name.lastIndexOf('.'));
            run(parser, Files.write(folder.resolve("spoiled" + ending), mutator.next(corpus)));
        }
    }

    /** Small files that ask for much: each read as what it seems to be. */
    @Test
    void bombsDoNotGoOff() throws IOException {
        for (Path file : files("bombs")) {
            String name = String.valueOf(file.getFileName());
            Parser parser =
                    name.endsWith("xlsx") ? Parser.WORKBOOKS : name.endsWith("png") ? Parser.PICTURES : Parser.LAYERS;
            run(parser, file);
        }
        assertThat(Path.of("/tmp/servicemap-traversal.geojson")).doesNotExist();
    }

    @Test
    void deepAndWideInputsAreRefused() throws IOException {
        run(Parser.LAYERS, write("deep.geojson", "{\"type\":\"Polygon\",\"coordinates\":" + "[".repeat(100_000)));
        run(Parser.LAYERS, write("deep2.geojson", "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(20_000)));
        String wkt = "GEOMETRYCOLLECTION (".repeat(20_000) + "POINT (1 1)" + ")".repeat(20_000);
        run(Parser.LAYERS, write("deep.csv", "code,wkt\n1,\"" + wkt + "\"\n"));
        run(Parser.LAYERS, write("wide.csv", "a,".repeat(1 << 20) + "wkt\n"));
        run(Parser.YAML, write("deep.yml", "[".repeat(100_000)));
        run(Parser.YAML, write("deep2.yml", "a: {".repeat(50_000)));
        run(Parser.HOURS, write("blanks.txt", "Mo" + " ".repeat(100_000) + "x"));
        run(Parser.LAYERS, zeros("zeros.zip", "a.csv", 100));
        run(Parser.WORKBOOKS, zeros("zeros.xlsx", "xl/sharedStrings.xml", 70));
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

    static List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(name))) {
            return files.sorted().toList();
        }
    }

    static void run(Parser parser, Path file) throws IOException {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long start = System.nanoTime();
        try {
            parser.reading.read(file);
        } catch (RuntimeException | IOException | StackOverflowError | OutOfMemoryError e) {
            if (!parser.faults.contains(e.getClass().getSimpleName())) {
                throw new AssertionError(parser + " of " + shown(file), e);
            }
        }
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(bytes).as("bytes for " + parser + " of " + file).isLessThan(MOST_BYTES);
        assertThat((System.nanoTime() - start) / 1e9)
                .as("seconds for " + parser + " of " + file)
                .isLessThan(MOST_SECONDS);
    }

    /** To keep it, when it is new: the file is gone with the test. */
    private static String shown(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return file.getFileName() + " (" + bytes.length + " bytes) "
                + (bytes.length > 4000 ? "" : HexFormat.of().formatHex(bytes).toLowerCase(Locale.ROOT));
    }
}
