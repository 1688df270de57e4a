package org.servicemap.areas;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a file in one of the batch formats. */
interface BatchInput {
    /** Names of the columns or, for NDJSON, of the first object's members. */
    List<String> columns();

    /** The next row, null at the end. Faults of the row stand in it. */
    @Nullable
    BatchRow next() throws IOException;

    /** The row's values in the order of {@link #columns}, for an output in the other format. */
    List<@Nullable String> values(BatchRow row);

    long bytesRead();
}
