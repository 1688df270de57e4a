package org.servicemap.operate;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How full a disk is.
 *
 * @param free bytes that this user may still write; -1 when it cannot be told
 * @param total bytes
 */
record Disks(long free, long total) {
    /** Of the folder, or of the nearest one above that is there. */
    static Disks of(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            FileStore store = Files.getFileStore(there);
            return new Disks(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            return new Disks(-1, -1);
        }
    }
}
