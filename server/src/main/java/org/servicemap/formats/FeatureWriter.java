package org.servicemap.formats;

import java.io.IOException;

/** Writes a layer feature by feature, in constant memory. Not thread-safe. */
public interface FeatureWriter extends AutoCloseable {
    void write(Feature feature) throws IOException;

    /** Completes the file. */
    @Override
    void close() throws IOException;
}
