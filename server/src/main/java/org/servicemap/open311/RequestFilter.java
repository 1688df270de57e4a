package org.servicemap.open311;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.requests.PublicQuery;

/** The filters of {@code GET requests}, as parameters and as a query. */
final class RequestFilter {
    static final Duration LONGEST = Duration.ofDays(90);
    static final int LARGEST_PAGE = 1000;
    private static final int MOST_PAGES = 10_000;
    private static final double NEAR_METRES = 1000;
    private static final double FARTHEST_METRES = 50_000;

    static final Param<List<String>> IDS =
            Params.list("service_request_id", "Ids between commas; all other filters are ignored then");
    static final Param<List<String>> CODES = Params.list("service_code", "Codes of services between commas");
    static final Param<List<String>> STATUS = Params.list("status", "open, closed, or both between commas");
    static final Param<Instant> START = Params.time("start_date", "Requested then or later");
    static final Param<Instant> END =
            Params.timeOfEnd("end_date", "Requested then or earlier; at most 90 days after start_date");
    static final Param<Instant> UPDATED_AFTER = Params.time("updated_after", "Changed later than this");
    static final Param<Double> LAT = Param.number("lat", -90, 90, "Latitude of a circle's centre, WGS 84");
    static final Param<Double> LONG = Param.number("long", -180, 180, "Longitude of a circle's centre, WGS 84");
    static final Param<Double> RADIUS =
            Param.number("radius", 1, FARTHEST_METRES, "Radius of the circle in metres; 1000 when left out");
    static final Param<Integer> PAGE = Param.integer("page", 1, MOST_PAGES, "Page, from 1");
    static final Param<Integer> PAGE_SIZE =
            Param.integer("page_size", 1, LARGEST_PAGE, "Requests of a page; 1000 when left out");

    static final Param<?>[] ALL = {
        IDS, CODES, STATUS, START, END, UPDATED_AFTER, LAT, LONG, RADIUS, PAGE, PAGE_SIZE, Params.EXTENSIONS
    };

    private RequestFilter() {}

    static PublicQuery query(Exchange exchange, Instant now) {
        Span span = Span.of(exchange.find(START), exchange.find(END), now);
        int size = exchange.get(PAGE_SIZE, LARGEST_PAGE);
        return new PublicQuery(
                exchange.find(CODES),
                span.from(),
                span.until(),
                closed(exchange.find(STATUS)),
                exchange.find(UPDATED_AFTER),
                circle(exchange),
                (exchange.get(PAGE, 1) - 1) * size,
                size);
    }

    /** The days that a list is about. */
    record Span(Instant from, Instant until) {
        /** What is not said follows from what is: never more than 90 days, up to now when nothing is. */
        static Span of(@Nullable Instant start, @Nullable Instant end, Instant now) {
            if (start != null && end != null) {
                return checked(start, end);
            }
            if (start != null) {
                Instant latest = start.plus(LONGEST);
                return new Span(start, latest.isBefore(now) ? latest : now);
            }
            Instant until = end == null ? now : end;
            return new Span(until.minus(LONGEST), until);
        }

        private static Span checked(Instant start, Instant end) {
            if (end.isBefore(start)) {
                throw Open311Errors.BAD_ARGUMENT.problem("end_date is before start_date", "end_date");
            }
            if (Duration.between(start, end).compareTo(LONGEST) > 0) {
                throw Open311Errors.BAD_ARGUMENT.problem(
                        "start_date and end_date may be " + LONGEST.toDays() + " days apart at most", "end_date");
            }
            return new Span(start, end);
        }
    }

    static @Nullable Boolean closed(@Nullable List<String> given) {
        if (given == null) {
            return null;
        }
        Set<String> words = new LinkedHashSet<>();
        given.forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        if (!Set.of("open", "closed").containsAll(words)) {
            throw Open311Errors.BAD_ARGUMENT.problem("status is open, closed or open,closed", "status");
        }
        return words.size() == 2 ? null : words.contains("closed");
    }

    private static PublicQuery.@Nullable Circle circle(Exchange exchange) {
        Double lat = exchange.find(LAT);
        Double lon = exchange.find(LONG);
        if (lat == null && lon == null && exchange.find(RADIUS) == null) {
            return null;
        }
        if (lat == null || lon == null) {
            throw Open311Errors.BAD_ARGUMENT.problem("a circle needs lat and long", lat == null ? "lat" : "long");
        }
        return new PublicQuery.Circle(new LonLat(lon, lat), exchange.get(RADIUS, NEAR_METRES));
    }

    /** Words between commas, without empty ones. */
    static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
