package org.servicemap.http;

import java.math.BigDecimal;

/** Decimal numbers as people and programs write them. */
public final class Decimal {
    private static final int MAX_LENGTH = 40;

    private Decimal() {}

    /**
     * The number, or NaN when the text is none: only digits, sign, point and exponent count, so Java's {@code 1d}, hex,
     * {@code Infinity} and {@code NaN} are refused.
     */
    public static double parse(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            return Double.NaN;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean allowed = c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!allowed) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Shortest plain notation: 180 rather than 180.0, never an exponent. */
    public static String print(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : new BigDecimal(Double.toString(value)).toPlainString();
    }
}
