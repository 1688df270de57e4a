package org.servicemap.http;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;

/**
 * One parameter of a route: its name, type, range and what it is for. The same object checks requests and stands in the
 * API document, so the two cannot differ. Immutable; {@code mandatory()} and {@code inPath()} answer a changed copy.
 *
 * @param schema its OpenAPI schema
 */
public record Param<T>(
        String name,
        String description,
        Place place,
        boolean required,
        Map<String, Object> schema,
        Function<String, T> parse) {
    /** Where the parameter stands. */
    public enum Place {
        QUERY,
        PATH
    }

    private static final int MAX_TEXT = 400;

    private static <T> Param<T> of(
            String name, String description, Map<String, Object> schema, Function<String, T> parse) {
        return new Param<>(name, description, Place.QUERY, false, schema, parse);
    }

    /** A finite decimal number. */
    public static Param<Double> number(String name, String description) {
        return of(name, description, Map.of("type", "number", "format", "double"), text -> finite(name, text));
    }

    /** A finite decimal number from min to max, both included. */
    public static Param<Double> number(String name, double min, double max, String description) {
        Map<String, Object> schema = ordered("type", "number", "format", "double", "minimum", min, "maximum", max);
        return of(name, description, schema, text -> {
            double value = finite(name, text);
            if (value < min || value > max) {
                throw outOfRange(name, text, min, max);
            }
            return value;
        });
    }

    /** A whole number from min to max, both included. */
    public static Param<Integer> integer(String name, int min, int max, String description) {
        Map<String, Object> schema = ordered("type", "integer", "format", "int32", "minimum", min, "maximum", max);
        return of(name, description, schema, text -> {
            if (!text.matches("[+-]?\\d{1,18}")) {
                throw invalid(name, "a whole number", text);
            }
            long value = Long.parseLong(text);
            if (value < min || value > max) {
                throw outOfRange(name, text, min, max);
            }
            return (int) value;
        });
    }

    /** A 64-bit id, in decimal digits. */
    public static Param<Long> id(String name, String description) {
        return of(name, description, ordered("type", "string", "pattern", "^[0-9]{1,19}$"), text -> {
            try {
                return requireDigits(name, text);
            } catch (NumberFormatException e) {
                throw invalid(name, "an id", text);
            }
        });
    }

    /** Text of at most 400 characters. */
    public static Param<String> text(String name, String description) {
        return of(name, description, ordered("type", "string", "minLength", 1, "maxLength", MAX_TEXT), text -> {
            if (text.length() > MAX_TEXT) {
                throw ErrorCode.OUT_OF_RANGE.problem(name + " is longer than " + MAX_TEXT + " characters", name);
            }
            return text;
        });
    }

    /** One of a few words. */
    public static Param<String> oneOf(String name, List<String> words, String description) {
        return of(name, description, ordered("type", "string", "enum", words), text -> {
            if (!words.contains(text)) {
                throw invalid(name, "one of " + String.join(", ", words), text);
            }
            return text;
        });
    }

    /** Words between commas; {@code *} stands for all. */
    public static Param<Set<String>> words(String name, String description) {
        return of(name, description, ordered("type", "string", "pattern", "^[^,]+(,[^,]+)*$"), text -> {
            List<String> words = Arrays.asList(text.split(",", -1));
            if (words.stream().anyMatch(String::isBlank)) {
                throw invalid(name, "words between commas", text);
            }
            return new LinkedHashSet<>(words);
        });
    }

    /** A calendar date, YYYY-MM-DD. */
    public static Param<LocalDate> date(String name, String description) {
        return of(name, description, ordered("type", "string", "format", "date"), text -> {
            try {
                LocalDate day = LocalDate.parse(text);
                requireYear(day.getYear());
                return day;
            } catch (DateTimeException e) {
                throw invalid(name, "a date as YYYY-MM-DD", text);
            }
        });
    }

    /** An instant with its zone, RFC 3339. */
    public static Param<OffsetDateTime> time(String name, String description) {
        return of(name, description, ordered("type", "string", "format", "date-time"), text -> {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text);
                requireYear(time.getYear());
                return time;
            } catch (DateTimeException e) {
                throw invalid(name, "a time with zone as 2026-01-31T08:00:00+08:00", text);
            }
        });
    }

    /** A box in WGS 84 degrees: min_lon,min_lat,max_lon,max_lat. */
    public static Param<BBox> bbox(String name, String description) {
        Map<String, Object> item = Map.of("type", "number");
        Map<String, Object> schema = ordered("type", "array", "items", item, "minItems", 4, "maxItems", 4);
        return of(name, description, schema, text -> {
            String[] parts = text.split(",", -1);
            if (parts.length != 4) {
                throw invalid(name, "four numbers min_lon,min_lat,max_lon,max_lat", text);
            }
            double[] edges =
                    Arrays.stream(parts).mapToDouble(part -> finite(name, part)).toArray();
            requireDegrees(name, text, edges);
            return new BBox(edges[0], edges[1], edges[2], edges[3]);
        });
    }

    /** Beyond them neither the database nor a calendar can follow. */
    private static void requireYear(int year) {
        if (year < 1 || year > 9999) {
            throw new DateTimeException("a year from 1 to 9999");
        }
    }

    private static long requireDigits(String name, String text) {
        if (!text.matches("\\d{1,19}")) {
            throw invalid(name, "an id", text);
        }
        return Long.parseLong(text);
    }

    private static void requireDegrees(String name, String text, double[] edges) {
        for (int i = 0; i < 4; i++) {
            double limit = i % 2 == 0 ? 180 : 90;
            if (Math.abs(edges[i]) > limit) {
                throw outOfRange(name, text, -limit, limit);
            }
        }
    }

    /** The same parameter, without which the request is refused. */
    public Param<T> mandatory() {
        return new Param<>(name, description, place, true, schema, parse);
    }

    /** The same parameter as a part of the path. */
    public Param<T> inPath() {
        return new Param<>(name, description, Place.PATH, true, schema, parse);
    }

    T parse(String text) {
        if (text.isBlank()) {
            throw ErrorCode.EMPTY_PARAMETER.problem(name + " is empty", name);
        }
        return parse.apply(text.strip());
    }

    /** A finite number, written as JSON or any usual decimal notation would. */
    static double finite(String name, String text) {
        double value = Decimal.parse(text);
        if (Double.isNaN(value)) {
            throw invalid(name, "a finite number", text);
        }
        return value;
    }

    private static Problem invalid(String name, String expected, String text) {
        return ErrorCode.INVALID_PARAMETER.problem(name + " must be " + expected + ", not " + quote(text), name);
    }

    private static Problem outOfRange(String name, String text, double min, double max) {
        String range = Decimal.print(min) + " to " + Decimal.print(max);
        return ErrorCode.OUT_OF_RANGE.problem(name + " must be within " + range + ", not " + quote(text), name);
    }

    /** Text of the caller in a message: bounded and without control characters. */
    static String quote(@Nullable String text) {
        if (text == null) {
            return "nothing";
        }
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (plain.length() > 60 ? plain.substring(0, 60) + "…" : plain) + "\"";
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
