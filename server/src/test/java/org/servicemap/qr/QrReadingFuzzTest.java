package org.servicemap.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.TestSize;
import org.servicemap.fuzz.SpoiledFiles;

/** What a camera saw, spoiled: a text is found in it or none. The corpus has a byte for each pixel of a square. */
class QrReadingFuzzTest {
    private static final long SEED = 20_261_127;

    @TempDir
    private Path folder;

    @Test
    void spoiledPicturesHaveATextOrNone() throws IOException {
        new SpoiledFiles("picture of a code", Set.of(), QrReadingFuzzTest::read)
                .feed("qr", TestSize.pick(150, 10_000, 200_000), SEED, folder);
    }

    @Test
    void theCorpusIsReadable() throws IOException {
        byte[] grey = Files.readAllBytes(Path.of("src", "test", "resources", "corpus", "qr", "code.grey"));
        int side = (int) Math.sqrt(grey.length);
        assertThat(QrReading.textIn(side, side, grey)).contains("912.tok-en");
    }

    private static void read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int side = Math.max(32, (int) Math.sqrt(bytes.length));
        // the route takes no other number of pixels
        assertThat(QrReading.textIn(side, side, Arrays.copyOf(bytes, side * side)))
                .isNotNull();
    }
}
