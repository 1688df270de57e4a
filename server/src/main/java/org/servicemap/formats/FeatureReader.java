package org.servicemap.formats;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer read feature by feature, in constant memory. Not thread-safe. */
public interface FeatureReader extends AutoCloseable {
    /** The layer's name in its file. */
    String layer();

    /** The CRS that the file itself declares (a code such as {@code EPSG:4490}, or WKT), or null when it declares none. */
    @Nullable
    String declaredCrs();

    /** Field names, as far as they are known before the end of the file. */
    List<String> fields();

    /** Whether {@link #fields} are all that any feature can have; else each may bring its own. */
    default boolean hasSchema() {
        return true;
    }

    /** The next feature, or null at the end. A broken file throws {@link FormatException} that names the feature. */
    @Nullable
    Feature next() throws IOException;

    @Override
    void close() throws IOException;
}
