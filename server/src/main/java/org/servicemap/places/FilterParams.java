package org.servicemap.places;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;

/** The parameters by which places are filtered, the same for lists, counts, downloads and tiles. Thread-safe. */
final class FilterParams {
    private static final List<String> YES_NO = List.of("true", "false");
    private static final double FARTHEST = 1_000_000;

    static final Param<Double> LON = Param.number("lon", -180, 180, "Longitude from where distances are measured");
    static final Param<Double> LAT = Param.number("lat", -90, 90, "Latitude, with lon");
    private static final Param<Double> WITHIN =
            Param.number("within", 0, FARTHEST, "Only places within so many metres of lon, lat");
    private static final Param<String> CATEGORY = Param.text("category", "Only of this category and those below it");
    private static final Param<String> MATTER = Param.text("matter", "Only where this matter can be done");
    private static final Param<String> AREA =
            Param.text("area", "Only inside this area, as level:code (district:110101)");
    private static final Param<String> OPEN_NOW = Param.oneOf("open_now", YES_NO, "true: only what is open");
    private static final Param<OffsetDateTime> OPEN_AT = Param.time("open_at", "Only what is open at that time");
    private static final Param<Set<String>> ACCESSIBLE =
            Param.words("accessible", "Only what offers all of these: " + String.join(", ", Accessibility.words()));
    private static final Param<String> APPOINTMENTS =
            Param.oneOf("appointments", YES_NO, "true: only what takes appointments");
    private static final Param<Integer> FREE_DAYS = Param.integer(
            "free_days",
            1,
            366,
            "Only where the matter has a free appointment within so many days, today being the first");
    private static final Param<BBox> BBOX = Param.bbox("bbox", "Only inside min_lon,min_lat,max_lon,max_lat");

    /** All that {@link #read} reads. */
    static final Param<?>[] ALL = {
        CATEGORY, MATTER, AREA, OPEN_NOW, OPEN_AT, ACCESSIBLE, APPOINTMENTS, FREE_DAYS, BBOX, LON, LAT, WITHIN
    };
    /** Those that make sense for a tile. */
    static final Param<?>[] OF_TILES = {
        CATEGORY, MATTER, AREA, OPEN_NOW, ACCESSIBLE, APPOINTMENTS, FREE_DAYS, LON, LAT, WITHIN
    };

    static final ErrorCode[] ERRORS = {
        PlaceErrors.UNKNOWN_CATEGORY,
        PlaceErrors.UNKNOWN_MATTER,
        AreaErrors.UNKNOWN_LEVEL,
        AreaErrors.UNKNOWN_AREA,
        AreaErrors.BAD_BBOX,
        ErrorCode.MISSING_PARAMETER
    };

    private final Places places;
    private final EarliestSlots earliest;
    private final Clock clock;

    FilterParams(Places places, EarliestSlots earliest, Clock clock) {
        this.places = places;
        this.earliest = earliest;
        this.clock = clock;
    }

    PlaceFilter read(Exchange exchange) {
        Double within = exchange.find(WITHIN);
        LonLat near = within == null ? near(exchange) : required(near(exchange));
        OffsetDateTime openAt = exchange.find(OPEN_AT);
        return new PlaceFilter(
                exchange.find(CATEGORY),
                exchange.find(MATTER),
                exchange.find(AREA),
                openAt != null ? openAt.toInstant() : now(exchange),
                accessible(exchange),
                isTrue(exchange, APPOINTMENTS),
                exchange.find(BBOX),
                near,
                within,
                free(exchange));
    }

    /** A point without a distance changes nothing, so that every place stays one tile for all. */
    PlaceFilter readForTile(Exchange exchange) {
        Double within = exchange.find(WITHIN);
        LonLat near = within == null ? null : required(near(exchange));
        return new PlaceFilter(
                exchange.find(CATEGORY),
                exchange.find(MATTER),
                exchange.find(AREA),
                now(exchange),
                accessible(exchange),
                isTrue(exchange, APPOINTMENTS),
                null,
                near,
                within,
                free(exchange));
    }

    /** Who has a free appointment for the matter soon enough; null when nobody asks. */
    private @Nullable Set<String> free(Exchange exchange) {
        Integer days = exchange.find(FREE_DAYS);
        if (days == null) {
            return null;
        }
        String matter = exchange.find(MATTER);
        if (matter == null) {
            throw ErrorCode.MISSING_PARAMETER.problem("a free appointment for which matter", "matter");
        }
        ZoneId zone = places.search().clock().zone();
        Instant end = LocalDate.ofInstant(clock.instant(), zone)
                .plusDays(days)
                .atStartOfDay(zone)
                .toInstant();
        return earliest.of(matter).entrySet().stream()
                .filter(first -> first.getValue().isBefore(end))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static LonLat required(@Nullable LonLat near) {
        if (near == null) {
            throw ErrorCode.MISSING_PARAMETER.problem("within is measured from lon and lat", "lon");
        }
        return near;
    }

    private @Nullable Instant now(Exchange exchange) {
        return isTrue(exchange, OPEN_NOW) ? clock.instant() : null;
    }

    private static boolean isTrue(Exchange exchange, Param<String> param) {
        return exchange.get(param, "false").equals("true");
    }

    private static Set<Accessibility> accessible(Exchange exchange) {
        EnumSet<Accessibility> wanted = EnumSet.noneOf(Accessibility.class);
        for (String word : exchange.get(ACCESSIBLE, Set.of())) {
            wanted.add(Accessibility.find(word)
                    .orElseThrow(() -> ErrorCode.INVALID_PARAMETER.problem(
                            "accessible takes " + String.join(", ", Accessibility.words()), "accessible")));
        }
        return wanted;
    }

    static @Nullable LonLat near(Exchange exchange) {
        Double lon = exchange.find(LON);
        Double lat = exchange.find(LAT);
        if (lon == null && lat == null) {
            return null;
        }
        if (lon == null || lat == null) {
            throw ErrorCode.MISSING_PARAMETER.problem("lon and lat go together", lon == null ? "lon" : "lat");
        }
        return new LonLat(lon, lat);
    }
}
