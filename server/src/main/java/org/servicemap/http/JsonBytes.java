package org.servicemap.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON written straight into bytes, for answers given tens of thousands of times a second. Not thread-safe. */
public final class JsonBytes {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

    private byte[] buffer = new byte[1024];
    private int length;

    public JsonBytes ascii(String text) {
        int n = text.length();
        ensure(n);
        for (int i = 0; i < n; i++) {
            buffer[length + i] = (byte) text.charAt(i);
        }
        length += n;
        return this;
    }

    public JsonBytes bytes(byte[] json) {
        ensure(json.length);
        System.arraycopy(json, 0, buffer, length, json.length);
        length += json.length;
        return this;
    }

    /** A JSON string, quoted and escaped. */
    public JsonBytes text(String text) {
        return bytes(Json.bytes(text));
    }

    public JsonBytes bool(boolean value) {
        return ascii(value ? "true" : "false");
    }

    public JsonBytes decimalOrNull(@Nullable Double value, int decimals) {
        return value == null ? ascii("null") : decimal(value, decimals);
    }

    /** A number rounded to at most 7 decimals, without trailing zeros; null where JSON has no number for it. */
    public JsonBytes decimal(double value, int decimals) {
        if (Double.isNaN(value) || Math.abs(value) > 1e11) {
            return Double.isNaN(value) || Double.isInfinite(value) ? ascii("null") : ascii(Decimal.print(value));
        }
        long scale = POWERS[decimals];
        long scaled = Math.round(value * scale);
        if (scaled < 0) {
            ascii("-");
            scaled = -scaled;
        }
        number(scaled / scale);
        long fraction = scaled % scale;
        if (fraction != 0) {
            fraction(fraction, decimals);
        }
        return this;
    }

    private void fraction(long fraction, int decimals) {
        ensure(decimals + 1);
        buffer[length++] = '.';
        long rest = fraction;
        for (int i = decimals - 1; rest != 0; i--) {
            buffer[length++] = (byte) ('0' + rest / POWERS[i]);
            rest %= POWERS[i];
        }
    }

    public JsonBytes number(long value) {
        if (value >= 0 && value < 10) {
            ensure(1);
            buffer[length++] = (byte) ('0' + value);
            return this;
        }
        return ascii(Long.toString(value));
    }

    public byte[] toArray() {
        return Arrays.copyOf(buffer, length);
    }

    @Override
    public String toString() {
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
