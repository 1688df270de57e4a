package org.servicemap.insights.outside;

import org.servicemap.text.LocalText;

/**
 * What is wrong with a row; nothing of the file is published while there is one.
 *
 * @param line of the file, the header is the first; 0 for the file as a whole
 * @param field the file's column
 * @param code {@code missing_column}, {@code missing_value}, {@code unknown_area}, {@code duplicate}, {@code not_a_number}, {@code
 *     negative}, {@code not_a_day}, {@code outside}, {@code ragged_row}, {@code empty}
 */
record RowFinding(long line, String field, String code, LocalText message) {
    static RowFinding of(long line, String field, String code, String zh, String en) {
        return new RowFinding(line, field, code, LocalText.of("zh", zh, "en", en));
    }
}
