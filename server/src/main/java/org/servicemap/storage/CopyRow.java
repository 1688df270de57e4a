package org.servicemap.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way into {@code COPY … (FORMAT binary)}. Each method writes the next column; the method must fit the
 * column's type exactly ({@code int4} is not {@code int8}). Null is written by {@link #nothing} or a null text.
 */
public final class CopyRow {
    private static final int START = 1 << 16;
    private static final byte JSONB_VERSION = 1;
    private static final LocalDate POSTGRES_DAY = LocalDate.of(2000, 1, 1);
    private static final Instant POSTGRES_INSTANT = Instant.parse("2000-01-01T00:00:00Z");

    private ByteBuffer buffer = ByteBuffer.allocate(START);
    private int written;

    CopyRow() {}

    void begin(int columns) {
        room(2).putShort((short) columns);
        written = 0;
    }

    int columns() {
        return written;
    }

    byte[] bytes() {
        return buffer.array();
    }

    int length() {
        return buffer.position();
    }

    void clear() {
        buffer.clear();
    }

    public CopyRow nothing() {
        column(-1);
        return this;
    }

    public CopyRow bool(boolean value) {
        column(1).put((byte) (value ? 1 : 0));
        return this;
    }

    public CopyRow int2(int value) {
        column(Short.BYTES).putShort((short) value);
        return this;
    }

    public CopyRow int4(int value) {
        column(Integer.BYTES).putInt(value);
        return this;
    }

    public CopyRow int8(long value) {
        column(Long.BYTES).putLong(value);
        return this;
    }

    public CopyRow float8(double value) {
        column(Double.BYTES).putDouble(value);
        return this;
    }

    public CopyRow text(@Nullable String value) {
        return value == null ? nothing() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public CopyRow bytes(byte @Nullable [] value) {
        if (value == null) {
            return nothing();
        }
        column(value.length).put(value);
        return this;
    }

    /** A {@code jsonb} column. */
    public CopyRow jsonb(@Nullable String json) {
        if (json == null) {
            return nothing();
        }
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        column(utf8.length + 1).put(JSONB_VERSION).put(utf8);
        return this;
    }

    public CopyRow date(@Nullable LocalDate value) {
        return value == null ? nothing() : int4((int) ChronoUnit.DAYS.between(POSTGRES_DAY, value));
    }

    public CopyRow timestamptz(@Nullable Instant value) {
        if (value == null) {
            return nothing();
        }
        return int8(value.equals(Instant.MAX) ? Long.MAX_VALUE : ChronoUnit.MICROS.between(POSTGRES_INSTANT, value));
    }

    /** A {@code point} column. */
    public CopyRow point(double x, double y) {
        column(2 * Double.BYTES).putDouble(x).putDouble(y);
        return this;
    }

    private ByteBuffer column(int length) {
        written++;
        return room(Integer.BYTES + Math.max(length, 0)).putInt(length);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = buffer.position() + bytes;
            buffer = ByteBuffer.allocate(Math.max(needed, 2 * buffer.capacity()))
                    .put(buffer.array(), 0, buffer.position());
        }
        return buffer;
    }
}
