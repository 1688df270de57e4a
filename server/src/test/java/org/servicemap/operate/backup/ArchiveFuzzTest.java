package org.servicemap.operate.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.TestSize;
import org.servicemap.fuzz.SpoiledFiles;

/** A backup that a disk, a transport or somebody has spoiled is refused before anything is written. */
class ArchiveFuzzTest {
    private static final long SEED = 20_261_126;

    @TempDir
    private Path folder;

    @Test
    void spoiledBackupsAreOnlyRefused() throws IOException {
        new SpoiledFiles("backup", Set.of("BackupException"), ArchiveFuzzTest::check)
                .feed("backups", TestSize.pick(200, 10_000, 200_000), SEED, folder);
    }

    private static void check(Path file) {
        try (Restore restore = Restore.from(file, said -> {})) {
            restore.check();
        }
    }
}
