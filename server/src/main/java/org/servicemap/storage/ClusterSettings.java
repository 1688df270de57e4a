package org.servicemap.storage;

import java.nio.file.Path;

/**
 * Where an own PostgreSQL cluster lives and how careful it is.
 *
 * @param directory holds the cluster, its password, its locks and its log
 * @param binaries folder in which PostgreSQL's programs are unpacked, one folder a version
 * @param durable false only in tests: a crash may then lose everything
 */
public record ClusterSettings(Path directory, Path binaries, boolean durable) {
    /** Everything in the folder {@code postgres} of a data directory, durable. */
    public static ClusterSettings in(Path dataDirectory) {
        Path folder = dataDirectory.resolve("postgres");
        return new ClusterSettings(folder.resolve("cluster"), folder, true);
    }
}
