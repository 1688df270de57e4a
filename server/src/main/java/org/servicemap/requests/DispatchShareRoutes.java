package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.http.Caller;
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
import org.servicemap.requests.rates.DispatchShares;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/** How much the catalogue dispatches by itself, and how much of that is dispatched again. */
final class DispatchShareRoutes implements RouteGroup {
    private static final Param<String> BY =
            Param.text("by", "category (default), or the id of a level: what the figures are of");
    private static final Role[] READERS = {Role.DISPATCHER, Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR};

    private final Database database;
    private final DispatchShareStore store = new DispatchShareStore();
    private final CityNames names;
    private final CityRules rules;
    private final RatePeriods periods;

    DispatchShareRoutes(Database database, CityNames names, CityRules rules, RatePeriods periods) {
        this.database = database;
        this.names = names;
        this.rules = rules;
        this.periods = periods;
    }

    @Describe("How requests of a period found their unit, without sensitive categories")
    record SharesJson(
            @Describe("Received in the period") long received,

            @Describe("Given to a unit at least once") long dispatched,

            @Describe("Of these, found by the catalogue without a person")
            long automatic,

            @Describe("Automatic of dispatched, 0 to 1; null when none was dispatched") @Nullable
            Double automaticShare,

            @Describe("Given to a unit again later") long redispatched,

            @Nullable Double redispatchedShare,

            @Describe("Automatic ones that were given to a unit again later")
            long automaticRedispatched,

            @Nullable Double automaticRedispatchedShare,

            @Describe("Still with a dispatcher") long waiting) {
        static SharesJson of(DispatchShares shares) {
            return new SharesJson(
                    shares.received(),
                    shares.dispatched(),
                    shares.automatic(),
                    shares.automaticShare(),
                    shares.redispatched(),
                    shares.redispatchedShare(),
                    shares.automaticRedispatched(),
                    shares.automaticRedispatchedShare(),
                    shares.waiting());
        }
    }

    @Describe("The shares of a period and of the one before it")
    record DispatchJson(
            OffsetDateTime from,
            @Describe("Excluded") OffsetDateTime until,
            SharesJson now,
            @Describe("The period before, as long") SharesJson before) {}

    @Describe("The shares of a category or area")
    record DispatchRowJson(
            @Describe("Empty for requests without one") String code, LocalText name, SharesJson shares) {}

    @Override
    public String tag() {
        return "dispatch-shares";
    }

    @Override
    public String description() {
        return "How much the catalogue dispatches by itself";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                taken(Route.get(HttpServer.API + "/rates/dispatch", "getDispatchShares")
                                .summary("Share dispatched automatically, and share dispatched again")
                                .description("Of requests received in the period; without one, in the last 30 days."))
                        .json(DispatchJson.class, "The shares", this::shares),
                taken(Route.get(HttpServer.API + "/rates/dispatch/by", "listDispatchShares")
                                .summary("The same by category or area, most received first"))
                        .takes(BY)
                        .page(DispatchRowJson.class, "One row for each category or area", this::rows));
    }

    private static RouteBuilder taken(RouteBuilder route) {
        return RatePeriods.takenBy(route).roles(READERS);
    }

    private RatePeriods.Period period(Exchange exchange) {
        RateRules found = RateRules.of(rules.current().city().process());
        return periods.askedOrLast(exchange, found == null ? RateRules.STANDARD : found);
    }

    private DispatchJson shares(Exchange exchange) {
        RatePeriods.Period period = period(exchange);
        DispatchShareStore.Bounds bounds = bounds(exchange.caller());
        ZoneId zone = rules.current().zone();
        return database.inSnapshot(handle -> new DispatchJson(
                period.window().from().atZone(zone).toOffsetDateTime(),
                period.window().until().atZone(zone).toOffsetDateTime(),
                SharesJson.of(one(store.all(handle, period.window(), bounds))),
                SharesJson.of(one(store.all(handle, period.before(), bounds)))));
    }

    private static DispatchShares one(Map<String, DispatchShares> counts) {
        return counts.getOrDefault("", DispatchShares.NONE);
    }

    private Page<DispatchRowJson> rows(Exchange exchange) {
        RateRules.Window window = period(exchange).window();
        DispatchShareStore.Bounds bounds = bounds(exchange.caller());
        String by = exchange.get(BY, "category");
        int rank = by.equals("category") ? 0 : rank(by);
        Map<String, DispatchShares> counts = database.inSnapshot(handle ->
                rank == 0 ? store.byCategory(handle, window, bounds) : store.byArea(handle, rank, window, bounds));
        List<DispatchRowJson> rows = new ArrayList<>();
        counts.forEach((code, shares) -> rows.add(new DispatchRowJson(code, name(rank, code), SharesJson.of(shares))));
        rows.sort(Comparator.<DispatchRowJson>comparingLong(row -> -row.shares().received())
                .thenComparing(DispatchRowJson::code));
        return Page.whole(rows);
    }

    private LocalText name(int rank, String code) {
        if (code.isEmpty()) {
            return LocalText.of("und", "–");
        }
        CityNames.NamedJson category = rank == 0 ? names.category(code) : null;
        return category == null ? names.area(rank, code) : category.name();
    }

    private int rank(String level) {
        return names.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .orElseThrow(
                        () -> ErrorCode.INVALID_PARAMETER.problem("by is category or one of the city's levels", "by"));
    }

    /** A caller who is bound to an area or a unit sees their figures only. */
    private DispatchShareStore.Bounds bounds(Caller caller) {
        UnitTree tree = names.tree();
        return new DispatchShareStore.Bounds(
                names.scope(tree).bounds(caller), caller.unit() == null ? null : tree.subtree(caller.unit()));
    }
}
