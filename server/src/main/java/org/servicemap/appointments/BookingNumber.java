package org.servicemap.appointments;

import java.util.Locale;
import java.util.Optional;

/**
 * The number of a booking as people say it: nine digits in groups of three, the last a check digit (ISO/IEC 7812, Luhn), which finds
 * every single wrong digit and most that were swapped. Numbers do not follow each other, so that one does not tell the next.
 */
record BookingNumber(String digits) {
    private static final long RANGE = 100_000_000L;
    /** Has no factor in common with the range: every number comes once. */
    private static final long STEP = 38_196_601L;

    /** @param ordinal of a sequence */
    static BookingNumber of(long ordinal) {
        long mixed = Math.floorMod(ordinal * STEP, RANGE);
        String digits = String.format(Locale.ROOT, "%08d", mixed);
        return new BookingNumber(digits + check(digits));
    }

    /** Whatever stands between the digits; nothing when it is no such number. */
    static Optional<BookingNumber> parse(String typed) {
        String digits = typed.replaceAll("[\\s\\-]", "");
        boolean good = digits.matches("\\d{9}") && check(digits.substring(0, 8)) == digits.charAt(8) - '0';
        return good ? Optional.of(new BookingNumber(digits)) : Optional.empty();
    }

    private static int check(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return (10 - sum % 10) % 10;
    }

    /** {@code 381-966-014}. */
    String spoken() {
        return digits.substring(0, 3) + "-" + digits.substring(3, 6) + "-" + digits.substring(6);
    }
}
