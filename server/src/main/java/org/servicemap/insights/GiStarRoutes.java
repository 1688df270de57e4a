package org.servicemap.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightCounts.Group;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.spatial.GetisOrd;
import org.servicemap.insights.spatial.Sites;

/** Where requests lie denser or thinner than over the city: Gi* of Getis and Ord on hexagons, corrected for looking everywhere. */
public final class GiStarRoutes implements InsightGroup {
    /** Of false ones among those that are called hot or cold. */
    private static final double RATE = 0.05;

    /** Of the distance between neighbours' middles: the six around a hexagon, not those behind them. */
    private static final double REACH = 1.5;

    private static final int LOOKED_BACK = 365;
    private static final double M2_OF_KM2 = 1e6;
    private static final Param<Integer> RESOLUTION =
            Param.integer("resolution", Cells.COARSEST, 8, "Of the H3 grid; default 8, about 0.7 km²");

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

            @Describe("Farthest neighbour's middle, in metres")
            double neighbourMetres,

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
                                + " the period. It knows no population: where more people live it is hot.")
                .takes(RESOLUTION)
                .json(GiStarJson.class, "Those that stand out", this::read));
    }

    private GiStarJson read(Exchange exchange) {
        int resolution = exchange.get(RESOLUTION, 8);
        Map<Long, Long> cells = cells(resolution, scope.period(exchange), scope.filter(exchange));
        List<Long> keys = List.copyOf(cells.keySet());
        double metres = reach(resolution);
        List<GetisOrd.Local> locals = GetisOrd.of(
                cells.values().stream().mapToDouble(Long::doubleValue).toArray(),
                sites(keys).within(metres));
        List<GiStarCellJson> items = new ArrayList<>();
        for (int at = 0; at < keys.size(); at++) {
            GetisOrd.Local local = locals.get(at);
            if (local.isHot(RATE) || local.isCold(RATE)) {
                items.add(json(keys.get(at), cells.getOrDefault(keys.get(at), 0L), local));
            }
        }
        items.sort((one, other) -> Double.compare(other.z(), one.z()));
        return new GiStarJson(resolution, keys.size(), metres, RATE, items);
    }

    /** Those with anything in the year, also those without anything in the period: where nobody ever calls from nothing is missing. */
    private Map<Long, Long> cells(int resolution, InsightPeriod period, InsightFilter filter) {
        InsightPeriod year = new InsightPeriod(
                period.days() < LOOKED_BACK ? period.to().minusDays(LOOKED_BACK - 1) : period.from(), period.to());
        InsightFilter any = new InsightFilter(filter.units(), filter.areas(), filter.bounds(), null, null, null, null);
        Map<Long, Long> cells = new TreeMap<>();
        for (Group group : counts.byCell(resolution, Measure.RECEIVED, year, any)) {
            if (group.count().n() > 0) {
                cells.put(Long.valueOf(group.key()), 0L);
            }
        }
        for (Group group : counts.byCell(resolution, Measure.RECEIVED, period, filter)) {
            if (group.count().n() > 0) {
                cells.put(Long.valueOf(group.key()), group.count().n());
            }
        }
        return cells;
    }

    /** Middles of hexagons are √(2 A / √3) apart. */
    private double reach(int resolution) {
        return REACH * Math.sqrt(2 * ground.cells().get().km2(resolution) * M2_OF_KM2 / Math.sqrt(3));
    }

    private Sites sites(List<Long> keys) {
        Cells cells = ground.cells().get();
        double[] lon = new double[keys.size()];
        double[] lat = new double[keys.size()];
        for (int at = 0; at < lon.length; at++) {
            double[] middle = cells.middle(keys.get(at));
            lon[at] = middle[0];
            lat[at] = middle[1];
        }
        return Sites.ofDegrees(lon, lat);
    }

    private GiStarCellJson json(long cell, long n, GetisOrd.Local local) {
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
