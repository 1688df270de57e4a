package org.servicemap.open311;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Param;

/** Parameters as GeoReport writes them. */
final class Params {
    /** How many words a list may have. */
    static final int MOST_WORDS = 500;

    /** Years that the calendar of requests knows; beyond them dates are mistakes. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd")
            .optionalStart()
            .appendPattern("'T'HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    static final Param<String> JURISDICTION =
            Param.text("jurisdiction_id", "The city's id; not needed, since only one is served");
    static final Param<String> SERVICE =
            Param.text("service_code", "Code of the service").inPath();
    static final Param<String> REQUEST =
            Param.text("service_request_id", "Id of the request").inPath();
    static final Param<String> TOKEN =
            Param.text("token", "Token of the request").inPath();
    static final Param<String> EXTENSIONS =
            Param.oneOf("extensions", List.of("true", "false"), "true adds extended_attributes to each request");

    private Params() {}

    private static <T> Param<T> of(
            String name, String description, Map<String, Object> schema, Function<String, T> parse) {
        return new Param<>(name, description, Param.Place.QUERY, false, schema, parse);
    }

    /** Words between commas. */
    static Param<List<String>> list(String name, String description) {
        return of(name, description, Map.of("type", "string"), text -> {
            List<String> words = RequestFilter.words(text);
            if (words.isEmpty() || words.size() > MOST_WORDS) {
                throw ErrorCode.INVALID_PARAMETER.problem(
                        name + " has 1 to " + MOST_WORDS + " values between commas", name);
            }
            return words;
        });
    }

    /** An instant, ISO 8601. Without zone it is UTC; a plus that a client forgot to encode has become a blank. A day is its beginning. */
    static Param<Instant> time(String name, String description) {
        return time(name, description, LocalTime.MIN);
    }

    /** The same, and a day is its end. */
    static Param<Instant> timeOfEnd(String name, String description) {
        return time(name, description, LocalTime.MAX);
    }

    private static Param<Instant> time(String name, String description, LocalTime ofDay) {
        return of(
                name, description, Map.of("type", "string", "format", "date-time"), text -> instant(name, text, ofDay));
    }

    private static Instant instant(String name, String text, LocalTime ofDay) {
        try {
            TemporalAccessor time =
                    TIME.parseBest(text.replace(' ', '+'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            Instant instant = utc(time, ofDay);
            if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // falls through: not a time
        }
        throw ErrorCode.INVALID_PARAMETER.problem(name + " is a time as 2026-01-31T08:00:00Z", name);
    }

    private static Instant utc(TemporalAccessor time, LocalTime ofDay) {
        if (time instanceof OffsetDateTime zoned) {
            return zoned.toInstant();
        }
        LocalDateTime local = time instanceof LocalDateTime given ? given : ((LocalDate) time).atTime(ofDay);
        return local.toInstant(ZoneOffset.UTC);
    }
}
