package org.servicemap.routing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The records of a {@link CsvBlocks.Block}, one at a time, as offsets into its bytes. Reads as Commons CSV's default format with trimmed values
 * does (a test holds it to that): empty lines do not count, a quote opens only at a field's start, and after the closing one only white space
 * may follow. Not thread-safe.
 */
final class CsvRecords {
    private final byte[] bytes;
    private final int length;
    private long linesBefore;
    private int at;
    private int count;
    private int[] from = new int[16];
    private int[] to = new int[16];
    private boolean[] doubled = new boolean[16];

    CsvRecords(CsvBlocks.Block block) {
        bytes = block.bytes();
        length = block.length();
        linesBefore = block.linesBefore();
    }

    /** Goes to the next record; {@link RoutingException} {@code bad_csv} where the file cannot be read on. */
    boolean next() {
        while (at < length && isLineEnd()) {
            passLineEnd();
        }
        if (at == length) {
            return false;
        }
        count = 0;
        while (field()) {
            at++;
        }
        if (at < length) {
            passLineEnd();
        } else {
            linesBefore++;
        }
        return true;
    }

    /** The 1-based line on which the record ends. */
    long line() {
        return linesBefore;
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where a field's trimmed value begins; it has doubled quotes if {@link #hasDoubledQuotes}. */
    int from(int field) {
        return from[field];
    }

    int to(int field) {
        return to[field];
    }

    boolean hasDoubledQuotes(int field) {
        return doubled[field];
    }

    /** A field's value, trimmed. */
    String text(int field) {
        String raw = new String(bytes, from[field], to[field] - from[field], StandardCharsets.UTF_8);
        return doubled[field] ? raw.replace("\"\"", "\"").trim() : raw;
    }

    /** Reads a field; whether another one follows behind a comma. */
    private boolean field() {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
            doubled = Arrays.copyOf(doubled, 2 * count);
        }
        doubled[count] = false;
        if (at < length && bytes[at] == '"') {
            quoted();
        } else {
            int start = at;
            while (at < length && bytes[at] != ',' && !isLineEnd()) {
                at++;
            }
            set(start, at);
        }
        count++;
        return at < length && bytes[at] == ',';
    }

    private void quoted() {
        int start = ++at;
        while (at < length && !(bytes[at] == '"' && (at + 1 == length || bytes[at + 1] != '"'))) {
            if (isLineEnd()) {
                passLineEnd();
            } else if (bytes[at] == '"') {
                doubled[count] = true;
                at += 2;
            } else {
                at++;
            }
        }
        if (at == length) {
            throw unreadable(isLineEndBefore() ? linesBefore : linesBefore + 1);
        }
        set(start, at++);
        int behind = at;
        while (at < length && bytes[at] != ',' && !isLineEnd()) {
            at++;
        }
        if (at > behind && !isBlank(behind)) {
            throw unreadable(linesBefore + 1);
        }
    }

    private boolean isLineEndBefore() {
        return bytes[at - 1] == '\n' || bytes[at - 1] == '\r';
    }

    private boolean isBlank(int behind) {
        return new String(bytes, behind, at - behind, StandardCharsets.UTF_8)
                .chars()
                .allMatch(Character::isWhitespace);
    }

    static RoutingException unreadable(long line) {
        return new RoutingException(
                "bad_csv",
                "cases",
                "line " + line + ": the file cannot be read on from here (a quote that is never closed?)");
    }

    private void set(int start, int end) {
        int first = start;
        int last = end;
        while (first < last && isTrimmed(bytes[first])) {
            first++;
        }
        while (first < last && isTrimmed(bytes[last - 1])) {
            last--;
        }
        from[count] = first;
        to[count] = last;
    }

    private static boolean isTrimmed(byte b) {
        return b >= 0 && b <= ' ';
    }

    private boolean isLineEnd() {
        return bytes[at] == '\n' || bytes[at] == '\r';
    }

    private void passLineEnd() {
        at += bytes[at] == '\r' && at + 1 < length && bytes[at + 1] == '\n' ? 2 : 1;
        linesBefore++;
    }
}
