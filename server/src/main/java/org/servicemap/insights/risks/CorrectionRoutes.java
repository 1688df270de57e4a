package org.servicemap.insights.risks;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
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
            Param.text("area", "Codes of its areas, with commas between").mandatory();
    private static final Param<String> LEVEL =
            Param.text("level", "Their level; default the one that the catalogue goes by");
    private static final Param<LocalDate> SINCE = Param.date(
            "since",
            "First day it is tried on; default that of the last third, as proposals are learnt from the days before");
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

            @Describe("Last day of those that the proposal was learnt from, which the shares are of")
            LocalDate learntUntil,

            @Describe(
                    "True: too recent to be learnt from the first two thirds of the days; the backtest tries it on what it was learnt from")
            boolean inSample,

            @Describe("The unit that returned most of these")
            String fromUnit,

            LocalText fromName,
            @Describe("The unit that most of these went to") String toUnit,
            LocalText toName,
            @Describe("Share of these that went there") double toShare,

            @Describe("Share of these within 150 m of the area's border")
            double borderShare,

            @Describe("Where the rule holds: the area, or along a border the finer areas that most of them lie in")
            List<RiskAreaJson> ruleAreas,

            @Describe("The proposed rule, YAML as in the catalogue")
            String rule) {}

    @Describe("What a proposed rule would have done")
    record CorrectionTrialJson(
            @Describe("First day it was tried on") LocalDate since,
            @Describe("Last day, included") LocalDate until,

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
                        .takes(CATEGORY, LEVEL, AREA, UNIT, DAYS, SINCE)
                        .fails(InsightRoutes.NO_FACTS, ErrorCode.OUT_OF_SCOPE)
                        .json(CorrectionTrialJson.class, "What would have been", this::backtest));
    }

    private RiskWindow window(Exchange exchange) {
        names.requireFacts();
        return RiskWindow.ending(names.today(), exchange.get(DAYS, USUAL_DAYS));
    }

    private Page<CorrectionJson> list(Exchange exchange) {
        int rank = names.city().routingRank();
        RiskWindow window = window(exchange);
        return Page.whole(faults.of(rank, finest(), window, Reach.of(ground, exchange.caller())).stream()
                .map(fault -> json(fault, rank, window))
                .toList());
    }

    private int finest() {
        return names.city().levels().stream().mapToInt(Level::rank).max().orElse(0);
    }

    private CorrectionJson json(DisputeFaults.Fault fault, int rank, RiskWindow window) {
        String level = names.level(rank);
        int ruled = fault.finer().isEmpty() ? rank : rank + 1;
        List<String> areas = fault.finer().isEmpty() ? List.of(fault.area()) : fault.finer();
        return new CorrectionJson(
                fault.category() + "@" + level + ":" + fault.area() + ">" + fault.to(),
                fault.isOfBorder() ? "boundary" : "catalogue",
                fault.category(),
                names.category(fault.category()),
                new RiskAreaJson(level, fault.area(), names.area(rank, fault.area())),
                fault.isOfBorder() ? neighbour(fault, level, rank) : null,
                fault.disputed(),
                fault.moved(),
                fault.learntUntil(),
                fault.learntUntil().isAfter(window.learning().to()),
                fault.from(),
                names.unit(fault.from()),
                fault.to(),
                names.unit(fault.to()),
                (double) fault.toCount() / fault.learnt(),
                (double) fault.nearBorder() / fault.learnt(),
                areas.stream()
                        .map(code -> new RiskAreaJson(names.level(ruled), code, names.area(ruled, code)))
                        .toList(),
                DisputeFaults.rule(fault.category(), names.level(ruled), areas, fault.to()));
    }

    private @Nullable RiskAreaJson neighbour(DisputeFaults.Fault fault, String level, int rank) {
        Unit unit = ground.units().get().find(fault.to()).orElse(null);
        String area = unit == null || !level.equals(unit.level()) ? null : unit.area();
        return area == null || area.equals(fault.area()) ? null : new RiskAreaJson(level, area, names.area(rank, area));
    }

    private CorrectionTrialJson backtest(Exchange exchange) {
        RiskWindow window = tried(exchange);
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
        String level = exchange.find(LEVEL);
        int rank = level == null ? names.city().routingRank() : names.rank(level);
        List<String> areas = areas(exchange.get(AREA), rank, reach);
        String rule = DisputeFaults.rule(category, names.level(rank), areas, unit);
        return json(
                window,
                rule,
                trial.of(
                        rule,
                        point -> areas.contains(
                                reach.codesAt(point.lon(), point.lat()).get(rank)),
                        faults.cases(category, window)));
    }

    private RiskWindow tried(Exchange exchange) {
        RiskWindow last = window(exchange).afterLearning();
        LocalDate since = exchange.get(SINCE, last.from());
        if (since.isAfter(last.to())) {
            throw ErrorCode.INVALID_PARAMETER.problem("since is not after the last day", "since");
        }
        return new RiskWindow(since, last.to());
    }

    private static List<String> areas(String codes, int rank, Reach reach) {
        return Arrays.stream(codes.split(",", -1))
                .map(code ->
                        known(code, reach.directory().findByCode(rank, code).isPresent(), "area"))
                .toList();
    }

    private static String known(String code, boolean isKnown, String field) {
        if (!isKnown) {
            throw ErrorCode.INVALID_PARAMETER.problem("there is no " + field + " " + code, field);
        }
        return code;
    }

    private CorrectionTrialJson json(RiskWindow window, String rule, CatalogueTrial.Outcome outcome) {
        return new CorrectionTrialJson(
                window.from(),
                window.to(),
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
