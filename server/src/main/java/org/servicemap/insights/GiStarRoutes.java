package org.servicemap.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightCounts.Group;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.spatial.GetisOrd.Local;
import org.servicemap.insights.spatial.HexagonLocals;

/** Where requests lie denser or thinner than over the city: Gi* of Getis and Ord on hexagons, corrected for looking everywhere. */
public final class GiStarRoutes implements InsightGroup {
    /** Of false ones among those that are called hot or cold. */
    static final double RATE = 0.05;

    private static final int LOOKED_BACK = 365;
    private static final Param<Integer> RESOLUTION =
            Param.integer("resolution", Cells.COARSEST, 8, "Of the H3 grid; default 8, about 0.5 km² in Beijing");
    private static final Param<String> VALUES = Param.oneOf(
            "values",
            List.of("count", "excess"),
            "What is compared: counts (default), or how far each lies above its share of the 365 days before the period");

    private final InsightGround ground;
    private final InsightScope scope;
    private final InsightCounts counts;

    public GiStarRoutes(InsightGround ground) {
        this.ground = ground;
        this.scope = new InsightScope(ground);
        this.counts = new InsightCounts(ground.facts());
    }

    @Describe("Hexagons that stand out")
    record GiStarJson(
            @Describe("Of the H3 grid") int resolution,

            @Describe("Hexagons looked at: those with any request in the year until the last day")
            int places,

            @Describe("What was compared: count or excess") String values,

            @Describe("At most this share of those called hot or cold is expected to be so by chance")
            double falseDiscoveryRate,

            @Describe("Those that are hot or cold, the hottest first")
            List<GiStarCellJson> items) {}

    @Describe("A hexagon that stands out with its six neighbours")
    record GiStarCellJson(
            @Describe("H3 index") String cell,
            boolean hot,
            @Describe("Requests in it") long n,

            @Describe("Standard deviations that it and its neighbours lie above what they had if requests lay anywhere")
            double z,

            @Describe("Two-sided, of this hexagon alone") double p,

            @Describe("p after Benjamini and Hochberg's correction over all hexagons")
            double q,

            @Describe("Corners as longitude and latitude, WGS 84; the first again at the end")
            double[][] ring) {}

    @Override
    public List<Route> routes() {
        return List.of(scope.filtered(
                        "gi-star",
                        "getGiStar",
                        "Hexagons with more or fewer requests around them than elsewhere",
                        "Gi* of Getis and Ord with weights of 1 for a hexagon and its neighbours, over the requests received in"
                                + " the period. Counts know no population: where more people live it is hot; excess over the"
                                + " hexagon's share of the year before shows what is new.")
                .takes(RESOLUTION, VALUES)
                .json(GiStarJson.class, "Those that stand out", this::read));
    }

    private GiStarJson read(Exchange exchange) {
        int resolution = exchange.get(RESOLUTION, 8);
        InsightPeriod period = scope.period(exchange);
        InsightFilter filter = scope.filter(exchange);
        String values = exchange.get(VALUES, "count");
        Map<Long, Long> found = cells(resolution, period, filter);
        SortedMap<Long, Local> locals = values.equals("excess")
                ? HexagonLocals.ofExcess(
                        found,
                        cells(resolution, yearBefore(period), filter),
                        universe(resolution, period, filter),
                        ring())
                : HexagonLocals.ofCounts(found, universe(resolution, period, filter), ring());
        List<GiStarCellJson> items = new ArrayList<>();
        locals.forEach((cell, local) -> {
            if (local.isHot(RATE) || local.isCold(RATE)) {
                items.add(json(cell, found.getOrDefault(cell, 0L), local));
            }
        });
        items.sort((one, other) -> Double.compare(other.z(), one.z()));
        return new GiStarJson(resolution, locals.size(), values, RATE, items);
    }

    private LongFunction<List<Long>> ring() {
        return ground.cells().get()::ring;
    }

    /** Those with anything in the year, also those without anything in the period: where nobody ever calls from nothing is missing. */
    private Set<Long> universe(int resolution, InsightPeriod period, InsightFilter filter) {
        InsightPeriod year = new InsightPeriod(
                period.days() < LOOKED_BACK ? period.to().minusDays(LOOKED_BACK - 1) : period.from(), period.to());
        return cells(resolution, year, filter.anything()).keySet();
    }

    static InsightPeriod yearBefore(InsightPeriod period) {
        return new InsightPeriod(
                period.from().minusDays(LOOKED_BACK), period.from().minusDays(1));
    }

    private Map<Long, Long> cells(int resolution, InsightPeriod period, InsightFilter filter) {
        Map<Long, Long> cells = new TreeMap<>();
        for (Group group : counts.byCell(resolution, Measure.RECEIVED, period, filter)) {
            if (group.count().n() > 0) {
                cells.put(Long.valueOf(group.key()), group.count().n());
            }
        }
        return cells;
    }

    private GiStarCellJson json(long cell, long n, Local local) {
        return new GiStarCellJson(
                Cells.name(cell),
                local.z() > 0,
                n,
                local.z(),
                local.p(),
                local.q(),
                ground.cells().get().outline(cell));
    }
}
