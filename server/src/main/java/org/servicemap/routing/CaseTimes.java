package org.servicemap.routing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Times of past requests: ISO 8601 with T or a blank, local to a zone or with an offset. The usual forms are read by hand, all others by
 * java.time. Not thread-safe.
 */
final class CaseTimes {
    private static final int TO_MINUTES = 16;
    private static final int TO_SECONDS = 19;
    private static final int OFFSET = 6;
    private static final int NONE = -1;
    private static final int DAYS_400_YEARS = 146_097;
    private static final int DAYS_TO_1970 = 719_468;

    private final ZoneId zone;
    private final ZoneDays days;

    CaseTimes(ZoneId zone) {
        this.zone = zone;
        this.days = new ZoneDays(zone);
    }

    /** {@link java.time.DateTimeException} for what is no time. */
    Instant parse(String text) {
        String iso = text.replace(' ', 'T');
        boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return offset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).atZone(zone).toInstant();
    }

    /**
     * The same for {@code 2026-01-20T10:00}, {@code 2026-01-20 10:00:00}, both also with {@code Z} or {@code +08:00}; null for everything
     * else, right or wrong.
     */
    @Nullable
    Instant findUsual(byte[] b, int from, int to) {
        int length = to - from;
        if (length < TO_MINUTES || b[from + 4] != '-' || b[from + 7] != '-' || b[from + 13] != ':') {
            return null;
        }
        boolean seconds = length >= TO_SECONDS && b[from + 16] == ':';
        int end = from + (seconds ? TO_SECONDS : TO_MINUTES);
        long day = day(two(b, from), two(b, from + 2), two(b, from + 5), two(b, from + 8));
        int second = second(two(b, from + 11), two(b, from + 14), seconds ? two(b, from + 17) : 0);
        if (day == Long.MIN_VALUE || second == NONE || b[from + 10] != 'T' && b[from + 10] != ' ') {
            return null;
        }
        int offset = end == to ? days.offsetSeconds(day) : offset(b, end, to);
        return offset == ZoneDays.CHANGES ? null : Instant.ofEpochSecond(day * ZoneDays.DAY_SECONDS + second - offset);
    }

    private static int two(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? NONE : 10 * tens + ones;
    }

    /** Days since 1970-01-01; {@link Long#MIN_VALUE} for no day. Method: years from March, whose leap day comes last. */
    private static long day(int century, int rest, int month, int day) {
        if (century == NONE
                || rest == NONE
                || month < 1
                || month > 12
                || day < 1
                || day > 28 && day > last(100 * century + rest, month)) {
            return Long.MIN_VALUE;
        }
        int year = 100 * century + rest - (month <= 2 ? 1 : 0);
        int era = Math.floorDiv(year, 400);
        int ofEra = year - 400 * era;
        int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return (long) era * DAYS_400_YEARS + 365L * ofEra + ofEra / 4 - ofEra / 100 + ofYear - DAYS_TO_1970;
    }

    private static int last(int year, int month) {
        return java.time.YearMonth.of(year, month).lengthOfMonth();
    }

    private static int second(int hour, int minute, int second) {
        boolean good = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return good ? 3600 * hour + 60 * minute + second : NONE;
    }

    /** Of {@code Z} or hours and minutes up to 17:59; else {@link ZoneDays#CHANGES}. */
    private static int offset(byte[] b, int from, int to) {
        if (to - from == 1 && b[from] == 'Z') {
            return 0;
        }
        if (to - from != OFFSET || b[from] != '+' && b[from] != '-' || b[from + 3] != ':') {
            return ZoneDays.CHANGES;
        }
        int hours = two(b, from + 1);
        int seconds = second(hours, two(b, from + 4), 0);
        if (seconds == NONE || hours > 17) {
            return ZoneDays.CHANGES;
        }
        return b[from] == '+' ? seconds : -seconds;
    }
}
