package org.servicemap.areas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.index.AreaIndex;
import org.servicemap.areas.index.IndexFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saved indexes, one file for each content hash: mapped in milliseconds where building takes seconds. */
record IndexFiles(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);

    /** Maps the saved index, or builds and saves it. */
    AreaIndex open(String contentHash, Supplier<Coverage> coverage) {
        Path file = file(contentHash);
        if (Files.exists(file)) {
            try {
                return AreaIndex.map(file);
            } catch (IndexFileException e) {
                LOG.warn("the saved index {} is of no use ({}): building it again", file, e.getMessage());
            }
        }
        AreaIndex built = AreaIndex.build(coverage.get());
        save(built, file);
        return built;
    }

    /** Saves an index unless that is done already. */
    void keep(String contentHash, AreaIndex index) {
        Path file = file(contentHash);
        if (!Files.exists(file)) {
            save(index, file);
        }
    }

    private Path file(String contentHash) {
        return folder.resolve(contentHash + ".idx");
    }

    /** Beside its place, then moved: whoever finds the file finds all of it. A full disk costs speed, not service. */
    private static void save(AreaIndex index, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "index-", ".tmp");
            try {
                index.save(fresh);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException | IndexFileException e) {
            LOG.warn("the index could not be saved as {}", file, e);
        }
    }
}
