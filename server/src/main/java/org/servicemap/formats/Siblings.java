package org.servicemap.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Files beside a file that differ from it only in the extension, whatever its case. */
final class Siblings {
    private Siblings() {}

    static Optional<Path> find(Path file, String extension) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return Optional.empty();
        }
        String base = Sniffer.baseName(file);
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(other -> Sniffer.extension(other).equals(extension)
                            && Sniffer.baseName(other).equals(base))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
