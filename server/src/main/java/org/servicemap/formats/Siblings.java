package org.servicemap.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Files beside a file that differ from it only in the extension, and in capitals: the nearest first. */
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
                            && Sniffer.baseName(other).equalsIgnoreCase(base))
                    .min(Comparator.comparing(
                                    (Path other) -> !Sniffer.baseName(other).equals(base))
                            .thenComparing(Path::toString));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
