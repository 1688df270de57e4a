package org.servicemap.areas.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.coverage.Coverage;

/** A saved index answers as the built one and is refused when anything is wrong with it. */
class AreaIndexFileTest {
    private static final Coverage CITY = SyntheticCity.coverage(SyntheticCity.Plan.SMALL);
    private static final AreaIndex BUILT = AreaIndex.build(CITY);

    @TempDir
    Path folder;

    private Path saved() {
        Path file = folder.resolve("city.index");
        BUILT.save(file);
        return file;
    }

    @Test
    void aMappedIndexGivesTheSameAnswers() {
        AreaIndex mapped = AreaIndex.map(saved());
        assertThat(mapped.contentKey()).isEqualTo(BUILT.contentKey()).isEqualTo(AreaIndex.contentKey(CITY));
        assertThat(mapped.bytes()).isEqualTo(BUILT.bytes());
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5000; i++) {
            double lon = 115.4 + 2 * random.nextDouble();
            double lat = 39.4 + 1.6 * random.nextDouble();
            assertThat(mapped.leafOf(lon, lat)).isEqualTo(BUILT.leafOf(lon, lat));
            BorderIndex.Plane plane = BorderIndex.Plane.at(CITY.grid(), lon, lat);
            assertThat(mapped.borderMetres(plane, 4)).isEqualTo(BUILT.borderMetres(plane, 4));
        }
    }

    @Test
    void equalCoveragesGiveEqualBytes() throws IOException {
        Path first = saved();
        Path second = folder.resolve("again.index");
        AreaIndex.build(SyntheticCity.coverage(SyntheticCity.Plan.SMALL)).save(second);
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void refusesADamagedFileWhereverTheDamageIs() throws IOException {
        byte[] whole = Files.readAllBytes(saved());
        for (int at : new int[] {13, 17, 30, 70, 100, 240, 300, whole.length / 2, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            refuses(damaged, IndexFileException.DAMAGED);
        }
        refuses(java.util.Arrays.copyOf(whole, whole.length - 8), IndexFileException.DAMAGED);
    }

    @Test
    void refusesForeignFilesAndOtherFormats() throws IOException {
        byte[] whole = Files.readAllBytes(saved());
        whole[8]++;
        refuses(whole, IndexFileException.VERSION);
        refuses(new byte[10], IndexFileException.FOREIGN);
        refuses(new byte[1000], IndexFileException.FOREIGN);
        assertThatThrownBy(() -> AreaIndex.map(folder.resolve("none")))
                .isInstanceOfSatisfying(
                        IndexFileException.class, e -> assertThat(e.code()).isEqualTo(IndexFileException.UNREADABLE));
    }

    private void refuses(byte[] bytes, String code) throws IOException {
        Path file = folder.resolve("bad.index");
        Files.write(file, bytes);
        assertThatThrownBy(() -> AreaIndex.map(file))
                .isInstanceOfSatisfying(
                        IndexFileException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
