package org.servicemap.citypack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.CoverageResult;
import org.servicemap.areas.index.AreaDirectory;

/** One area's children from a pack of the whole city: what belongs to the others is neither taken nor complained of. */
class PartialImportTest {
    private static final Path TINY = Path.of("..", "gis-data", "tiny");
    private static final String INSIDE = "99010100100101";
    private static final String ELSEWHERE = "99010100200101";

    @TempDir
    private Path folder;

    @Test
    void onlyTheAreasOwnChildrenAreReplaced() throws IOException {
        Coverage base = coverage(reading(TINY).areas(false));
        copyWithGridsRecoded();
        int parent = AreaDirectory.of(base).findByCode(2, "990101001").orElseThrow();

        CoverageResult result = reading(folder).areasWithin(base, parent, false);

        assertThat(result.report().findings()).isEmpty();
        List<String> codes = codes(coverage(result));
        assertThat(codes).hasSameSizeAs(base.areas()).contains(INSIDE + "X", ELSEWHERE);
        assertThat(codes).doesNotContain(INSIDE, ELSEWHERE + "X");
    }

    @Test
    void theWholeCityBelowItsOnlyDistrictIsReplaced() throws IOException {
        Coverage base = coverage(reading(TINY).areas(false));
        copyWithGridsRecoded();

        CoverageResult result = reading(folder).areasWithin(base, 0, false);

        assertThat(codes(coverage(result))).hasSameSizeAs(base.areas()).contains(INSIDE + "X", ELSEWHERE + "X");
    }

    private static PackReading reading(Path pack) {
        return new PackReading(CityPack.read(pack));
    }

    private static Coverage coverage(CoverageResult result) {
        assertThat(result.report().hasErrors()).as(result.report().toString()).isFalse();
        return Objects.requireNonNull(result.coverage());
    }

    private static List<String> codes(Coverage coverage) {
        return coverage.areas().stream().map(CoverageArea::code).toList();
    }

    private void copyWithGridsRecoded() throws IOException {
        try (Stream<Path> files = Files.walk(TINY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(TINY.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replace('"' + INSIDE + '"', '"' + INSIDE + "X\"")
                                .replace('"' + ELSEWHERE + '"', '"' + ELSEWHERE + "X\""));
            }
        }
    }
}
