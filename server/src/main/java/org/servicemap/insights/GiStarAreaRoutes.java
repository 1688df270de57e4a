package org.servicemap.insights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.insights.InsightCounts.Group;
import org.servicemap.insights.spatial.Contiguity;
import org.servicemap.insights.spatial.GetisOrd.Local;
import org.servicemap.insights.spatial.HexagonLocals;
import org.servicemap.text.LocalText;

/** Areas that stand out together with those around them: Gi* of Getis and Ord over the areas of a level, corrected for looking everywhere. */
public final class GiStarAreaRoutes implements InsightGroup {
    private static final double RESIDENTS = 10_000;
    private static final Param<String> LEVEL =
            Param.text("level", "Id of the areas' level").mandatory();
    private static final Param<String> VALUES = Param.oneOf(
            "values",
            List.of("count", "excess", "per_10000"),
            "What is compared: counts (default); how far each lies above its share of the 365 days before the period; or counts per 10,000 residents (areas of which these are not known are left out)");

    private final InsightGround ground;
    private final InsightScope scope;
    private final InsightCounts counts;
    private final InsightDetail detail;
    private final OutsideFigures outside;
    private final Residents residents;

    public GiStarAreaRoutes(InsightGround ground, OutsideFigures outside) {
        this.ground = ground;
        this.scope = new InsightScope(ground);
        this.counts = new InsightCounts(ground.facts());
        this.detail = new InsightDetail(counts);
        this.outside = outside;
        this.residents = new Residents(outside);
    }

    @Describe("Areas that stand out")
    record GiStarAreasJson(
            String level,

            @Describe("Areas looked at: those of the level in force")
            int places,

            @Describe("What was compared: count, excess or per_10000")
            String values,

            @Describe("At most this share of those called hot or cold is expected to be so by chance")
            double falseDiscoveryRate,

            @Describe(
                    "Requests of the period that came under areas of the level that are none of these any more; by excess those that are in none of these")
            long elsewhere,

            @Describe(
                    "By excess: requests of the year before that are in none of these areas, or of which it cannot be told, so that they are nobody's share; else 0")
            long formerElsewhere,

            @Describe("Those that are hot or cold, the hottest first")
            List<GiStarAreaJson> items) {}

    @Describe("An area that stands out with those that it has a border with")
    record GiStarAreaJson(
            String level,
            String code,
            LocalText name,
            boolean hot,
            @Describe("Requests in it") long n,

            @Describe("Areas of the level that it has a border with, and not only a point")
            int neighbours,

            @Describe("Standard deviations that it and its neighbours lie above what they had if values lay anywhere")
            double z,

            @Describe("Two-sided, of this area alone") double p,

            @Describe("p after Benjamini and Hochberg's correction over all areas")
            double q) {}

    @Override
    public List<Route> routes() {
        return List.of(
                route("gi-star/areas", "getGiStarAreas", "Areas with more or fewer requests around them than elsewhere")
                        .json(GiStarAreasJson.class, "Those that stand out", this::read),
                route("gi-star/areas/list", "listGiStarAreas", "The same areas as a plain list")
                        .page(
                                GiStarAreaJson.class,
                                "Those that stand out, the hottest first",
                                exchange -> Page.whole(read(exchange).items())));
    }

    private RouteBuilder route(String name, String id, String summary) {
        return scope.filtered(
                        name,
                        id,
                        summary,
                        "Gi* of Getis and Ord with weights of 1 for an area and those that it has a border with, over the"
                                + " requests received in the period. Areas are not equally large: counts say where most comes from,"
                                + " excess what is new, per_10000 where people call more often. With few areas (a city's districts) hardly"
                                + " anything can stand out.")
                .takes(LEVEL, VALUES)
                // residents change too
                .etag(exchange -> scope.tag(exchange) + "-"
                        + Integer.toHexString(outside.state().hashCode()));
    }

    private GiStarAreasJson read(Exchange exchange) {
        String level = exchange.get(LEVEL);
        int rank = scope.rank(level, "level");
        InsightPeriod period = scope.period(exchange);
        InsightFilter filter = scope.filter(exchange);
        String values = exchange.get(VALUES, "count");
        AreaSnapshot snapshot = ground.areas().current().snapshot();
        AreaDirectory directory = snapshot.directory();
        List<Long> universe = IntStream.range(0, directory.size())
                .filter(at -> directory.level(at) == rank && LevelFigures.isWithin(directory, at, filter.areas()))
                .mapToObj(Long::valueOf)
                .toList();
        boolean excess = values.equals("excess");
        Map<String, Long> byCode = excess ? recast(snapshot, rank, period, filter) : byCode(rank, period, filter);
        Map<String, Long> former = excess ? recast(snapshot, rank, GiStarRoutes.yearBefore(period), filter) : Map.of();
        Map<Long, Long> found = byOrdinal(byCode, rank, directory, universe);
        Map<Long, Long> formerFound = byOrdinal(former, rank, directory, universe);
        LongFunction<List<Long>> ring = new Contiguity(ground.areas().neighbours(snapshot.id(), rank))::ring;
        SortedMap<Long, Local> locals = switch (values) {
            case "excess" -> HexagonLocals.ofExcess(found, formerFound, universe, ring);
            case "per_10000" -> HexagonLocals.ofValues(perResident(found, universe, rank, directory), ring);
            default -> HexagonLocals.ofCounts(found, universe, ring);
        };
        return new GiStarAreasJson(
                level,
                locals.size(),
                values,
                GiStarRoutes.RATE,
                sum(byCode) - sum(found),
                sum(former) - sum(formerFound),
                items(level, directory, found, locals, ring));
    }

    private static List<GiStarAreaJson> items(
            String level,
            AreaDirectory directory,
            Map<Long, Long> found,
            SortedMap<Long, Local> locals,
            LongFunction<List<Long>> ring) {
        List<GiStarAreaJson> items = new ArrayList<>();
        locals.forEach((at, local) -> {
            if (local.isHot(GiStarRoutes.RATE) || local.isCold(GiStarRoutes.RATE)) {
                int ordinal = at.intValue();
                items.add(new GiStarAreaJson(
                        level,
                        directory.code(ordinal),
                        directory.name(ordinal),
                        local.z() > 0,
                        found.getOrDefault(at, 0L),
                        ring.apply(at).size() - 1,
                        local.z(),
                        local.p(),
                        local.q()));
            }
        });
        items.sort((one, other) -> Double.compare(other.z(), one.z()));
        return items;
    }

    private SortedMap<Long, Double> perResident(
            Map<Long, Long> found, List<Long> universe, int rank, AreaDirectory directory) {
        Map<String, Double> people = residents.of(rank, directory);
        SortedMap<Long, Double> values = new TreeMap<>();
        universe.forEach(at -> {
            double living = people.getOrDefault(directory.code(at.intValue()), 0.0);
            if (living > 0) {
                values.put(at, found.getOrDefault(at, 0L) * RESIDENTS / living);
            }
        });
        return values;
    }

    private Map<String, Long> byCode(int rank, InsightPeriod period, InsightFilter filter) {
        Map<String, Long> byCode = new TreeMap<>();
        for (Group group : counts.byArea(rank, Measure.RECEIVED, period, filter)) {
            byCode.put(group.key(), group.count().n());
        }
        return byCode;
    }

    /**
     * By area in force, whichever version requests came under: what a new or renumbered area had before would else be nothing, and it hot for being
     * new. What is in none of them stands under the empty code.
     */
    private Map<String, Long> recast(AreaSnapshot snapshot, int rank, InsightPeriod period, InsightFilter filter) {
        Recast recast = new Recast(ground.areas(), snapshot, rank);
        detail.placed(snapshot.id(), rank, Measure.RECEIVED, period, filter, recast::add);
        return recast.received();
    }

    private static Map<Long, Long> byOrdinal(
            Map<String, Long> byCode, int rank, AreaDirectory directory, List<Long> universe) {
        Map<Long, Long> byOrdinal = new HashMap<>();
        byCode.forEach((code, n) -> {
            OptionalInt at = directory.findByCode(rank, code);
            if (at.isPresent()) {
                byOrdinal.put((long) at.getAsInt(), n);
            }
        });
        byOrdinal.keySet().retainAll(new HashSet<>(universe));
        return byOrdinal;
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
