package org.servicemap.routing;

/** Numbers as files of positions have them. */
final class PlainDecimal {
    private static final int MOST_DIGITS = 15;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private PlainDecimal() {}

    /**
     * The number that {@link Double#parseDouble} reads, or NaN when the text is not just a sign, up to 15 digits and a point: then the
     * digits and the power of ten are both exact, and one division rounds as reading does.
     */
    static double read(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        long digits = 0;
        int count = 0;
        int point = -1;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            byte b = bytes[i];
            if (b >= '0' && b <= '9' && count < MOST_DIGITS) {
                digits = 10 * digits + (b - '0');
                count++;
            } else if (b == '.' && point < 0) {
                point = count;
            } else {
                return Double.NaN;
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        double value = digits / POWERS[point < 0 ? 0 : count - point];
        return negative ? -value : value;
    }
}
