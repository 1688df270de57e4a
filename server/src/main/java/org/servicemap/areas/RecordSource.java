package org.servicemap.areas;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into records: physical lines, or CSV records whose quoted fields may hold line ends. Works on bytes,
 * which is right for every encoding that keeps ASCII bytes to themselves where quotes, commas and line ends are concerned
 * (UTF-8, GBK, GB18030, Latin). Memory is bounded by the longest record allowed.
 */
final class RecordSource {
    static final int MAX_RECORD = 1 << 20;

    private final InputStream in;
    private final boolean quoted;
    private final byte delimiter;
    private byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private boolean ended;
    private long consumed;
    private long line = 1;

    private int start;
    private int end;
    private long recordLine;
    private boolean tooLong;
    private boolean unclosed;

    /** @param quoted whether a double quote at the start of a field opens a field that may hold line ends */
    RecordSource(InputStream in, boolean quoted, char delimiter) {
        this.in = in;
        this.quoted = quoted;
        this.delimiter = (byte) delimiter;
    }

    /** Moves to the next record; false at the end. */
    boolean next() throws IOException {
        tooLong = false;
        unclosed = false;
        recordLine = line;
        int at = 0;
        boolean inQuotes = false;
        boolean fieldStart = true;
        boolean justClosed = false;
        while (true) {
            if (position + at >= limit && !fill(at)) {
                return finish(at, inQuotes);
            }
            byte b = buffer[position + at];
            if (inQuotes) {
                inQuotes = b != '"';
                justClosed = !inQuotes;
            } else if (b == '\n') {
                cut(at, 1);
                return true;
            } else {
                // a doubled quote closes and opens again
                inQuotes = quoted && b == '"' && (fieldStart || justClosed);
                justClosed = false;
            }
            fieldStart = b == delimiter && !inQuotes;
            at++;
            if (at > MAX_RECORD) {
                return overflow(inQuotes);
            }
        }
    }

    private boolean finish(int at, boolean inQuotes) throws IOException {
        if (at == 0) {
            return false;
        }
        if (inQuotes) {
            return firstLineOnly(at);
        }
        cut(at, 0);
        return true;
    }

    /** A quote that nothing closes spoils one line, not the rest of the file. */
    private boolean firstLineOnly(int available) throws IOException {
        unclosed = true;
        for (int i = 0; i < available; i++) {
            if (buffer[position + i] == '\n') {
                cut(i, 1);
                return true;
            }
        }
        cut(available, 0);
        return true;
    }

    private boolean overflow(boolean inQuotes) throws IOException {
        if (inQuotes) {
            for (int i = 0; i < MAX_RECORD; i++) {
                if (buffer[position + i] == '\n') {
                    return firstLineOnly(MAX_RECORD);
                }
            }
        }
        tooLong = true;
        cut(MAX_RECORD, 0);
        skipLine();
        return true;
    }

    /** Reads past the rest of a line that is too long, remembering only its head. */
    private void skipLine() throws IOException {
        byte[] head = Arrays.copyOfRange(buffer, start, Math.min(end, start + 200));
        while (true) {
            if (position >= limit && !fill(0)) {
                break;
            }
            if (buffer[position++] == '\n') {
                line++;
                break;
            }
        }
        // the head moves behind the unread bytes, where nothing overwrites it before the next record is asked for
        byte[] rest = Arrays.copyOfRange(buffer, position, limit);
        buffer = Arrays.copyOf(rest, Math.max(1 << 16, rest.length + head.length));
        System.arraycopy(head, 0, buffer, rest.length, head.length);
        position = 0;
        limit = rest.length;
        start = rest.length;
        end = start + head.length;
    }

    private void cut(int length, int lineEnd) {
        start = position;
        end = position + length;
        for (int i = start; i < end + lineEnd; i++) {
            if (buffer[i] == '\n') {
                line++;
            }
        }
        position = end + lineEnd;
        if (end > start && buffer[end - 1] == '\r') {
            end--;
        }
    }

    private boolean fill(int kept) throws IOException {
        if (ended) {
            return false;
        }
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, MAX_RECORD + (1 << 16)));
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read <= 0) {
            ended = true;
            return false;
        }
        limit += read;
        consumed += read;
        return limit > kept;
    }

    byte[] record() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    /** Number of the line on which the record begins, from 1. */
    long line() {
        return recordLine;
    }

    boolean isTooLong() {
        return tooLong;
    }

    boolean isUnclosed() {
        return unclosed;
    }

    long bytesRead() {
        return consumed;
    }
}
