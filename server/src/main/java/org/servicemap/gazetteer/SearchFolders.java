package org.servicemap.gazetteer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of search indexes, each named by what is in it: a folder of that name is whole. */
final class SearchFolders {
    private static final Logger LOG = LoggerFactory.getLogger(SearchFolders.class);

    private final Path home;

    SearchFolders(Path home) {
        this.home = home;
    }

    /** Writes an index into an empty folder. */
    interface Build {
        void into(Path folder) throws IOException;
    }

    /** The folder of this name; built first when there is none. */
    Path find(String name, Build build) throws IOException {
        Path folder = home.resolve(name);
        if (!Files.isDirectory(folder)) {
            long start = System.nanoTime();
            Files.createDirectories(home);
            Path fresh = Files.createTempDirectory(home, "building-");
            build.into(fresh);
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("indexed the names {} in {} ms", name, (System.nanoTime() - start) / 1_000_000);
        }
        return folder;
    }

    /** Removes the indexes of former states and of builds that were interrupted. */
    void deleteAllBut(Collection<Path> kept) throws IOException {
        try (Stream<Path> all = Files.list(home)) {
            for (Path one : all.filter(path -> !kept.contains(path)).toList()) {
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
