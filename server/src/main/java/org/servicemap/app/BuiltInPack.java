package org.servicemap.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A city pack that travels inside the program, unpacked to a folder since readers of GIS formats want real files. */
final class BuiltInPack {
    static final String DEMO = "beijing";
    private static final String ROOT = "/gis-data/";

    private BuiltInPack() {}

    /** One of the pack's files. */
    static InputStream open(String id, String file) {
        InputStream stream = BuiltInPack.class.getResourceAsStream(ROOT + id + "/" + file);
        if (stream == null) {
            throw new IllegalStateException("the program was built without " + file + " of the city pack " + id);
        }
        return stream;
    }

    /** Copies the pack to a folder (made when missing, files replaced) and returns it. */
    static Path unpack(String id, Path target) {
        URL main = BuiltInPack.class.getResource(ROOT + id + "/pack.yml");
        if (main == null) {
            throw new IllegalStateException("the program was built without the city pack " + id);
        }
        try {
            URI uri = main.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    copy(jar.getPath(ROOT + id), target);
                }
            } else {
                copy(Path.of(uri).resolveSibling("."), target);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the city pack to " + target, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path source, Path to) throws IOException {
        Path from = source.normalize();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path each : all) {
            Path goal = to.resolve(from.relativize(each).toString());
            if (Files.isDirectory(each)) {
                Files.createDirectories(goal);
            } else {
                Files.copy(each, goal, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
