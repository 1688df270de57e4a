package org.servicemap.insights;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.LonLat;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.ProblemMapping;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.insights.InsightCounts.Count;
import org.servicemap.insights.InsightCounts.Group;
import org.servicemap.insights.InsightJson.InsightAreaJson;
import org.servicemap.insights.InsightJson.InsightCardJson;
import org.servicemap.insights.InsightJson.InsightCategoryJson;
import org.servicemap.insights.InsightJson.InsightDayJson;
import org.servicemap.insights.InsightJson.InsightHexagonJson;
import org.servicemap.insights.InsightJson.InsightHexagonsJson;
import org.servicemap.insights.InsightJson.InsightSummaryJson;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.facts.FactsException;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** Figures by area, hexagon, category and day, for those who supervise and analyse. */
public final class InsightRoutes implements InsightGroup {
    /** Also of routes in packages above that read the facts. */
    public static final ErrorCode NO_FACTS = InsightScope.NO_FACTS;

    private static final Param<String> LEVEL =
            Param.text("level", "Id of the areas' level").mandatory();
    private static final Param<Integer> RESOLUTION = Param.integer(
            "resolution", Cells.COARSEST, Cells.FINEST, "Of the H3 grid; default 8, about 0.5 km² in Beijing");
    private static final Param<Long> PER = Param.id(
            "per",
            "Dataset of denominators that counts are divided by; default the city's residents, else the areas' attribute population");
    private static final Param<String> VERSION =
            Param.text("version", "Id of an area version to recast into; default as the requests came");
    private final InsightGround ground;
    private final InsightScope scope;
    private final InsightCounts counts;
    private final InsightDetail detail;
    private final OutsideFigures outside;
    private final Residents residents;
    private final FormerFigures former;

    public InsightRoutes(InsightGround ground, OutsideFigures outside) {
        this.ground = ground;
        this.scope = new InsightScope(ground);
        this.counts = new InsightCounts(ground.facts());
        this.detail = new InsightDetail(counts);
        this.outside = outside;
        this.residents = new Residents(outside);
        this.former = new FormerFigures(ground.areas());
    }

    /** What becomes of facts that cannot be had. */
    public static List<ProblemMapping<?>> mappings() {
        return List.of(ProblemMapping.of(
                FactsException.class,
                e -> InsightScope.NO_FACTS.problem("the facts cannot be read just now; try again in a moment")));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route("areas", "listInsightAreas", "A measure by area of a level")
                        .takes(LEVEL, InsightScope.MEASURE, PER, VERSION)
                        .etag(this::tag)
                        .fails(OutsideFigures.UNKNOWN, AreaErrors.UNKNOWN_VERSION)
                        .page(
                                InsightAreaJson.class,
                                "All areas of the level, those without requests too, and those not in force any more under"
                                        + " which requests came; with a version, as /insights/recast has them",
                                this::areas),
                route("hexagons", "getInsightHexagons", "A measure by hexagon")
                        .takes(RESOLUTION, InsightScope.MEASURE)
                        .json(
                                InsightHexagonsJson.class,
                                "Hexagons in which there is anything, or was in the period before",
                                this::hexagons),
                route("days", "listInsightDays", "A measure day by day")
                        .takes(InsightScope.MEASURE)
                        .page(InsightDayJson.class, "Each day of the period", this::days),
                route("categories", "listInsightCategories", "A measure by category, the greatest first")
                        .takes(InsightScope.MEASURE)
                        .page(
                                InsightCategoryJson.class,
                                "The categories below the one asked for, else the top ones",
                                this::categories),
                route("summary", "getInsightSummary", "All measures of a period, with what each means")
                        .etag(this::tag)
                        .json(InsightSummaryJson.class, "The measures", this::summary));
    }

    private RouteBuilder route(String name, String id, String summary) {
        return scope.filtered(
                name, id, summary, "The period before has as many days. The ETag changes when the facts move on.");
    }

    /** Figures from elsewhere change too. */
    private String tag(Exchange exchange) {
        return scope.tag(exchange) + "-" + Integer.toHexString(outside.state().hashCode());
    }

    private Page<InsightAreaJson> areas(Exchange exchange) {
        Measure measure = InsightScope.measure(exchange);
        InsightFilter filter = scope.filter(exchange);
        InsightPeriod period = scope.period(exchange);
        String level = exchange.get(LEVEL);
        int rank = scope.rank(level, "level");
        String version = exchange.find(VERSION);
        if (version != null) {
            AreaSnapshot snapshot = ground.areas().version(version).snapshot();
            Recast recast = new Recast(ground.areas(), snapshot, rank);
            detail.placed(version, rank, measure, period, filter, recast::add);
            return Page.whole(new LevelFigures(snapshot.directory(), level, rank, measure, Map.of()).recast(recast));
        }
        Map<String, Count> found = new HashMap<>();
        for (Group group : counts.byArea(rank, measure, period, filter)) {
            found.put(group.key(), group.count());
        }
        AreaDirectory directory = ground.areas().current().snapshot().directory();
        Map<String, Double> denominators = denominators(exchange.find(PER), rank, directory);
        return Page.whole(new LevelFigures(directory, level, rank, measure, denominators)
                .rows(found, filter.areas(), left -> former.of(filter.bounds(), rank, left)));
    }

    private Map<String, Double> denominators(@Nullable Long per, int rank, AreaDirectory directory) {
        return per == null ? residents.of(rank, directory) : outside.denominators(per, rank);
    }

    private InsightHexagonsJson hexagons(Exchange exchange) {
        int resolution = exchange.get(RESOLUTION, 8);
        Measure measure = InsightScope.measure(exchange);
        Cells cells = ground.cells().get();
        List<InsightHexagonJson> items = new ArrayList<>();
        for (Group group : counts.byCell(resolution, measure, scope.period(exchange), scope.filter(exchange))) {
            long cell = Long.parseLong(group.key());
            items.add(new InsightHexagonJson(
                    Cells.name(cell),
                    group.count().value(measure),
                    group.count().n(),
                    group.count().valueBefore(measure),
                    group.count().before(),
                    cells.outline(cell)));
        }
        LonLat middle = ground.city().get().center();
        return new InsightHexagonsJson(resolution, cells.km2(middle.lon(), middle.lat(), resolution), items);
    }

    private Page<InsightDayJson> days(Exchange exchange) {
        Measure measure = InsightScope.measure(exchange);
        InsightPeriod period = scope.period(exchange);
        Map<LocalDate, Count> found = new HashMap<>();
        counts.byDay(measure, period, scope.filter(exchange))
                .forEach(day -> found.put(day.day(), new Count(day.n(), day.hits(), 0, 0)));
        return Page.whole(period.from()
                .datesUntil(period.to().plusDays(1))
                .map(day -> {
                    Count count = found.getOrDefault(day, Count.NONE);
                    return new InsightDayJson(day, count.value(measure), count.n());
                })
                .toList());
    }

    private Page<InsightCategoryJson> categories(Exchange exchange) {
        Measure measure = InsightScope.measure(exchange);
        CategoryTree tree = ground.categories().get();
        String asked = exchange.find(InsightScope.CATEGORY);
        Map<String, Count> sums = new LinkedHashMap<>();
        for (Group group : counts.byCategory(measure, scope.period(exchange), scope.filter(exchange))) {
            sums.merge(shown(tree, group.key(), asked), group.count(), InsightRoutes::plus);
        }
        return Page.whole(sums.entrySet().stream()
                .map(entry -> category(tree, entry.getKey(), measure, entry.getValue()))
                .sorted(Comparator.comparing((InsightCategoryJson row) -> -row.n())
                        .thenComparing(InsightCategoryJson::code))
                .toList());
    }

    /** The category one below the one asked for, else the top one; of what the tree does not know itself. */
    private static String shown(CategoryTree tree, String code, @Nullable String asked) {
        List<Category> lineage = tree.lineage(code);
        for (int i = lineage.size() - 1; i >= 0; i--) {
            if (asked == null || asked.equals(lineage.get(i).parent())) {
                return lineage.get(i).code();
            }
        }
        return code;
    }

    private static Count plus(Count one, Count other) {
        return new Count(
                one.n() + other.n(),
                one.hits() + other.hits(),
                one.before() + other.before(),
                one.hitsBefore() + other.hitsBefore());
    }

    private static InsightCategoryJson category(CategoryTree tree, String code, Measure measure, Count count) {
        Double now = count.value(measure);
        Double before = count.valueBefore(measure);
        return new InsightCategoryJson(
                code,
                tree.find(code).map(Category::name).orElse(org.servicemap.text.LocalText.of("und", code)),
                now,
                count.n(),
                before,
                count.before(),
                now == null || before == null || before == 0 ? null : (now - before) / before);
    }

    private InsightSummaryJson summary(Exchange exchange) {
        InsightPeriod period = scope.period(exchange);
        InsightFilter filter = scope.filter(exchange);
        List<InsightCardJson> cards = new ArrayList<>();
        Map<Measure, Count> all = counts.all(List.of(Measure.values()), period, filter);
        for (Measure measure : Measure.values()) {
            Count count = all.getOrDefault(measure, Count.NONE);
            cards.add(new InsightCardJson(
                    measure.key(),
                    measure.basis().name().toLowerCase(Locale.ROOT),
                    measure.isShare(),
                    measure.definition(),
                    count.value(measure),
                    count.n(),
                    count.valueBefore(measure),
                    count.before()));
        }
        return new InsightSummaryJson(
                period.from(), period.to(), period.fromBefore(), scope.asOf(), outside.residentsRef(), cards);
    }
}
