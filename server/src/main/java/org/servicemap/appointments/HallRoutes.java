package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.places.Place;
import org.servicemap.text.LocalText;

/** Which hall can do it, where and how soon. */
final class HallRoutes implements RouteGroup {
    static final String HALLS = HttpServer.API + "/halls";
    static final Param<String> PLACE = Param.text("place", "Code of the place").inPath();
    static final Param<Set<String>> MATTER =
            Param.words("matter", "Codes of the matters that one visit is for").mandatory();
    private static final Param<Double> LON = Param.number("lon", "Longitude of where the matter arises");
    private static final Param<Double> LAT = Param.number("lat", "Latitude, with lon");
    private static final Param<String> CRS = Param.text("crs", "What lon and lat are measured in; wgs84 when left out");
    private static final Param<Double> ACCURACY =
            Param.number("accuracy", 0, 100_000, "Radius in metres of the disc in which it lies");
    private static final Param<Double> WITHIN =
            Param.number("within", 0, 1_000_000, "Only halls within so many metres of lon, lat");
    private static final Param<LocalDate> BY = Param.date("by", "Only halls with a free time up to this day");
    private static final Param<String> MAY = Param.oneOf(
            "eligible", List.of("true", "false"), "true: only halls that may act for this location, or for everyone");
    private static final Param<String> OPEN =
            Param.oneOf("open_now", List.of("true", "false"), "true: only halls that are open now");
    private static final Param<String> NAME = Param.text("q", "Only halls whose name, address or code holds this text");
    private static final Param<String> SORT = Param.oneOf(
            "sort", List.of("earliest", "distance"), "earliest (the default), or distance (needs lon, lat)");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 50");
    private static final int USUAL = 50;
    private final Halls halls;
    private final HallPlaces places;
    private final Availability availability;
    private final Clock clock;

    HallRoutes(Halls halls, HallPlaces places, Availability availability, Clock clock) {
        this.halls = halls;
        this.places = places;
        this.availability = availability;
        this.clock = clock;
    }

    @Describe("A hall that does the matter")
    record EligibleHallJson(
            @Describe("Code of the place") String place,
            LocalText name,
            LocalText address,
            double lon,
            double lat,
            @Describe("From lon, lat") @Nullable Double distanceMetres,

            @Describe(
                    "in_charge, city_wide, maybe (the accuracy leaves it open), not_in_charge, unknown (no location given)")
            String fit,

            @Describe("A border is so near that you should make sure that this hall is in charge")
            boolean nearBorder,

            @Describe("The first free time, in the hall's zone; null: none within its horizon") @Nullable
            OffsetDateTime earliest,

            @Nullable OffsetDateTime earliestEnd) {}

    @Describe("A queue of a hall")
    record HallQueueJson(
            String code,
            LocalText name,

            @Describe("By code of the matter: slots in a row that it takes")
            Map<String, Integer> matters) {}

    @Describe("How a hall takes bookings")
    record BookableHallJson(
            String place,
            LocalText name,
            LocalText address,
            String timeZone,
            boolean bookable,

            @Describe("A slot can be booked until so long before its start")
            int leadMinutes,

            @Describe("So far ahead") int horizonDays,
            @Describe("How long a hold is kept") int holdMinutes,

            @Describe("Zero bits that the proof of work needs; 0: none is asked for")
            int proofBits,

            @Describe("Open bookings that one person may have here")
            int openPerPerson,

            List<HallQueueJson> queues) {}

    @Describe("A matter for which bookings are taken")
    record BookableMatterJson(
            String code,
            @Describe("How many halls take bookings for it") int halls) {}

    @Override
    public String tag() {
        return "appointments";
    }

    @Override
    public String description() {
        return "Halls that take bookings, free times, bookings";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HALLS, "listHalls")
                        .summary("Which halls can do a matter for this location, and how soon")
                        .description(
                                "Free times are at most a second old. Whether a hall may act is decided again when a slot"
                                        + " is held.")
                        .takes(MATTER, LON, LAT, CRS, ACCURACY, WITHIN, BY, MAY, OPEN, NAME, SORT, LIMIT, Cursor.PARAM)
                        .fails(AreaErrors.ofPosition())
                        .fails(ErrorCode.MISSING_PARAMETER, ErrorCode.BAD_CURSOR)
                        .page(EligibleHallJson.class, "Halls", this::list),
                Route.get(HALLS + "/matters", "listBookableMatters")
                        .summary("The matters for which halls take bookings")
                        .page(BookableMatterJson.class, "Matters by code", this::matters),
                Route.get(HALLS + "/{place}", "getHall")
                        .summary("How a hall takes bookings, and for which matters")
                        .takes(PLACE)
                        .fails(AppointmentErrors.UNKNOWN_HALL)
                        .json(BookableHallJson.class, "The hall", this::hall));
    }

    private Page<BookableMatterJson> matters(Exchange exchange) {
        Map<String, Integer> count = new TreeMap<>();
        halls.all().values().stream()
                .filter(hall ->
                        hall.settings().bookable() && places.find(hall.place()).isPresent())
                .flatMap(hall -> hall.queues().stream()
                        .flatMap(queue -> queue.matters().keySet().stream())
                        .distinct())
                .forEach(matter -> count.merge(matter, 1, Integer::sum));
        return Page.whole(count.entrySet().stream()
                .map(each -> new BookableMatterJson(each.getKey(), each.getValue()))
                .toList());
    }

    private @Nullable LonLat point(Exchange exchange) {
        Double lon = exchange.find(LON);
        Double lat = exchange.find(LAT);
        if ((lon == null) != (lat == null)) {
            throw ErrorCode.MISSING_PARAMETER.problem("lon and lat go together", lon == null ? "lon" : "lat");
        }
        return BookingRoutes.point(lon, lat, exchange.find(CRS));
    }

    private Page<EligibleHallJson> list(Exchange exchange) {
        LonLat point = point(exchange);
        String sort = exchange.get(SORT, "earliest");
        Double within = exchange.find(WITHIN);
        if (point == null && (sort.equals("distance") || within != null)) {
            throw ErrorCode.MISSING_PARAMETER.problem("distances are measured from lon and lat", "lon");
        }
        Jurisdiction jurisdiction = places.jurisdiction(point, exchange.find(ACCURACY));
        Instant now = clock.instant();
        String words = exchange.get(NAME, "").strip().toLowerCase(Locale.ROOT);
        List<EligibleHallJson> found = all(exchange.get(MATTER), jurisdiction, point).stream()
                .filter(hall -> within == null || hall.distanceMetres() != null && hall.distanceMetres() <= within)
                .filter(hall -> !exchange.get(MAY, "false").equals("true")
                        || !hall.fit().equals("not_in_charge"))
                .filter(hall -> isCalled(hall, words))
                .filter(hall -> isFreeBy(hall, exchange.find(BY)))
                .filter(hall -> !exchange.get(OPEN, "false").equals("true") || places.isOpen(hall.place(), now))
                .sorted(order(sort))
                .toList();
        String scope = "halls|" + sort + "|" + exchange.get(MATTER) + "|" + point + "|" + within + "|" + words;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        return Page.of(found, offset, exchange.get(LIMIT, USUAL), scope);
    }

    /** @param words in lower case; everything holds none */
    private static boolean isCalled(EligibleHallJson hall, String words) {
        return Stream.of(Stream.of(hall.place()), texts(hall.name()), texts(hall.address()))
                .flatMap(each -> each)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
    }

    private static Stream<String> texts(LocalText text) {
        return text.byTag().values().stream();
    }

    private static boolean isFreeBy(EligibleHallJson hall, @Nullable LocalDate by) {
        return by == null
                || hall.earliest() != null && !hall.earliest().toLocalDate().isAfter(by);
    }

    private static Comparator<EligibleHallJson> order(String sort) {
        Comparator<EligibleHallJson> near =
                Comparator.comparing(EligibleHallJson::distanceMetres, Comparator.nullsLast(Comparator.naturalOrder()));
        Comparator<EligibleHallJson> soon = Comparator.comparing(
                hall -> hall.earliest() == null ? null : hall.earliest().toInstant(),
                Comparator.nullsLast(Comparator.naturalOrder()));
        return (sort.equals("distance") ? near.thenComparing(soon) : soon.thenComparing(near))
                .thenComparing(EligibleHallJson::place);
    }

    private List<EligibleHallJson> all(Set<String> matters, Jurisdiction jurisdiction, @Nullable LonLat point) {
        Map<String, FreeSlot> earliest = availability.earliest(matters);
        List<EligibleHallJson> all = new ArrayList<>();
        for (Hall hall : halls.all().values()) {
            List<Hall.Queue> queues = hall.queuesFor(matters);
            Place place = places.find(hall.place()).orElse(null);
            if (place == null || queues.isEmpty() || !hall.settings().bookable()) {
                continue;
            }
            boolean cityWide = queues.stream().anyMatch(queue -> queue.isCityWide(matters));
            Jurisdiction.Fit fit = jurisdiction.fit(place, cityWide);
            FreeSlot first = earliest.get(hall.place());
            ZoneId zone = hall.settings().zoneId();
            all.add(new EligibleHallJson(
                    hall.place(),
                    place.name(),
                    place.address(),
                    place.point().lon(),
                    place.point().lat(),
                    point == null ? null : Math.rint(Geodesy.distanceMetres(point, place.point()) * 10) / 10,
                    fit.word(),
                    fit != Jurisdiction.Fit.CITY_WIDE && jurisdiction.isNearBorder(place),
                    first == null ? null : BookingJson.local(first.start(), zone),
                    first == null ? null : BookingJson.local(first.end(), zone)));
        }
        return all;
    }

    private BookableHallJson hall(Exchange exchange) {
        Hall hall = halls.get(exchange.get(PLACE));
        Place place = places.getKnown(hall.place());
        HallSettings settings = hall.settings();
        return new BookableHallJson(
                hall.place(),
                place.name(),
                place.address(),
                settings.zone(),
                settings.bookable() && places.find(hall.place()).isPresent(),
                settings.leadMinutes(),
                settings.horizonDays(),
                settings.holdMinutes(),
                settings.proofBits(),
                settings.openPerPerson(),
                hall.queues().stream().map(HallRoutes::queue).toList());
    }

    private static HallQueueJson queue(Hall.Queue queue) {
        Map<String, Integer> slots = new TreeMap<>();
        queue.matters().forEach((matter, served) -> slots.put(matter, served.slots()));
        return new HallQueueJson(queue.code(), queue.name(), slots);
    }
}
