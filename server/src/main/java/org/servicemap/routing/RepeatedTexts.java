package org.servicemap.routing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Short texts that come again and again, made into strings once as long as they are remembered. Not thread-safe. */
final class RepeatedTexts {
    private static final int SIZE = 1 << 12;
    private static final int LONGEST = 64;

    private final @Nullable Known[] known = new Known[SIZE];

    private record Known(byte[] bytes, String text) {
        boolean isAt(CsvRecords row, int from, int to) {
            return Arrays.equals(bytes, 0, bytes.length, row.bytes(), from, to);
        }
    }

    /** The text of a record's field. */
    String of(CsvRecords row, int field) {
        int from = row.from(field);
        int to = row.to(field);
        if (row.hasDoubledQuotes(field) || to - from > LONGEST) {
            return row.text(field);
        }
        int slot = slot(row.bytes(), from, to);
        Known before = known[slot];
        if (before != null && before.isAt(row, from, to)) {
            return before.text();
        }
        Known now = new Known(Arrays.copyOfRange(row.bytes(), from, to), row.text(field));
        known[slot] = now;
        return now.text();
    }

    private static int slot(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 12) & SIZE - 1;
    }
}
