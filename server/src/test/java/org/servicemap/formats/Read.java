package org.servicemap.formats;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads whole layers in tests. */
final class Read {
    private Read() {}

    static List<Feature> all(Path file, ReadOptions options) throws IOException {
        List<Feature> features = new ArrayList<>();
        try (FeatureReader reader = Formats.open(file, options)) {
            for (Feature feature = reader.next(); feature != null; feature = reader.next()) {
                features.add(feature);
            }
        }
        return features;
    }

    static List<Feature> all(Path file) throws IOException {
        return all(file, ReadOptions.DEFAULT);
    }

    static FormatException fault(Path file, ReadOptions options) {
        return catchThrowableOfType(FormatException.class, () -> all(file, options));
    }

    static FormatException fault(Path file) {
        return fault(file, ReadOptions.DEFAULT);
    }

    static Path write(Path folder, String name, String text) throws IOException {
        return write(folder, name, text, StandardCharsets.UTF_8);
    }

    static Path write(Path folder, String name, String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(charset));
    }
}
