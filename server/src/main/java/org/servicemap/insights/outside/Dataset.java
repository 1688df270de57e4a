package org.servicemap.insights.outside;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A published dataset as its current version says of itself. */
record Dataset(long id, About about, Version version) {
    /**
     * A version.
     *
     * @param sha256 of the file, hexadecimal
     * @param rows of the file
     * @param keys areas or days that have a figure
     * @param by an account; null: the program
     */
    record Version(
            int number,
            String file,
            String sha256,
            Columns columns,
            int rows,
            int keys,
            @Nullable Long by,
            String byName,
            Instant at) {}

    /**
     * The file's columns.
     *
     * @param key of an area's code or a day
     * @param value null: each point counts as one
     */
    record Columns(
            @Nullable String key,
            @Nullable String lon,
            @Nullable String lat,
            @Nullable String value) {}
}
