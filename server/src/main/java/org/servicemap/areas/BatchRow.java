package org.servicemap.areas;

import org.jspecify.annotations.Nullable;

/**
 * One row on its way through a batch. Mutable while the batch works on its block.
 *
 * <p>{@code x} and {@code y} begin in the file's CRS and become WGS 84.
 */
final class BatchRow {
    final long line;
    /** The record without its line end, UTF-8. */
    final byte[] raw;

    /** For CSV with another number of fields than the header: how many there are. */
    final int fields;

    double x;
    double y;

    @Nullable
    BatchFault fault;

    int leaf = -1;
    /** Whether so many rows stand on this very point that it is likely a geocoder's default. */
    boolean lowConfidence;

    boolean snapped;
    double snappedMetres;

    BatchRow(long line, byte[] raw, int fields) {
        this.line = line;
        this.raw = raw;
        this.fields = fields;
    }

    void fail(String code, String detail) {
        if (fault == null) {
            fault = BatchFault.of(code, detail);
        }
    }
}
