package org.servicemap.insights.risks;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.InsightRoutes;
import org.servicemap.insights.risks.CatalogueTrial.Sent;
import org.servicemap.insights.risks.DuplicatePairs.Pair;
import org.servicemap.insights.risks.RiskJson.RiskAreaJson;
import org.servicemap.text.LocalText;

/** Faults of the catalogue or of a border that duplicates point at, with a proposal and what it would have done. Nothing is changed. */
public final class DuplicateRoutes implements GovernanceGroup {
    private static final String DUPLICATES = RiskRoutes.GOVERNANCE + "/duplicates";
    private static final int USUAL_DAYS = 180;
    private static final Param<Integer> DAYS = Param.integer("days", 7, 366, "So many days up to today; default 180");
    private static final Param<String> CATEGORY =
            Param.text("category", "The proposal's category").mandatory();
    private static final Param<String> LEVEL =
            Param.text("level", "Id of its area's level").mandatory();
    private static final Param<String> AREA =
            Param.text("area", "Its area's code").mandatory();
    private static final Param<String> FROM =
            Param.text("from", "The unit that it takes them from").mandatory();
    private static final Param<String> UNIT =
            Param.text("unit", "The unit that it gives them to").mandatory();

    private final InsightGround ground;
    private final CatalogueTrial trial;
    private final RiskNames names;
    private final DuplicatePairs pairs;
    private final DuplicateFaults faults;
    private final DisputeFaults past;

    public DuplicateRoutes(InsightGround ground, CatalogueTrial trial) {
        this.ground = ground;
        this.trial = trial;
        names = new RiskNames(ground);
        pairs = new DuplicatePairs(ground.facts());
        faults = new DuplicateFaults(pairs);
        past = new DisputeFaults(ground.facts());
    }

    @Describe("The same matter with two units, again and again, and what that proposes")
    record DuplicateFaultJson(
            String ref,

            @Describe(
                    "catalogue: it happens within one area, a rule is proposed; boundary: a border runs between, which is to be looked at")
            String kind,

            String category,
            @Nullable LocalText categoryName,

            @Describe("Where the proposed rule would hold") RiskAreaJson area,

            @Describe("The area beyond the border") @Nullable
            RiskAreaJson neighbour,

            @Describe("Pairs of requests; each request is in one at most")
            long pairs,

            @Describe("Of the pairs, those with a border between")
            long across,

            @Describe("The unit that leads fewer of the category's requests around there")
            String fromUnit,

            LocalText fromName,
            @Describe("So many of them") long fromLeads,
            @Describe("The unit that leads more") String toUnit,
            LocalText toName,
            long toLeads,

            @Describe("The proposed rule, YAML as in the catalogue")
            String rule) {}

    @Describe("What a rule proposed after duplicates would have done")
    record DuplicateTrialJson(
            @Describe("Pairs of the category with these two units")
            long pairs,

            @Describe("Of these, those that the catalogue in force sends to two units")
            long splitBefore,

            @Describe("The same with the rule") long splitAfter,

            @Describe("Requests of the category in the days looked at")
            long cases,

            @Describe("Of these, those that would have gone elsewhere")
            long moved,

            @Describe("Of these, those that were dispatched again after a dispute")
            long redispatched,

            @Describe("Those of them that the catalogue in force sends where they went in the end")
            long rightBefore,

            @Describe("The same with the rule") long rightAfter,

            @Describe("The rule that it stands right before; null: at the end") @Nullable
            String before,

            String rule) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(DUPLICATES, "listDuplicateFaults")
                        .summary("Duplicates that point at a fault of the catalogue or of a border")
                        .description("Category × two units with at least 3 pairs of requests within "
                                + DuplicatePairs.NEAR_METRES + " m and " + DuplicatePairs.NEAR_DAYS
                                + " days of each other that different units lead. The newest " + DuplicatePairs.MOST
                                + " pairs are looked at.")
                        .roles(RiskRoutes.READERS)
                        .takes(DAYS)
                        .fails(InsightRoutes.NO_FACTS)
                        .page(DuplicateFaultJson.class, "Those with the most pairs first", this::list),
                Route.get(DUPLICATES + "/backtest", "getDuplicateBacktest")
                        .summary("What a rule proposed after duplicates would have done with the stored requests")
                        .description(
                                "Decided again by the catalogue in force with and without the rule. Words of requests are not looked at. Nothing is changed.")
                        .roles(Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR)
                        .takes(CATEGORY, LEVEL, AREA, FROM, UNIT, DAYS)
                        .fails(InsightRoutes.NO_FACTS, ErrorCode.OUT_OF_SCOPE)
                        .json(DuplicateTrialJson.class, "What would have been", this::backtest));
    }

    private RiskWindow window(Exchange exchange) {
        names.requireFacts();
        return RiskWindow.ending(names.today(), exchange.get(DAYS, USUAL_DAYS));
    }

    private int finest() {
        return names.city().levels().stream().mapToInt(Level::rank).max().orElse(0);
    }

    private Page<DuplicateFaultJson> list(Exchange exchange) {
        int rank = names.city().routingRank();
        return Page.whole(
                faults.of(rank, finest(), window(exchange), Reach.of(ground, exchange.caller())::where).stream()
                        .map(fault -> json(fault, rank))
                        .toList());
    }

    private DuplicateFaultJson json(DuplicateFaults.Fault fault, int rank) {
        String level = names.level(fault.rank());
        String neighbour = fault.neighbour();
        return new DuplicateFaultJson(
                fault.category() + "@" + level + ":" + fault.area() + ":" + fault.from() + ">" + fault.to(),
                fault.isOfBorder() ? "boundary" : "catalogue",
                fault.category(),
                names.category(fault.category()),
                new RiskAreaJson(level, fault.area(), names.area(fault.rank(), fault.area())),
                neighbour == null ? null : new RiskAreaJson(names.level(rank), neighbour, names.area(rank, neighbour)),
                fault.pairs(),
                fault.across(),
                fault.from(),
                names.unit(fault.from()),
                fault.led(),
                fault.to(),
                names.unit(fault.to()),
                fault.ledByOther(),
                DuplicateFaults.rule(fault.category(), level, fault.area(), fault.to()));
    }

    private DuplicateTrialJson backtest(Exchange exchange) {
        RiskWindow window = window(exchange);
        Reach reach = Reach.of(ground, exchange.caller());
        if (!reach.isWhole()) {
            throw ErrorCode.OUT_OF_SCOPE.problem("the catalogue is the whole city's");
        }
        int rank = names.rank(exchange.get(LEVEL));
        String category = known(
                exchange.get(CATEGORY),
                ground.categories().get().find(exchange.get(CATEGORY)).isPresent(),
                "category");
        String area = known(
                exchange.get(AREA),
                reach.directory().findByCode(rank, exchange.get(AREA)).isPresent(),
                "area");
        String from = unit(exchange.get(FROM), "from");
        String to = unit(exchange.get(UNIT), "unit");
        String rule = DuplicateFaults.rule(category, names.level(rank), area, to);
        CatalogueTrial.Outcome outcome = trial.of(
                rule,
                point -> area.equals(reach.codesAt(point.lon(), point.lat()).get(rank)),
                past.cases(category, window));
        List<Pair> split = pairs.of(names.city().routingRank(), finest(), window, reach::where).stream()
                .filter(pair -> pair.category().equals(category) && pair.isOf(from, to))
                .toList();
        List<Sent> sent = trial.sends(rule, outcome.before(), pairs.cases(split));
        return json(rule, outcome, sent);
    }

    private String unit(String code, String field) {
        return known(code, ground.units().get().find(code).isPresent(), field);
    }

    private static String known(String code, boolean isKnown, String field) {
        if (!isKnown) {
            throw ErrorCode.INVALID_PARAMETER.problem("there is no " + field + " " + code, field);
        }
        return code;
    }

    /**
     * Pairs whose two go to different units.
     *
     * @param sent the two of a pair behind each other
     */
    static long split(List<Sent> sent, Function<Sent, String> to) {
        return IntStream.range(0, sent.size() / 2)
                .filter(i -> !to.apply(sent.get(2 * i)).equals(to.apply(sent.get(2 * i + 1))))
                .count();
    }

    private static DuplicateTrialJson json(String rule, CatalogueTrial.Outcome outcome, List<Sent> sent) {
        return new DuplicateTrialJson(
                sent.size() / 2,
                split(sent, Sent::before),
                split(sent, Sent::after),
                outcome.cases(),
                outcome.moved(),
                outcome.redispatched(),
                outcome.rightBefore(),
                outcome.rightAfter(),
                outcome.before(),
                rule);
    }
}
