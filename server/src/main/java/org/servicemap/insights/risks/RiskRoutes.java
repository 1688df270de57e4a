package org.servicemap.insights.risks;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.insights.HotSpot;
import org.servicemap.insights.HotSpots;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.InsightRoutes;
import org.servicemap.insights.risks.RiskJson.ConflictPlaceJson;
import org.servicemap.insights.risks.RiskJson.KeyRiskJson;
import org.servicemap.insights.risks.RiskJson.KeyRisksJson;
import org.servicemap.insights.risks.RiskJson.RepeatPetitionersJson;
import org.servicemap.insights.risks.RiskJson.RiserJson;
import org.servicemap.insights.risks.RiskJson.RisersJson;
import org.servicemap.insights.risks.RiskJson.RiskAreaJson;

/** Where requests pile up and what rises, for those who supervise and analyse, and for leads in their own part. */
public final class RiskRoutes implements GovernanceGroup {
    public static final String GOVERNANCE = HttpServer.API + "/governance";
    public static final Role[] READERS = {Role.SUPERVISOR, Role.ANALYST, Role.LEAD, Role.ADMINISTRATOR};
    private static final double FALSE_DISCOVERY = 0.05;
    private static final LocalDate ALWAYS = LocalDate.of(9999, 12, 31);
    private static final Param<String> KIND =
            Param.oneOf("kind", List.of("address", "cell"), "What counts as the same place; default address");
    private static final Param<String> LEVEL =
            Param.text("level", "Id of the areas' level; default that by which requests are dispatched");
    private static final Param<Integer> DAYS =
            Param.integer("days", 7, 366, "So many days up to today; default the city's, else 90; of risers 14");
    private static final Param<String> AGAINST = Param.oneOf(
            "against", List.of("before", "year"), "Compared with as many days before, or 52 weeks ago; default before");

    private final InsightGround ground;
    private final HotSpots spots;
    private final RiskNames names;
    private final Conflicts conflicts;
    private final KeyRisks risks;
    private final Risers risers;

    public RiskRoutes(InsightGround ground, HotSpots spots) {
        this.ground = ground;
        this.spots = spots;
        names = new RiskNames(ground);
        conflicts = new Conflicts(ground.facts(), ground.categories());
        risks = new KeyRisks(ground.facts());
        risers = new Risers(ground.facts());
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route("conflicts", "listConflictPlaces", "Places from which requests come again and again")
                        .takes(KIND, DAYS)
                        .page(ConflictPlaceJson.class, "At most 200, the fullest first", this::conflicts),
                route("repeaters", "listRepeatPetitioners", "How many petitioners ask again and again, by area")
                        .takes(LEVEL, DAYS)
                        .page(RepeatPetitionersJson.class, "Areas, the most first", this::repeaters),
                route("risks", "getKeyRisks", "Key risk points: clusters in space and time, scored")
                        .json(KeyRisksJson.class, "The clusters", this::risks),
                route("risers", "getRisers", "Categories that rise in an area, with false alarms held down")
                        .takes(LEVEL, DAYS, AGAINST)
                        .json(RisersJson.class, "What rose", this::risers));
    }

    private static RouteBuilder route(String path, String id, String summary) {
        return Route.get(GOVERNANCE + "/" + path, id)
                .summary(summary)
                .description("Without sensitive requests. Who is bound to a unit or area sees what is there.")
                .roles(READERS)
                .fails(InsightRoutes.NO_FACTS);
    }

    private Page<ConflictPlaceJson> conflicts(Exchange exchange) {
        names.requireFacts();
        GovernanceRules rules = GovernanceRules.of(names.city().process());
        Reach reach = Reach.of(ground, exchange.caller());
        Conflicts.Kind kind =
                Conflicts.Kind.valueOf(exchange.get(KIND, "address").toUpperCase(Locale.ROOT));
        RiskWindow window = RiskWindow.ending(names.today(), exchange.get(DAYS, rules.days()));
        return Page.whole(conflicts.places(kind, window, reach, rules).stream()
                .map(place -> json(place, reach))
                .toList());
    }

    private ConflictPlaceJson json(Conflicts.Place place, Reach reach) {
        String kind = place.kind().name().toLowerCase(Locale.ROOT);
        return new ConflictPlaceJson(
                kind + ":" + place.key(),
                kind,
                place.lon(),
                place.lat(),
                areaAt(reach, place.lon(), place.lat()),
                place.requests(),
                place.people(),
                place.unresolvedShare(),
                (double) place.disputed() / place.requests(),
                place.category(),
                names.category(place.category()),
                place.last());
    }

    /** The finest area but one: people know their community, not their grid. */
    private @Nullable RiskAreaJson areaAt(Reach reach, double lon, double lat) {
        Map<Integer, String> codes = reach.codesAt(lon, lat);
        int rank = Math.max(1, names.city().levels().size() - 1);
        String code = codes.get(rank);
        return code == null ? null : area(rank, code);
    }

    private RiskAreaJson area(int rank, String code) {
        return new RiskAreaJson(names.level(rank), code, names.area(rank, code));
    }

    private Page<RepeatPetitionersJson> repeaters(Exchange exchange) {
        names.requireFacts();
        GovernanceRules rules = GovernanceRules.of(names.city().process());
        int rank = names.rank(exchange.find(LEVEL));
        RiskWindow window = RiskWindow.ending(names.today(), exchange.get(DAYS, rules.days()));
        return Page.whole(conflicts.repeaters(rank, window, Reach.of(ground, exchange.caller()), rules).stream()
                .map(each -> new RepeatPetitionersJson(
                        each.area() == null ? null : area(rank, each.area()),
                        each.petitioners(),
                        each.requests(),
                        (double) each.unresolved() / each.requests()))
                .toList());
    }

    private KeyRisksJson risks(Exchange exchange) {
        names.requireFacts();
        HotSpots.Found found = spots.latest(ALWAYS);
        if (found == null) {
            return new KeyRisksJson(null, List.of());
        }
        Reach reach = Reach.of(ground, exchange.caller());
        LocalDate lastDay = found.run().lastDay();
        return new KeyRisksJson(
                lastDay,
                risks.of(found, reach, ground.categories().get()).stream()
                        .map(each -> json(each, lastDay, reach))
                        .toList());
    }

    private KeyRiskJson json(KeyRisks.KeyRisk risk, LocalDate lastDay, Reach reach) {
        HotSpot spot = risk.spot();
        return new KeyRiskJson(
                risk.ref(),
                risk.score(),
                spot.category(),
                names.category(spot.category()),
                spot.lon(),
                spot.lat(),
                spot.radiusMetres(),
                areaAt(reach, spot.lon(), spot.lat()),
                lastDay.minusDays(spot.days() - 1L),
                lastDay,
                spot.observed(),
                spot.expected(),
                spot.relativeRisk(),
                spot.chance(),
                risk.requests(),
                risk.unresolved(),
                risk.disputed());
    }

    private RisersJson risers(Exchange exchange) {
        names.requireFacts();
        int rank = names.rank(exchange.find(LEVEL));
        // today is not over: yesterday is the last day that can be compared
        RiskWindow window = RiskWindow.ending(names.today().minusDays(1), exchange.get(DAYS, 14));
        RiskWindow before = exchange.get(AGAINST, "before").equals("year") ? window.yearBefore() : window.before();
        Reach reach = Reach.of(ground, exchange.caller());
        Risers.Found found =
                risers.of(rank, window, before, reach, ground.categories().get(), FALSE_DISCOVERY);
        return new RisersJson(
                window.from(),
                window.to(),
                before.from(),
                before.to(),
                found.tested(),
                FALSE_DISCOVERY,
                found.risers().stream().map(each -> json(each, rank)).toList());
    }

    private RiserJson json(Risers.Riser riser, int rank) {
        RateRatio ratio = riser.ratio();
        return new RiserJson(
                riser.category() + "@" + names.level(rank) + ":" + riser.area(),
                riser.category(),
                names.category(riser.category()),
                area(rank, riser.area()),
                riser.now(),
                riser.before(),
                Double.isFinite(ratio.value()) ? ratio.value() : null,
                ratio.low(),
                Double.isFinite(ratio.high()) ? ratio.high() : null,
                ratio.p(),
                riser.q());
    }
}
