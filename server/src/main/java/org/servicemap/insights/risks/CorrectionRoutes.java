package org.servicemap.insights.risks;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.InsightRoutes;
import org.servicemap.insights.risks.RiskJson.RiskAreaJson;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;

/** Faults of the catalogue or of a border that disputes point at, with a proposal and what it would have done. Nothing is changed. */
public final class CorrectionRoutes implements GovernanceGroup {
    private static final String CORRECTIONS = RiskRoutes.GOVERNANCE + "/corrections";
    private static final int USUAL_DAYS = 180;
    private static final int MOST_MOVES = 50;
    private static final Param<Integer> DAYS = Param.integer("days", 7, 366, "So many days up to today; default 180");
    private static final Param<String> CATEGORY =
            Param.text("category", "The proposal's category").mandatory();
    private static final Param<String> AREA =
            Param.text("area", "Its area's code").mandatory();
    private static final Param<String> UNIT =
            Param.text("unit", "The unit that it gives them to").mandatory();

    private final InsightGround ground;
    private final CatalogueTrial trial;
    private final RiskNames names;
    private final DisputeFaults faults;

    public CorrectionRoutes(InsightGround ground, CatalogueTrial trial) {
        this.ground = ground;
        this.trial = trial;
        names = new RiskNames(ground);
        faults = new DisputeFaults(ground.facts());
    }

    @Describe("Disputes that were right, and what they propose")
    record CorrectionJson(
            String ref,

            @Describe(
                    "catalogue: another rule is proposed; boundary: they lie along a border, which is to be looked at")
            String kind,

            String category,
            @Nullable LocalText categoryName,
            RiskAreaJson area,

            @Describe("The area beyond the border, when its unit is the one they went to") @Nullable
            RiskAreaJson neighbour,

            long disputed,

            @Describe("Of the disputed, those dispatched again")
            long moved,

            @Describe("The unit that returned most of these")
            String fromUnit,

            LocalText fromName,
            @Describe("The unit that most of these went to") String toUnit,
            LocalText toName,
            @Describe("Share of these that went there") double toShare,

            @Describe("Share of these within 150 m of the area's border")
            double borderShare,

            @Describe("The proposed rule, YAML as in the catalogue")
            String rule) {}

    @Describe("What a proposed rule would have done")
    record CorrectionTrialJson(
            @Describe("Requests of the category in the days looked at")
            long cases,

            @Describe("Of these, those that the catalogue in force cannot decide any more")
            long refused,

            @Describe("Of these, those that would have gone elsewhere")
            long moved,

            @Describe("Of these, those that were dispatched again")
            long redispatched,

            @Describe("Those of them that the catalogue in force sends where they went in the end")
            long rightBefore,

            @Describe("The same with the rule") long rightAfter,

            @Describe("So many dispatches more right at once; negative: fewer")
            long avoided,

            @Describe("The rule that it stands right before; null: at the end") @Nullable
            String before,

            String rule,
            @Describe("At most 50, the most frequent first") List<CorrectionMoveJson> moves) {}

    @Describe("So many would go from one unit to another")
    record CorrectionMoveJson(
            String area,

            @Describe("Empty: nobody; diversion:… goes to no unit")
            String from,

            LocalText fromName,
            String to,
            LocalText toName,
            long count) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(CORRECTIONS, "listCorrections")
                        .summary("Disputes that point at a fault of the catalogue or of a border")
                        .description(
                                "Category × area with at least 3 requests dispatched again after a dispute, most of them to one unit.")
                        .roles(RiskRoutes.READERS)
                        .takes(DAYS)
                        .fails(InsightRoutes.NO_FACTS)
                        .page(CorrectionJson.class, "The most dispatched again first", this::list),
                Route.get(CORRECTIONS + "/backtest", "getCorrectionBacktest")
                        .summary("What a proposed rule would have done with the stored requests")
                        .description(
                                "Decided again by the catalogue in force with and without the rule. Words of requests are not looked at. Nothing is changed.")
                        .roles(Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR)
                        .takes(CATEGORY, AREA, UNIT, DAYS)
                        .fails(InsightRoutes.NO_FACTS, ErrorCode.OUT_OF_SCOPE)
                        .json(CorrectionTrialJson.class, "What would have been", this::backtest));
    }

    private RiskWindow window(Exchange exchange) {
        names.requireFacts();
        return RiskWindow.ending(names.today(), exchange.get(DAYS, USUAL_DAYS));
    }

    private Page<CorrectionJson> list(Exchange exchange) {
        int rank = names.city().routingRank();
        return Page.whole(faults.of(rank, window(exchange), Reach.of(ground, exchange.caller())).stream()
                .map(fault -> json(fault, rank))
                .toList());
    }

    private CorrectionJson json(DisputeFaults.Fault fault, int rank) {
        String level = names.level(rank);
        return new CorrectionJson(
                fault.category() + "@" + level + ":" + fault.area() + ">" + fault.to(),
                fault.isOfBorder() ? "boundary" : "catalogue",
                fault.category(),
                names.category(fault.category()),
                new RiskAreaJson(level, fault.area(), names.area(rank, fault.area())),
                fault.isOfBorder() ? neighbour(fault, level, rank) : null,
                fault.disputed(),
                fault.moved(),
                fault.from(),
                names.unit(fault.from()),
                fault.to(),
                names.unit(fault.to()),
                (double) fault.toCount() / fault.moved(),
                (double) fault.nearBorder() / fault.moved(),
                DisputeFaults.rule(fault.category(), level, fault.area(), fault.to()));
    }

    private @Nullable RiskAreaJson neighbour(DisputeFaults.Fault fault, String level, int rank) {
        Unit unit = ground.units().get().find(fault.to()).orElse(null);
        String area = unit == null || !level.equals(unit.level()) ? null : unit.area();
        return area == null || area.equals(fault.area()) ? null : new RiskAreaJson(level, area, names.area(rank, area));
    }

    private CorrectionTrialJson backtest(Exchange exchange) {
        RiskWindow window = window(exchange);
        Reach reach = Reach.of(ground, exchange.caller());
        if (!reach.isWhole()) {
            throw ErrorCode.OUT_OF_SCOPE.problem("the catalogue is the whole city's");
        }
        String category = known(
                exchange.get(CATEGORY),
                ground.categories().get().find(exchange.get(CATEGORY)).isPresent(),
                "category");
        String unit = known(
                exchange.get(UNIT),
                ground.units().get().find(exchange.get(UNIT)).isPresent(),
                "unit");
        int rank = names.city().routingRank();
        String area = known(
                exchange.get(AREA),
                ground.areas()
                        .current()
                        .snapshot()
                        .directory()
                        .findByCode(rank, exchange.get(AREA))
                        .isPresent(),
                "area");
        String rule = DisputeFaults.rule(category, names.level(rank), area, unit);
        return json(
                rule,
                trial.of(
                        rule,
                        point -> area.equals(
                                reach.codesAt(point.lon(), point.lat()).get(rank)),
                        faults.cases(category, window)));
    }

    private static String known(String code, boolean isKnown, String field) {
        if (!isKnown) {
            throw ErrorCode.INVALID_PARAMETER.problem("there is no " + field + " " + code, field);
        }
        return code;
    }

    private CorrectionTrialJson json(String rule, CatalogueTrial.Outcome outcome) {
        return new CorrectionTrialJson(
                outcome.cases(),
                outcome.refused(),
                outcome.moved(),
                outcome.redispatched(),
                outcome.rightBefore(),
                outcome.rightAfter(),
                outcome.rightAfter() - outcome.rightBefore(),
                outcome.before(),
                rule,
                outcome.moves().stream()
                        .limit(MOST_MOVES)
                        .map(move -> new CorrectionMoveJson(
                                move.area(),
                                move.from(),
                                names.unit(move.from()),
                                move.to(),
                                names.unit(move.to()),
                                move.count()))
                        .toList());
    }
}
