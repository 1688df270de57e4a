package org.servicemap.areas;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.Crs;

/**
 * How a batch is to be read and answered.
 *
 * @param charset of the input; null: UTF-8, or GB18030 where the text is not UTF-8
 * @param lonColumn column with the longitude; null: found by its name
 * @param latColumn column with the latitude; null: found by its name
 * @param crs what the columns are measured in; null for WGS 84
 * @param overlays overlay layers to answer, {@code *} for all
 * @param language of the areas' names in CSV
 * @param fallbackLanguage where there is none
 */
public record BatchOptions(
        BatchFormat input,
        BatchFormat output,
        @Nullable String charset,
        @Nullable String lonColumn,
        @Nullable String latColumn,
        @Nullable Crs crs,
        Set<String> overlays,
        String language,
        String fallbackLanguage) {
    public BatchOptions {
        overlays = Set.copyOf(overlays);
    }
}
