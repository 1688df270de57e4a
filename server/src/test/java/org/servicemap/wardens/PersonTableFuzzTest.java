package org.servicemap.wardens;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.TestSize;
import org.servicemap.fuzz.SpoiledFiles;

/** Tables of wardens and of their assignments are typed by hand in many offices: they are read or refused. */
class PersonTableFuzzTest {
    private static final long SEED = 20_261_125;
    private static final Set<String> FAULTS = Set.of("WardenException");

    @TempDir
    private Path folder;

    @Test
    void spoiledTablesAreOnlyRefused() throws IOException {
        int many = TestSize.pick(100, 10_000, 200_000);
        new SpoiledFiles(
                        "table of wardens",
                        FAULTS,
                        file -> SentTable.read(file, "UTF-8", rows -> PersonTable.read(rows, null)))
                .feed("tables", many, SEED, folder);
        new SpoiledFiles("table of assignments", FAULTS, file -> SentTable.read(file, "GB18030", AssignmentTable::read))
                .feed("tables", many, SEED + 1, folder);
    }
}
