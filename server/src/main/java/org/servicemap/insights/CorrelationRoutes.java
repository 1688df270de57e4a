package org.servicemap.insights;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightCounts.Count;
import org.servicemap.insights.InsightCounts.Group;
import org.servicemap.insights.spatial.RankCorrelation;
import org.servicemap.text.LocalText;

/**
 * Whether areas (or days) with more of something outside have more requests: a rank correlation and its points. It says nothing of causes,
 * and nothing of the people in an area (the ecological fallacy), which the answer repeats.
 */
public final class CorrelationRoutes implements InsightGroup {
    private static final double RESIDENTS = 10_000;
    private static final int MOST_POINTS = 1500;
    private static final Param<Long> DATASET =
            Param.id("dataset", "Figures from elsewhere, by area or by day").mandatory();
    private static final Param<String> LEVEL =
            Param.text("level", "Level of the areas; needed unless the dataset is by day");
    private static final LocalText OF_AREAS = LocalText.of(
            "en",
            "Areas are compared, not people: what holds between areas need not hold for those who live there (ecological fallacy)."
                    + " Neighbouring areas are alike, so that the p-value is too small; and neither causes the other by this.",
            "zh",
            "比较的是区域而不是个人：区域之间的关系不一定适用于其中的居民（生态学谬误）。相邻区域彼此相似，p 值会偏小；相关也不代表因果。");
    private static final LocalText OF_DAYS = LocalText.of(
            "en",
            "Each day is compared with the mean of its weekday in the period. Seasons move both, and neither causes the other by this.",
            "zh",
            "每天的数量与本期同一星期几的平均值相比。季节会同时影响两者，相关不代表因果。");

    private final InsightGround ground;
    private final InsightScope scope;
    private final InsightCounts counts;
    private final OutsideFigures outside;
    private final Residents residents;

    public CorrelationRoutes(InsightGround ground, OutsideFigures outside) {
        this.ground = ground;
        this.scope = new InsightScope(ground);
        this.counts = new InsightCounts(ground.facts());
        this.outside = outside;
        this.residents = new Residents(outside);
    }

    @Describe("How a measure goes with figures from elsewhere")
    record CorrelationJson(
            @Describe("areas or days") String of,

            @Describe(
                    "value: the measure; per10000: for each 10,000 residents, but never beside the residents themselves; of_weekday: the count by the mean of its weekday")
            String against,

            @Describe("Areas or days that have both") int n,

            @Describe("Spearman's; null of fewer than 8") @Nullable
            Double rho,

            @Describe("Of the interval of 95 %") @Nullable Double low,
            @Nullable Double high,

            @Describe("Two-sided, by permutation: areas in any order, days turned against each other") @Nullable
            Double p,

            @Describe("What this must not be read as") LocalText caution,
            @Describe("At most 1500, evenly taken") List<CorrelationPointJson> items) {}

    @Describe("An area or day with both figures")
    record CorrelationPointJson(
            @Describe("Code or day") String key,
            @Describe("Of the area") LocalText name,
            @Describe("From elsewhere") double outside,
            @Describe("Measured here") double value,
            @Describe("What was counted") long n) {}

    @Override
    public List<Route> routes() {
        return List.of(scope.filtered(
                        "correlation",
                        "getInsightCorrelation",
                        "How a measure goes with figures from elsewhere",
                        "Spearman's rank correlation over areas of a level, or over days where the dataset is by day.")
                .takes(DATASET, LEVEL, InsightScope.MEASURE)
                .etag(exchange -> scope.tag(exchange) + "-"
                        + Integer.toHexString(outside.state().hashCode()))
                .fails(OutsideFigures.UNKNOWN)
                .json(CorrelationJson.class, "The correlation", this::correlation));
    }

    private CorrelationJson correlation(Exchange exchange) {
        long dataset = exchange.get(DATASET);
        Measure measure = InsightScope.measure(exchange);
        InsightPeriod period = scope.period(exchange);
        InsightFilter filter = scope.filter(exchange);
        if (outside.isDaily(dataset)) {
            return ofDays(outside.byDay(dataset), measure, period, filter);
        }
        String level = exchange.find(LEVEL);
        if (level == null) {
            throw ErrorCode.MISSING_PARAMETER.problem("the level of the areas is needed", "level");
        }
        return ofAreas(dataset, scope.rank(level, "level"), measure, period, filter);
    }

    private CorrelationJson ofAreas(
            long dataset, int rank, Measure measure, InsightPeriod period, InsightFilter filter) {
        Map<String, Double> figures = outside.byArea(dataset, rank);
        Map<String, Count> found = counts.byArea(rank, measure, period, filter).stream()
                .collect(Collectors.toMap(Group::key, Group::count));
        List<CorrelationPointJson> points = new ArrayList<>();
        AreaDirectory directory = ground.areas().current().snapshot().directory();
        Map<String, Double> living = divisors(dataset, rank, measure, directory);
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            if (directory.level(ordinal) == rank && LevelFigures.isWithin(directory, ordinal, filter.areas())) {
                String code = directory.code(ordinal);
                Count count = found.getOrDefault(code, Count.NONE);
                Double figure = figures.get(code);
                Double value = value(measure, count, living, code);
                if (figure != null && value != null) {
                    points.add(new CorrelationPointJson(code, directory.name(ordinal), figure, value, count.n()));
                }
            }
        }
        RankCorrelation.Found result = RankCorrelation.ofPairs(
                points.stream().mapToDouble(CorrelationPointJson::outside).toArray(),
                points.stream().mapToDouble(CorrelationPointJson::value).toArray(),
                dataset);
        return json("areas", living.isEmpty() ? "value" : "per10000", points, result, OF_AREAS);
    }

    /** None of residents themselves: what is divided by them goes against them by construction. */
    private Map<String, Double> divisors(long dataset, int rank, Measure measure, AreaDirectory directory) {
        return measure.isShare() || residents.is(dataset) ? Map.of() : residents.of(rank, directory);
    }

    /** Counts for each 10,000 residents where these are known: larger areas would go with everything else. */
    private static @Nullable Double value(Measure measure, Count count, Map<String, Double> living, String code) {
        if (living.isEmpty()) {
            return count.value(measure);
        }
        Double here = living.get(code);
        return here == null || here <= 0 ? null : count.n() * RESIDENTS / here;
    }

    private CorrelationJson ofDays(
            Map<LocalDate, Double> figures, Measure measure, InsightPeriod period, InsightFilter filter) {
        Map<LocalDate, Count> found = new TreeMap<>();
        counts.byDay(measure, period, filter)
                .forEach(day -> found.put(day.day(), new Count(day.n(), day.hits(), 0, 0)));
        LocalDate last = period.to().isBefore(scope.today())
                ? period.to()
                : scope.today().minusDays(1);
        List<LocalDate> days = period.from().isAfter(last)
                ? List.of()
                : period.from().datesUntil(last.plusDays(1)).toList();
        Map<DayOfWeek, Double> usual = usual(days, found);
        List<CorrelationPointJson> points = new ArrayList<>();
        for (LocalDate day : days) {
            Count count = found.getOrDefault(day, Count.NONE);
            Double figure = figures.get(day);
            double mean = usual.getOrDefault(day.getDayOfWeek(), 0.0);
            Double value =
                    measure.isShare() ? count.value(measure) : mean > 0 ? Double.valueOf(count.n() / mean) : null;
            if (figure != null && value != null) {
                points.add(new CorrelationPointJson(day.toString(), LocalText.EMPTY, figure, value, count.n()));
            }
        }
        RankCorrelation.Found result = RankCorrelation.ofSeries(
                points.stream().mapToDouble(CorrelationPointJson::outside).toArray(),
                points.stream().mapToDouble(CorrelationPointJson::value).toArray());
        return json("days", measure.isShare() ? "value" : "of_weekday", points, result, OF_DAYS);
    }

    private static Map<DayOfWeek, Double> usual(List<LocalDate> days, Map<LocalDate, Count> found) {
        Map<DayOfWeek, double[]> sums = new HashMap<>();
        for (LocalDate day : days) {
            double[] sum = sums.computeIfAbsent(day.getDayOfWeek(), key -> new double[2]);
            sum[0] += found.getOrDefault(day, Count.NONE).n();
            sum[1]++;
        }
        Map<DayOfWeek, Double> usual = new EnumMap<>(DayOfWeek.class);
        sums.forEach((weekday, sum) -> usual.put(weekday, sum[0] / sum[1]));
        return usual;
    }

    private static CorrelationJson json(
            String of,
            String against,
            List<CorrelationPointJson> points,
            RankCorrelation.@Nullable Found found,
            LocalText caution) {
        int step = Math.max(1, (points.size() + MOST_POINTS - 1) / MOST_POINTS);
        List<CorrelationPointJson> shown = new ArrayList<>();
        for (int at = 0; at < points.size(); at += step) {
            shown.add(points.get(at));
        }
        return new CorrelationJson(
                of,
                against,
                points.size(),
                found == null ? null : found.rho(),
                found == null ? null : found.low(),
                found == null ? null : found.high(),
                found == null ? null : found.p(),
                caution,
                shown);
    }
}
