package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.areas.coverage.Level;
import org.servicemap.http.Caller;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;

/** The three rates, ranked by unit or area, and the requests behind each figure. */
final class RateRoutes implements RouteGroup {
    private static final Param<String> BY =
            Param.text("by", "unit (default), or the id of a level: what the figures are of");
    private static final Param<String> KIND = Param.text("kind", "Only units of this kind");
    private static final Param<String> WITHIN =
            Param.text("within", "Only this unit and those below it, ranked among themselves");
    private static final Param<String> AREA = Param.text("area", "Only requests in this area, as level:code");
    private static final Param<String> CATEGORY = Param.text("category", "Only this category and those below it");
    private static final Param<String> OF =
            Param.text("of", "Code of the unit or area").mandatory();
    private static final Param<String> COUNTING =
            Param.oneOf("counting", RateFilter.Counting.keys(), "Which of them; default valid, which is all");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 500, "At most so many; default 50");
    static final ErrorCode NO_RATES = new ErrorCode(404, "no_rates", "the city does not have the three rates");
    private static final Role[] READERS = {Role.SUPERVISOR, Role.ANALYST, Role.LEAD, Role.ADMINISTRATOR};

    private final RateFigures figures;
    private final RatePeriods periods;
    private final Desk desk;
    private final CityNames names;
    private final CityRules rules;

    RateRoutes(RateFigures figures, Desk desk, CityNames names, CityRules rules, RatePeriods periods) {
        this.figures = figures;
        this.desk = desk;
        this.names = names;
        this.rules = rules;
        this.periods = periods;
    }

    @Describe("How the city's rates are made, and the period that was asked for")
    record RateRulesJson(
            @Describe("Assessment month; null for any other period") @Nullable
            String month,

            OffsetDateTime from,
            @Describe("Excluded") OffsetDateTime until,

            @Describe("Start of the period that it is compared with")
            OffsetDateTime fromBefore,

            OffsetDateTime untilBefore,
            double responseWeight,
            double resolutionWeight,
            double satisfactionWeight,

            @Describe("What \"basically satisfied\" counts for, 0 to 1")
            double basicallySatisfied,

            @Describe("Day of the month before on which a month's window opens; 1 is the calendar month")
            int windowStartsOnDay,

            @Describe("Callbacks without which there is no place")
            int leastToRank,

            @Describe("Kinds of unit that the caller may look at; the one to begin with comes first")
            List<KindJson> kinds) {}

    @Describe("A kind of unit")
    record KindJson(String id, LocalText name) {}

    @Override
    public String tag() {
        return "rates";
    }

    @Override
    public String description() {
        return "Response, resolution and satisfaction";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                taken(
                                Route.get(HttpServer.API + "/rates", "listRates")
                                        .summary("The three rates, best score first")
                                        .description(
                                                "Without sensitive categories. Who is bound to a unit sees it and those below"
                                                        + " it, with their places in the whole city. Where the city has no rates: 404."))
                        .takes(BY, KIND, WITHIN, AREA, CATEGORY)
                        .page(RateJson.class, "One row for each unit or area", this::rates),
                taken(Route.get(HttpServer.API + "/rates/rules", "getRateRules")
                                .summary("Weights, least number of callbacks, and a period's bounds"))
                        .json(RateRulesJson.class, "The rules", this::rules),
                taken(Route.get(HttpServer.API + "/rates/requests", "listRateRequests")
                                .summary("The requests behind a figure")
                                .description(
                                        "Those that were counted; words and place only of those that the caller may"
                                                + " open."))
                        .takes(BY, OF, COUNTING, AREA, CATEGORY, LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(RequestJson.class, "Requests with a callback in the period", this::requests));
    }

    private static RouteBuilder taken(RouteBuilder route) {
        return RatePeriods.takenBy(route).roles(READERS).fails(NO_RATES, RequestErrors.NOT_ALLOWED);
    }

    private RateRules rateRules() {
        RateRules found = RateRules.of(rules.current().city().process());
        if (found == null) {
            throw NO_RATES.problem("this city has no rates");
        }
        return found;
    }

    private RateRulesJson rules(Exchange exchange) {
        RateRules found = rateRules();
        RatePeriods.Period period = periods.asked(exchange, found);
        ZoneId zone = rules.current().zone();
        return new RateRulesJson(
                period.month() == null ? null : period.month().toString(),
                period.window().from().atZone(zone).toOffsetDateTime(),
                period.window().until().atZone(zone).toOffsetDateTime(),
                period.before().from().atZone(zone).toOffsetDateTime(),
                period.before().until().atZone(zone).toOffsetDateTime(),
                found.responseWeight(),
                found.resolutionWeight(),
                found.satisfactionWeight(),
                found.basicallySatisfied(),
                found.windowStartsOnDay(),
                found.leastToRank(),
                kinds(exchange.caller()));
    }

    /** Those who answer for the territory come first: the units of the level that the pack names as the authoritative one. */
    private List<KindJson> kinds(Caller caller) {
        UnitTree tree = names.tree();
        String level = names.levels().stream()
                .filter(each -> each.rank() == rules.current().city().authoritativeRank())
                .map(Level::id)
                .findFirst()
                .orElse("");
        Map<String, Boolean> territorial = new LinkedHashMap<>();
        for (Unit unit : names.units().directory().list()) {
            if (caller.unit() == null || tree.isWithin(unit.code(), caller.unit())) {
                territorial.merge(unit.kind(), unit.role() == null && level.equals(unit.level()), Boolean::logicalOr);
            }
        }
        Map<String, LocalText> words = rules.current().terms().unitKinds();
        return territorial.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Boolean> each) -> !each.getValue()))
                .map(each -> new KindJson(
                        each.getKey(), words.getOrDefault(each.getKey(), LocalText.of("und", each.getKey()))))
                .toList();
    }

    private Page<RateJson> rates(Exchange exchange) {
        RateRules found = rateRules();
        RatePeriods.Period period = periods.asked(exchange, found);
        Caller caller = exchange.caller();
        String by = exchange.get(BY, "unit");
        var places = by.equals("unit")
                ? figures.byUnit(
                        caller,
                        exchange.find(KIND),
                        exchange.find(WITHIN),
                        // places are in the whole city, so all units are counted and only the own ones answered
                        filter(exchange, caller, null, RateFilter.Counting.VALID, false),
                        period,
                        found)
                : figures.byArea(
                        caller,
                        rank(by, "by"),
                        filter(exchange, caller, null, RateFilter.Counting.VALID, true),
                        period,
                        found);
        return Page.whole(places.stream().map(RateJson::of).toList());
    }

    private RateFilter filter(
            Exchange exchange,
            Caller caller,
            @Nullable List<String> units,
            RateFilter.Counting counting,
            boolean ownUnitsOnly) {
        String category = exchange.find(CATEGORY);
        List<String> scope = caller.unit() == null ? null : names.tree().subtree(caller.unit());
        return new RateFilter(
                units,
                ownUnitsOnly ? scope : null,
                category == null ? null : names.categoriesWithin(category),
                areas(exchange.find(AREA), caller),
                bounds(caller),
                counting);
    }

    private AreaBounds bounds(Caller caller) {
        return names.scope(names.tree()).bounds(caller);
    }

    /** The area asked for: at the level of the one that the caller is bound to, no other. */
    private Map<Integer, String> areas(@Nullable String asked, Caller caller) {
        Map<Integer, String> areas = new HashMap<>();
        if (asked != null) {
            String[] parts = asked.split(":", 2);
            areas.put(rank(parts[0], "area"), parts.length == 2 ? parts[1] : "");
        }
        AreaBounds bounds = bounds(caller);
        areas.forEach((rank, code) -> {
            if (!bounds.mayAskFor(rank, code)) {
                throw RequestErrors.NOT_ALLOWED.problem("you may look at " + caller.area() + " only", "area");
            }
        });
        return areas;
    }

    private int rank(String level, String field) {
        return names.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .orElseThrow(() -> ErrorCode.INVALID_PARAMETER.problem(
                        field.equals("by")
                                ? "by is unit or one of the city's levels"
                                : "area is level:code, as district:110101",
                        field));
    }

    private Page<RequestJson> requests(Exchange exchange) {
        RatePeriods.Period period = periods.asked(exchange, rateRules());
        RateFilter filter = behind(exchange);
        int limit = exchange.get(LIMIT, 50);
        String scope = filter + "|" + period;
        List<RequestLists.Row> rows =
                figures.behind(filter, period, KeyCursor.read(exchange.find(Cursor.PARAM), scope), limit + 1);
        List<RequestLists.Row> page = rows.size() > limit ? rows.subList(0, limit) : rows;
        RequestJson.Writer writer =
                new RequestJson.Writer(names, rules.current().zone());
        String next = rows.size() > limit
                ? new KeyCursor(0, page.get(page.size() - 1).request().id()).write(scope)
                : null;
        return new Page<>(
                page.stream().map(row -> row(exchange.caller(), row, writer)).toList(), next);
    }

    private RequestJson row(Caller caller, RequestLists.Row row, RequestJson.Writer writer) {
        boolean all = desk.seesAll(caller, row.request().facts());
        return writer.of(row.request(), row.text(), all ? Standing.View.FULL : Standing.View.OUTLINE);
    }

    private RateFilter behind(Exchange exchange) {
        Caller caller = exchange.caller();
        String by = exchange.get(BY, "unit");
        String of = exchange.get(OF);
        var counting =
                RateFilter.Counting.valueOf(exchange.get(COUNTING, "valid").toUpperCase(java.util.Locale.ROOT));
        if (by.equals("unit")) {
            if (caller.unit() != null && !names.tree().isWithin(of, caller.unit())) {
                throw RequestErrors.NOT_ALLOWED.problem("you may look at your own units only", "of");
            }
            return filter(exchange, caller, names.tree().subtree(of), counting, true);
        }
        RateFilter filter = filter(exchange, caller, null, counting, true);
        Map<Integer, String> areas = new HashMap<>(filter.areas());
        String other = areas.put(rank(by, "by"), of);
        if (other != null && !other.equals(of)) {
            throw ErrorCode.INVALID_PARAMETER.problem("of is not in the area that was asked for", "of");
        }
        return new RateFilter(null, filter.scope(), filter.categories(), areas, filter.bounds(), counting);
    }
}
