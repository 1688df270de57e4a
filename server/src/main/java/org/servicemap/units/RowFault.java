package org.servicemap.units;

import org.servicemap.text.LocalText;

/**
 * What is wrong with one row of a table; nothing of the table is taken while there is one.
 *
 * @param file as the pack names it
 * @param line 1-based line in the file (of a row over several lines: the last)
 * @param field column
 * @param code {@code missing_column}, {@code unknown_column}, {@code unknown_language}, {@code missing_value}, {@code bad_value}, {@code duplicate_code}, {@code
 *     unknown_parent}, {@code cyclic_parent}, {@code unknown_level}, {@code unknown_area}, {@code unknown_overlay}, {@code
 *     unknown_overlay_feature}, {@code unknown_kind}, {@code unknown_urgency}, {@code unknown_flag}, {@code bad_csv}
 */
public record RowFault(String file, long line, String field, String code, LocalText message) {
    static RowFault of(String file, long line, String field, String code, String zh, String en) {
        return new RowFault(file, line, field, code, LocalText.of("zh", zh, "en", en));
    }
}
