package org.servicemap.requests;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The public number of a request: city date, seven-digit sequence, check digit (ISO/IEC 7064 MOD 11,10, which finds every
 * single wrong digit and nearly all swaps). Not a secret: what it opens needs the query code too.
 */
public record RequestNumber(String digits) {
    private static final int LENGTH = 16;
    private static final int LARGEST_SEQUENCE = 9_999_999;
    private static final long SEQUENCES = 10_000_000;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    public RequestNumber {
        if (!isValid(digits)) {
            throw new IllegalArgumentException("no request number: " + digits);
        }
    }

    static RequestNumber of(LocalDate day, int sequence) {
        if (sequence < 1 || sequence > LARGEST_SEQUENCE) {
            throw new IllegalArgumentException("a day's sequence is 1 to " + LARGEST_SEQUENCE + ", not " + sequence);
        }
        int date = day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
        String body = Long.toString(date * SEQUENCES + sequence);
        return new RequestNumber(body + checkDigit(body));
    }

    /** From what a person typed, with blanks and dashes; nothing when a digit must be wrong. */
    public static Optional<RequestNumber> parse(String typed) {
        String digits = typed.replaceAll("[\\s\\-]", "");
        return isValid(digits) ? Optional.of(new RequestNumber(digits)) : Optional.empty();
    }

    /** The day in the city on which it was received. */
    LocalDate day() {
        return LocalDate.parse(digits.substring(0, 8), DAY);
    }

    private static boolean isValid(String digits) {
        if (digits.length() != LENGTH || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        return isDay(digits) && checkDigit(digits.substring(0, LENGTH - 1)) == digits.charAt(LENGTH - 1);
    }

    private static boolean isDay(String digits) {
        int month = number(digits, 4, 6);
        int day = number(digits, 6, 8);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(number(digits, 0, 4), month).lengthOfMonth();
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    private static char checkDigit(String body) {
        int product = 10;
        for (int i = 0; i < body.length(); i++) {
            int sum = (product + body.charAt(i) - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (char) ('0' + (11 - product) % 10);
    }

    @Override
    public String toString() {
        return digits;
    }
}
