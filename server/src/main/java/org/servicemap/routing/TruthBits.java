package org.servicemap.routing;

/** The truth of each condition as hexadecimal digits, four to a digit, the first in the highest bit. */
final class TruthBits {
    private TruthBits() {}

    static String write(int count, Expr.Truths truths) {
        StringBuilder out = new StringBuilder((count + 3) / 4);
        for (int first = 0; first < count; first += 4) {
            int digit = 0;
            for (int bit = 0; bit < 4; bit++) {
                digit = digit << 1 | (first + bit < count && truths.of(first + bit) ? 1 : 0);
            }
            out.append(Character.forDigit(digit, 16));
        }
        return out.toString();
    }

    /** {@link RoutingException} when the digits are not those of so many conditions. */
    static Expr.Truths read(int count, String digits) {
        boolean[] truths = new boolean[count];
        boolean good = digits.length() == (count + 3) / 4;
        for (int i = 0; good && i < count; i++) {
            int digit = Character.digit(digits.charAt(i / 4), 16);
            good = digit >= 0;
            truths[i] = (digit >> (3 - i % 4) & 1) == 1;
        }
        if (!good) {
            throw new RoutingException("bad_record", "truths", "the stored conditions are not those of this catalogue");
        }
        return atom -> truths[atom];
    }
}
