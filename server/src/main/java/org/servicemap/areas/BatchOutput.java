package org.servicemap.areas;

import java.io.IOException;
import java.io.OutputStream;

/** Writes answered rows in one of the batch formats. */
interface BatchOutput {
    void begin(OutputStream out) throws IOException;

    void write(BatchRow row, OutputStream out) throws IOException;
}
