package org.servicemap.requests.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A moment in a column. Without a format: ISO 8601 and what looks like it ({@code 2025/3/7 9:05}), with an offset or in the
 * zone; a day alone is its beginning.
 *
 * @param formats patterns of {@link DateTimeFormatter}, English words; empty for ISO
 * @param zone of times without an offset; null for the city's
 */
record TimeValue(
        String column,
        List<DateTimeFormatter> formats,
        @Nullable ZoneId zone) {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("uuuu[-][/]M[-][/]d[['T'][' ']H:mm[:ss]]")
            .optionalStart()
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    @Nullable
    Instant of(SourceRow row, String field, ZoneId cityZone) throws RowFault {
        String text = row.get(column);
        if (text == null) {
            return null;
        }
        for (DateTimeFormatter format : formats.isEmpty() ? List.of(ISO) : formats) {
            try {
                return instant(format.parse(text), zone == null ? cityZone : zone);
            } catch (DateTimeException e) {
                // another format may fit
            }
        }
        throw new RowFault(
                field, "bad_time", "column " + column + " holds no time of the format: " + RowFault.masked(text));
    }

    private static Instant instant(TemporalAccessor parsed, ZoneId zone) {
        LocalDate day = LocalDate.from(parsed);
        java.time.LocalTime time = parsed.query(TemporalQueries.localTime());
        LocalDateTime local = time == null ? day.atStartOfDay() : day.atTime(time);
        ZoneId own = parsed.query(TemporalQueries.zone());
        return ZonedDateTime.of(local, own == null ? zone : own).toInstant();
    }
}
