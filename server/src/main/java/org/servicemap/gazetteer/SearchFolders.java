package org.servicemap.gazetteer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folders of search indexes. */
final class SearchFolders {
    private SearchFolders() {}

    /** Removes the indexes of former versions and of builds that were interrupted. */
    static void deleteOthers(Path folder, Path kept) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path one : all.filter(path -> !path.equals(kept)).toList()) {
                delete(one);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
