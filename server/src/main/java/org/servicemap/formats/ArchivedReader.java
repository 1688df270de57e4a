package org.servicemap.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A layer out of a zip archive; removes the unpacked files when closed. */
record ArchivedReader(FeatureReader reader, Path folder) implements FeatureReader {
    static FeatureReader open(Path zip, ReadOptions options) throws IOException {
        Path folder = Files.createTempDirectory("servicemap-layer");
        try {
            Archive.Unpacked layer = Archive.unpack(zip, folder, options);
            Format format = Sniffer.format(layer.main(), options.format());
            return new ArchivedReader(
                    Formats.open(layer.main(), format, inside(options, format), layer.name()), folder);
        } catch (RuntimeException | IOException e) {
            delete(folder);
            throw e;
        }
    }

    /** The layer's name may have chosen the file in the archive; only a GeoPackage has layers inside. */
    private static ReadOptions inside(ReadOptions options, Format format) {
        return format == Format.GEOPACKAGE ? options : options.withLayer(null);
    }

    @Override
    public String layer() {
        return reader.layer();
    }

    @Override
    public @Nullable String declaredCrs() {
        return reader.declaredCrs();
    }

    @Override
    public List<String> fields() {
        return reader.fields();
    }

    @Override
    public boolean hasSchema() {
        return reader.hasSchema();
    }

    @Override
    public @Nullable Feature next() throws IOException {
        return reader.next();
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
