package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

class DirectoryFilesTest {
    private static final AreaVersion VERSION = new AreaVersion(
            1,
            "first",
            AreaVersion.Status.PUBLISHED,
            LocalDate.EPOCH,
            null,
            "abc123",
            "",
            CanonicalGrid.covering(new BBox(116, 39, 117, 40)),
            TestCoverages.LEVELS,
            2,
            Instant.EPOCH,
            null,
            null);
    private static final AreaDirectory STORED = AreaDirectory.of(
            TestCoverages.LEVELS,
            List.of(
                    row(1, "110101", -1, LocalText.of("zh", "东城区", "en", "Dongcheng"), Map.of("source", "GB/T 2260")),
                    row(2, "110101001", 0, LocalText.EMPTY, Map.of())));

    @TempDir
    private Path folder;

    private int asked;
    private DirectoryFiles files;

    private static AreaDirectory.Row row(
            int level, String code, int parent, LocalText name, Map<String, String> attributes) {
        return new AreaDirectory.Row(
                level,
                code,
                parent,
                name,
                attributes,
                new BBox(116.1, 39.2, 116.5, 39.9),
                new LonLat(116.3, 39.5),
                1.25e8);
    }

    @BeforeEach
    void start() {
        files = new DirectoryFiles(folder);
    }

    private List<AreaDirectory.Row> open() {
        AreaDirectory read = files.open(VERSION, () -> {
            asked++;
            return STORED;
        });
        return IntStream.range(0, read.size()).mapToObj(read::row).toList();
    }

    private static List<AreaDirectory.Row> rows() {
        return IntStream.range(0, STORED.size()).mapToObj(STORED::row).toList();
    }

    @Test
    void theDatabaseIsAskedOnce() {
        assertThat(open()).isEqualTo(rows());
        assertThat(open()).isEqualTo(rows());
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aDamagedFileIsMadeAgain() throws IOException {
        open();
        Path file = folder.resolve("abc123.dir");
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += whole.length / 9) {
            int before = asked;
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThat(open()).isEqualTo(rows());
            assertThat(asked).as("times asked after damage at byte " + at).isEqualTo(before + 1);
        }
    }

    @Test
    void aFileThatWasCutIsMadeAgain() throws IOException {
        open();
        Path file = folder.resolve("abc123.dir");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, 7));
        assertThat(open()).isEqualTo(rows());
        assertThat(asked).isEqualTo(2);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
}
