package org.servicemap.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Two locks beside a cluster, by which processes agree: who starts or stops it ({@code start.lock}, held briefly), and who
 * uses it ({@code users.lock}, shared, held as long). The kernel drops both when a process dies, however it dies.
 * One object a directory and JVM; not thread-safe.
 */
final class ClusterLocks implements AutoCloseable {
    private final FileChannel start;
    private final FileChannel users;
    private @Nullable FileLock using;

    private ClusterLocks(FileChannel start, FileChannel users) {
        this.start = start;
        this.users = users;
    }

    static ClusterLocks in(Path directory) throws IOException {
        FileChannel start = open(directory.resolve("start.lock"));
        try {
            return new ClusterLocks(start, open(directory.resolve("users.lock")));
        } catch (IOException e) {
            start.close();
            throw e;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Waits until no other process starts or stops the cluster. */
    FileLock whileStarting() throws IOException {
        return start.lock();
    }

    void use() throws IOException {
        if (using == null) {
            using = users.lock(0, Long.MAX_VALUE, true);
        }
    }

    /** Gives up using it; true when no other process uses it either. To be called while holding {@link #whileStarting}. */
    boolean leave() throws IOException {
        if (using != null) {
            using.release();
            using = null;
        }
        try (FileLock alone = users.tryLock()) {
            return alone != null;
        }
    }

    @Override
    public void close() throws IOException {
        try (start) {
            users.close();
        }
    }
}
