package org.servicemap.routing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts CSV bytes (comma, double quotes, any line ends) into blocks of whole records without reading their fields, so that these can be
 * read elsewhere at the same time. In constant memory: no record may be longer than {@link #LONGEST}. A byte order mark is passed over.
 */
final class CsvBlocks {
    static final int LONGEST = 1 << 26;
    static final int SIZE = 1 << 18;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int size;
    private byte[] buffer;
    private int filled;
    private boolean ended;
    private long lines;
    private int end;
    private long endLines;

    /**
     * Whole records.
     *
     * @param length of the bytes that count
     * @param linesBefore lines of the file before it
     */
    record Block(byte[] bytes, int length, long linesBefore) {}

    /**
     * @param size of a block in bytes, unless a record is longer
     */
    CsvBlocks(InputStream in, int size) throws IOException {
        this.in = in;
        this.size = size;
        buffer = new byte[size];
        fill();
        if (filled >= MARK.length && Arrays.equals(buffer, 0, MARK.length, MARK, 0, MARK.length)) {
            filled -= MARK.length;
            System.arraycopy(buffer, MARK.length, buffer, 0, filled);
        }
    }

    /** Lines handed out so far. */
    long lines() {
        return lines;
    }

    /** The first record alone, with empty lines before it; null at the end. */
    @Nullable
    Block first() throws IOException {
        return next(true);
    }

    /** As many records as fit; null at the end. {@link RoutingException} {@code bad_csv} for a record that is too long. */
    @Nullable
    Block next() throws IOException {
        return next(false);
    }

    private @Nullable Block next(boolean one) throws IOException {
        fill();
        scan(one);
        while (end == 0 && !ended) {
            grow();
            fill();
            scan(one);
        }
        return filled == 0 ? null : take(end == 0 || ended && !one ? filled : end);
    }

    private void fill() throws IOException {
        if (!ended && filled < buffer.length) {
            filled += in.readNBytes(buffer, filled, buffer.length - filled);
            ended = filled < buffer.length;
        }
    }

    private void grow() {
        if (buffer.length >= LONGEST) {
            throw new RoutingException(
                    "bad_csv",
                    "cases",
                    "line " + (lines + 1) + ": the record that begins here is longer than " + LONGEST
                            + " bytes (a quote that is never closed?)");
        }
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }

    private Block take(int length) {
        Block block = new Block(buffer, length, lines);
        byte[] rest = new byte[Math.max(size, filled - length)];
        System.arraycopy(buffer, length, rest, 0, filled - length);
        buffer = rest;
        filled -= length;
        lines += endLines;
        return block;
    }

    /** Where in a field the scan is. */
    private enum In {
        START,
        PLAIN,
        QUOTES,
        /** After a quote within quotes: the first of two, or the last. */
        CLOSING,
        CLOSED
    }

    /** Finds the end of the last whole record (of the first when one is wanted), and the lines until there. */
    private void scan(boolean one) {
        end = 0;
        endLines = 0;
        long seen = 0;
        In state = In.START;
        for (int i = 0; i < filled; i++) {
            byte b = buffer[i];
            if (b != '\n' && b != '\r') {
                state = after(state, b);
                continue;
            }
            if (b == '\r' && i + 1 == filled && !ended) {
                return; // perhaps half a line end
            }
            boolean empty = i == end;
            i += b == '\r' && i + 1 < filled && buffer[i + 1] == '\n' ? 1 : 0;
            seen++;
            if (state != In.QUOTES) {
                state = In.START;
                end = i + 1;
                endLines = seen;
                if (one && !empty) {
                    return;
                }
            }
        }
    }

    private static In after(In state, byte b) {
        return switch (state) {
            case START -> b == '"' ? In.QUOTES : b == ',' ? In.START : In.PLAIN;
            case PLAIN -> b == ',' ? In.START : In.PLAIN;
            case QUOTES -> b == '"' ? In.CLOSING : In.QUOTES;
            case CLOSING -> b == '"' ? In.QUOTES : b == ',' ? In.START : In.CLOSED;
            case CLOSED -> b == ',' ? In.START : In.CLOSED;
        };
    }
}
