package org.servicemap.appointments;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Scope;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.places.Place;
import org.servicemap.text.LocalText;
import org.servicemap.units.UnitDirectory;

/** All halls that a caller may look at in one table: those of the own unit and below it, and of the own area. */
record HallFiguresRoutes(HallFigures figures, Halls halls, HallPlaces places, Supplier<UnitDirectory> units)
        implements RouteGroup {
    private static final Param<LocalDate> FROM =
            Param.date("from", "The first day").mandatory();
    private static final Param<LocalDate> TO = Param.date(
                    "to", "The last day, at most " + HallFiguresRoutes.MOST_DAYS + " days in all")
            .mandatory();
    private static final Param<String> BY =
            Param.oneOf("by", HallFigures.By.WORDS, "What a row is of; default hall, the only one with seats");
    private static final Param<String> WITHIN = Param.text("within", "Only halls of this unit and those below it");
    private static final Param<String> AREA = Param.text("area", "Only halls that stand in this area, as level:code");
    private static final int MOST_DAYS = 92;

    @Describe("How a hall was used, or how a matter was done, over some days")
    record HallFiguresJson(
            @Describe("Code of the place; null for all halls") @Nullable
            String hall,

            @Nullable LocalText hallName,

            @Describe("Code; null for all matters") @Nullable
            String matter,

            @Describe("That the schedule gave; null in rows of matters, for which no seats are kept") @Nullable
            Integer seats,

            @Describe("That live bookings and holds have") @Nullable
            Integer taken,

            @Describe("With walk-ins; in rows of matters a visit for several counts for each")
            int bookings,

            int cancelled,
            int served,
            int noShows,

            @Describe("Of those served or missed, 0 to 1; null when there was neither") @Nullable
            Double noShowShare,

            int walkIns,

            @Describe("From the time due to the call; null before anybody was called") @Nullable
            Double meanWaitMinutes,

            @Describe("From the confirmation to the visit") @Nullable
            Double meanLeadDays) {}

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
        return List.of(Route.get(HallRoutes.HALLS + "/statistics", "listHallStatistics")
                .summary("Use, missed visits, waiting time and lead time of all halls, by hall or matter")
                .takes(FROM, TO, BY, WITHIN, AREA)
                .roles(Role.LEAD, Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR)
                .page(HallFiguresJson.class, "One row for each hall, matter, or both; most visits first", this::list));
    }

    private Page<HallFiguresJson> list(Exchange exchange) {
        LocalDate from = exchange.get(FROM);
        LocalDate to = exchange.get(TO);
        if (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS - 1))) {
            throw ErrorCode.INVALID_PARAMETER.problem(
                    "to is not before from, and at most " + MOST_DAYS + " days in all", "to");
        }
        List<String> seen = seen(exchange);
        HallFigures.By by = HallFigures.By.of(exchange.get(BY, HallFigures.By.HALL.word()));
        return Page.whole(
                figures.of(seen, by, from, to).stream().map(this::json).toList());
    }

    private List<String> seen(Exchange exchange) {
        UnitDirectory directory = units.get();
        Caller caller = exchange.caller();
        String within = exchange.find(WITHIN);
        Area area = Area.of(exchange.find(AREA));
        return halls.all().keySet().stream()
                .flatMap(code -> places.known(code).stream())
                .filter(place -> Scope.covers(directory, caller, place.unit()))
                .filter(place -> within == null || Scope.isWithin(directory, place.unit(), within))
                .filter(place -> caller.areaLevel() == null && area == null || isThere(place, caller, area))
                .map(Place::code)
                .toList();
    }

    private boolean isThere(Place place, Caller caller, @Nullable Area area) {
        Map<String, String> areas = places.jurisdiction(place.point(), null).areas();
        return Scope.covers(caller, areas) && (area == null || area.code().equals(areas.get(area.level())));
    }

    /** As it is asked for. */
    private record Area(String level, String code) {
        static @Nullable Area of(@Nullable String asked) {
            if (asked == null) {
                return null;
            }
            int colon = asked.indexOf(':');
            if (colon < 1) {
                throw ErrorCode.INVALID_PARAMETER.problem("area is level:code, as district:110101", "area");
            }
            return new Area(asked.substring(0, colon), asked.substring(colon + 1));
        }
    }

    private HallFiguresJson json(HallFigures.Row row) {
        String hall = row.hall();
        HallFigures.Seats seats = row.seats();
        int ended = row.served() + row.noShows();
        return new HallFiguresJson(
                hall,
                hall == null ? null : places.known(hall).map(Place::name).orElse(LocalText.EMPTY),
                row.matter(),
                seats == null ? null : seats.given(),
                seats == null ? null : seats.taken(),
                row.bookings(),
                row.cancelled(),
                row.served(),
                row.noShows(),
                ended == 0 ? null : Math.rint(1000.0 * row.noShows() / ended) / 1000,
                row.walkIns(),
                row.meanWaitMinutes(),
                row.meanLeadDays());
    }
}
