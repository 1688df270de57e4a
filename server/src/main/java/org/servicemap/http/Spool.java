package org.servicemap.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Uploads on disk while they are answered. What a crash left behind is removed at the next start. */
final class Spool {
    private static final String SUFFIX = ".upload";
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    private final Path directory;
    private final long maxBytes;
    private final long maxJsonBytes;

    Spool(Path directory, long maxBytes, long maxJsonBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.maxJsonBytes = maxJsonBytes;
        try {
            Files.createDirectories(directory);
            sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    /** The largest body that is read into memory. */
    long maxJsonBytes() {
        return maxJsonBytes;
    }

    /** Keeps a body; the file is gone when the stream is closed. */
    InputStream receive(InputStream body, long announced) throws IOException {
        if (announced > maxBytes) {
            throw tooLarge();
        }
        Path file = Files.createTempFile(directory, "batch", SUFFIX);
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                copy(body, out);
            }
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void copy(InputStream body, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            total += n;
            if (total > maxBytes) {
                throw tooLarge();
            }
            out.write(buffer, 0, n);
        }
    }

    private Problem tooLarge() {
        return ErrorCode.TOO_LARGE.problem("a file may have at most " + maxBytes + " bytes");
    }

    private void sweep() throws IOException {
        Instant old = Instant.now().minus(LEFT_OVER);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
