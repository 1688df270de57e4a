package org.servicemap;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Real layers beside the project, in {@code shared/data} of a folder above; not part of it, so tests must do without. */
public final class SharedData {
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private SharedData() {}

    /** A file or folder in there. Where the folder is missing the test is skipped, and one loud line says so. */
    public static Path require(String name) {
        return find(name).orElseGet(() -> {
            if (!TOLD.getAndSet(true)) {
                System.err.println(
                        "##### SKIPPED: no shared/data above the working directory; tests on real layers do not run #####");
            }
            return abort("no shared/data/" + name);
        });
    }

    public static Optional<Path> find(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolve("shared").resolve("data").resolve(name);
            if (Files.exists(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /**
     * Writes a pack of one level from a real layer.
     *
     * @param keys of the layer beside level and file
     */
    public static void writePack(Path folder, Path layer, String keys) throws IOException {
        Files.writeString(Files.createDirectories(folder).resolve("pack.yml"), """
                format: 1
                id: real
                name: {zh: 真实图层, en: A real layer}
                time_zone: Asia/Shanghai
                default_language: zh
                languages: [zh, en]
                map: {center: [116.4, 39.9]}
                levels: [{id: only, name: {zh: 区域, en: Area}}]
                areas:
                  label: first
                  effective_from: 2026-01-01
                  layers: [{level: only, file: '%s', %s}]
                """.formatted(layer, keys));
    }
}
