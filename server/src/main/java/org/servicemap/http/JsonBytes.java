package org.servicemap.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON written straight into bytes, for answers given tens of thousands of times a second. Not thread-safe. */
public final class JsonBytes {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

    private byte[] buffer = new byte[2048];
    private int length;

    /** Deprecated for other characters than these, the copy of the low bytes is what is wanted here, and the fastest there is. */
    @SuppressWarnings("deprecation")
    public JsonBytes ascii(String text) {
        int n = text.length();
        ensure(n);
        text.getBytes(0, n, buffer, length);
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
        return isPlain(text)
                ? ascii("\"").bytes(text.getBytes(StandardCharsets.UTF_8)).ascii("\"")
                : bytes(Json.bytes(text));
    }

    /** Whether nothing needs an escape; unpaired surrogates are left to the library, too. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == 0x7f || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
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
