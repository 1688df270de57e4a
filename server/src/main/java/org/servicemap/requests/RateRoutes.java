package org.servicemap.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.requests.rates.Tally;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;

/** The three rates, ranked by unit or area, and the requests behind each figure. */
final class RateRoutes implements RouteGroup {
    private static final Param<String> BY =
            Param.text("by", "unit (default), or the id of a level: what the figures are of");
    private static final Param<String> KIND = Param.text("kind", "Only units of this kind");
    private static final Param<String> WITHIN = Param.text("within", "Only units below this one");
    private static final Param<String> MONTH =
            Param.text("month", "Assessment month as YYYY-MM, with the city's window; default the running one");
    private static final Param<OffsetDateTime> FROM = Param.time("from", "Start of any other period, with until");
    private static final Param<OffsetDateTime> UNTIL = Param.time("until", "End of the period, excluded");
    private static final Param<String> OF =
            Param.text("of", "Code of the unit or area").mandatory();
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 500, "At most so many; default 50");
    private static final ErrorCode NO_RATES = new ErrorCode(404, "no_rates", "the city does not have the three rates");
    private static final ErrorCode BAD_PERIOD = new ErrorCode(400, "bad_period", "a period that cannot be");
    private static final Role[] READERS = {
        Role.SUPERVISOR, Role.ANALYST, Role.DISPATCHER, Role.LEAD, Role.HANDLER, Role.ADMINISTRATOR
    };

    private final Database database;
    private final RateStore store;
    private final RequestLists lists;
    private final CityNames names;
    private final CityRules rules;
    private final Clock clock;

    RateRoutes(Database database, RateStore store, RequestLists lists, CityNames names, CityRules rules, Clock clock) {
        this.database = database;
        this.store = store;
        this.lists = lists;
        this.names = names;
        this.rules = rules;
        this.clock = clock;
    }

    @Describe("The three rates of a unit or area in a period, over the callbacks that reached the petitioner")
    record RateJson(
            String code,
            LocalText name,
            @Nullable String kind,

            @Describe("Place in the ranking; null with too few callbacks to rank") @Nullable
            Integer rank,

            @Describe("Callbacks that reached the petitioner")
            long valid,

            @Describe("Share contacted, 0 to 1; null without callbacks") @Nullable
            Double response,

            @Nullable Double resolution,
            @Nullable Double satisfaction,

            @Describe("0 to 100; null without callbacks") @Nullable
            Double score,

            @Describe("Lower end of the score's 95 % interval") @Nullable
            Double low,

            @Nullable Double high) {}

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
                period(Route.get(HttpServer.API + "/rates", "listRates")
                                .summary("The three rates, best score first")
                                .description("Without sensitive categories. Where the city has no rates: 404."))
                        .takes(BY, KIND, WITHIN)
                        .page(RateJson.class, "One row for each unit or area", this::rates),
                period(Route.get(HttpServer.API + "/rates/requests", "listRateRequests")
                                .summary("The requests behind a figure"))
                        .takes(BY, OF, LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(RequestJson.class, "Requests with a callback in the period", this::requests));
    }

    private static Route.Builder period(Route.Builder route) {
        return route.roles(READERS).takes(MONTH, FROM, UNTIL).fails(NO_RATES, BAD_PERIOD);
    }

    private RateRules rateRules() {
        RateRules found = RateRules.of(rules.current().city().process());
        if (found == null) {
            throw NO_RATES.problem("this city has no rates");
        }
        return found;
    }

    private RateRules.Window window(Exchange exchange, RateRules rateRules) {
        OffsetDateTime from = exchange.find(FROM);
        OffsetDateTime until = exchange.find(UNTIL);
        String month = exchange.find(MONTH);
        if (from == null && until == null) {
            return rateRules.window(month(month, rateRules), rules.current().zone());
        }
        if (month != null || from == null || until == null || !until.isAfter(from)) {
            throw BAD_PERIOD.problem("give month, or from and a later until", "until");
        }
        return new RateRules.Window(from.toInstant(), until.toInstant());
    }

    private YearMonth month(@Nullable String month, RateRules rateRules) {
        Instant now = clock.instant();
        if (month == null) {
            return rateRules.monthOf(now, rules.current().zone());
        }
        try {
            return YearMonth.parse(month);
        } catch (DateTimeParseException e) {
            throw BAD_PERIOD.problem("a month is YYYY-MM", "month");
        }
    }

    private Page<RateJson> rates(Exchange exchange) {
        RateRules rateRules = rateRules();
        RateRules.Window window = window(exchange, rateRules);
        String by = exchange.get(BY, "unit");
        return Page.whole(
                by.equals("unit")
                        ? byUnit(exchange.find(KIND), exchange.find(WITHIN), window, rateRules)
                        : byArea(rank(by), window, rateRules));
    }

    /** A unit's figures are its own and those of all units below it. */
    private List<RateJson> byUnit(
            @Nullable String kind, @Nullable String within, RateRules.Window window, RateRules rateRules) {
        Map<String, Tally> own = database.inSnapshot(handle -> store.byUnit(handle, window, rateRules));
        UnitTree tree = names.tree();
        Map<String, Tally> summed = new HashMap<>();
        own.forEach((unit, tally) -> {
            for (String at = unit; at != null; at = tree.parent(at)) {
                summed.merge(at, tally, Tally::plus);
            }
        });
        List<Row> rows = new ArrayList<>();
        for (Unit unit : names.units().directory().list()) {
            if ((kind == null || unit.kind().equals(kind)) && (within == null || tree.isWithin(unit.code(), within))) {
                rows.add(new Row(unit.code(), unit.name(), unit.kind(), summed.getOrDefault(unit.code(), Tally.NONE)));
            }
        }
        return ranked(rows, rateRules);
    }

    private List<RateJson> byArea(int rank, RateRules.Window window, RateRules rateRules) {
        Map<String, Tally> tallies = database.inSnapshot(handle -> store.byArea(handle, rank, window, rateRules));
        List<Row> rows = new ArrayList<>();
        tallies.forEach((code, tally) -> rows.add(new Row(code, names.area(rank, code), null, tally)));
        return ranked(rows, rateRules);
    }

    private int rank(String level) {
        OptionalInt rank = names.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst();
        return rank.orElseThrow(
                () -> ErrorCode.INVALID_PARAMETER.problem("by is unit or one of the city's levels", "by"));
    }

    private record Row(
            String code, LocalText name, @Nullable String kind, Tally tally) {}

    private static List<RateJson> ranked(List<Row> rows, RateRules rateRules) {
        List<RateJson> figures = new ArrayList<>();
        for (Row row : rows) {
            figures.add(figure(row, row.tally().rates(rateRules)));
        }
        figures.sort(Comparator.comparing(RateJson::score, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(RateJson::code));
        List<RateJson> ranked = new ArrayList<>();
        int place = 0;
        for (RateJson each : figures) {
            boolean counts = each.valid() >= rateRules.leastToRank() && each.score() != null;
            ranked.add(counts ? withRank(each, ++place) : each);
        }
        return ranked;
    }

    private static RateJson figure(Row row, Tally.@Nullable Rates rates) {
        return new RateJson(
                row.code(),
                row.name(),
                row.kind(),
                null,
                row.tally().valid(),
                rates == null ? null : rates.response(),
                rates == null ? null : rates.resolution(),
                rates == null ? null : rates.satisfaction(),
                rates == null ? null : rates.score(),
                rates == null ? null : rates.low(),
                rates == null ? null : rates.high());
    }

    private static RateJson withRank(RateJson each, int rank) {
        return new RateJson(
                each.code(),
                each.name(),
                each.kind(),
                rank,
                each.valid(),
                each.response(),
                each.resolution(),
                each.satisfaction(),
                each.score(),
                each.low(),
                each.high());
    }

    private Page<RequestJson> requests(Exchange exchange) {
        RateRules.Window window = window(exchange, rateRules());
        String by = exchange.get(BY, "unit");
        String of = exchange.get(OF);
        int limit = exchange.get(LIMIT, 50);
        String scope = by + "|" + of + "|" + window;
        KeyCursor after = KeyCursor.read(exchange.find(Cursor.PARAM), scope);
        List<RequestLists.Row> rows = database.inSnapshot(handle -> by.equals("unit")
                ? lists.calledBackFor(handle, names.tree().subtree(of), window, after, limit + 1)
                : lists.calledBackIn(handle, rank(by), of, window, after, limit + 1));
        List<RequestLists.Row> page = rows.size() > limit ? rows.subList(0, limit) : rows;
        RequestJson.Writer writer =
                new RequestJson.Writer(names, rules.current().zone());
        String next = rows.size() > limit
                ? new KeyCursor(0, page.get(page.size() - 1).request().id()).write(scope)
                : null;
        return new Page<>(
                page.stream()
                        .map(row -> writer.of(row.request(), null, Standing.View.OUTLINE))
                        .toList(),
                next);
    }
}
