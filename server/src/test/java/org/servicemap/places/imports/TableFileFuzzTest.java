package org.servicemap.places.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.TestSize;
import org.servicemap.fuzz.SpoiledFiles;

/** Tables of places come from other authorities' systems: whatever they hold, they are read or refused. */
class TableFileFuzzTest {
    private static final long SEED = 20_261_124;

    @TempDir
    private Path folder;

    @Test
    void spoiledTablesAreOnlyRefused() throws IOException {
        SpoiledFiles.Reading reading = file -> new TableFile(file, "table", null, new ArrayList<>())
                .each(row -> assertThat(row.values()).isNotNull());
        new SpoiledFiles("table of places", Set.of("PlaceException"), reading)
                .feed("tables", TestSize.pick(150, 10_000, 200_000), SEED, folder);
    }
}
