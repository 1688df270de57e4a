package org.servicemap.insights;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.insights.InsightCounts.CategoryDay;
import org.servicemap.insights.forecast.Backtest;
import org.servicemap.insights.forecast.DaySeries;
import org.servicemap.insights.forecast.DayTypes;
import org.servicemap.insights.forecast.Forecaster;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * Forecasts over the facts, and how well they did. What many series need is computed once a day for each question and kept: the past
 * ends yesterday, so it changes only when an old request is mended. Thread-safe.
 */
final class InsightForecasts {
    static final double COVERED = 0.9;
    private static final int HISTORY = 400;
    private static final int ORIGINS = 8;
    private static final int MOST_SERIES = 200;
    private static final double LEAST_MEAN = 1;

    private final InsightGround ground;
    private final Supplier<WorkingCalendar> calendar;
    private final InsightCounts counts;
    private final Cache<Asked, List<Series>> kept =
            Caffeine.newBuilder().maximumSize(64).build();

    InsightForecasts(InsightGround ground, Supplier<WorkingCalendar> calendar) {
        this.ground = ground;
        this.calendar = calendar;
        this.counts = new InsightCounts(ground.facts());
    }

    /** The requests of one area, of one top category or (null) all. */
    record Series(
            String area,
            LocalText name,
            @Nullable String category,
            @Nullable LocalText categoryName,
            Backtest.Result proof) {}

    private record Asked(LocalDate today, String version, int rank, InsightFilter filter, int days) {}

    private record Key(String area, @Nullable String category) {}

    private Forecaster forecaster() {
        WorkingCalendar now = calendar.get();
        return new Forecaster(new DayTypes(now.holidays().keySet(), now.makeUpDays(), 0, 0), COVERED);
    }

    Backtest.Result proof(DaySeries series, int days) {
        return Backtest.of(series, forecaster(), days, ORIGINS);
    }

    List<Forecaster.Day> next(DaySeries series, int days) {
        return forecaster().next(series, days);
    }

    /** From the first day on which anything of any kind was received: days before it are not known, days after it without requests are zero. */
    DaySeries series(InsightFilter filter) {
        LocalDate today = today();
        LocalDate first = first(today);
        double[] daily = new double[(int) (today.toEpochDay() - first.toEpochDay())];
        for (InsightCounts.Day day : counts.byDay(Measure.RECEIVED, past(today), filter)) {
            daily[(int) (day.day().toEpochDay() - first.toEpochDay())] = day.n();
        }
        return new DaySeries(first, daily);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(ground.clock().instant(), ground.city().get().zone());
    }

    private static InsightPeriod past(LocalDate today) {
        return new InsightPeriod(today.minusDays(HISTORY), today.minusDays(1));
    }

    private LocalDate first(LocalDate today) {
        return counts.byDay(Measure.RECEIVED, past(today), InsightFilter.ALL).stream()
                .map(InsightCounts.Day::day)
                .findFirst()
                .orElse(today);
    }

    /** Each area's series, the greatest first. */
    List<Series> byArea(int rank, InsightFilter filter, int days) {
        String version = ground.areas().current().snapshot().id();
        Asked asked = new Asked(today(), version, rank, filter, days);
        return Objects.requireNonNull(kept.get(asked, this::compute));
    }

    private List<Series> compute(Asked asked) {
        Map<Key, DaySeries> all = greatest(asked);
        Forecaster forecaster = forecaster();
        return all.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<Key, DaySeries> entry) -> -entry.getValue().mean()))
                .map(entry -> series(
                        entry.getKey(), asked.rank(), Backtest.of(entry.getValue(), forecaster, asked.days(), ORIGINS)))
                .filter(series -> series.proof().isTold())
                .toList();
    }

    /** Days are kept of those alone that are forecast: of every area and category they would fill the memory. */
    private Map<Key, DaySeries> greatest(Asked asked) {
        LocalDate first = first(asked.today());
        int length = (int) (asked.today().toEpochDay() - first.toEpochDay());
        CategoryTree tree = ground.categories().get();
        List<CategoryDay> rows = counts.byAreaCategoryAndDay(asked.rank(), past(asked.today()), asked.filter());
        Map<Key, double[]> daily = new HashMap<>();
        greatest(sums(tree, rows), LEAST_MEAN * length).forEach(key -> daily.put(key, new double[length]));
        for (CategoryDay row : rows) {
            int at = (int) (row.day().toEpochDay() - first.toEpochDay());
            for (Key key : keys(tree, row)) {
                double[] days = daily.get(key);
                if (days != null) {
                    days[at] += row.n();
                }
            }
        }
        Map<Key, DaySeries> series = new HashMap<>();
        daily.forEach((key, days) -> series.put(key, new DaySeries(first, days)));
        return series;
    }

    private static Map<Key, Long> sums(CategoryTree tree, List<CategoryDay> rows) {
        Map<Key, Long> sums = new HashMap<>();
        for (CategoryDay row : rows) {
            keys(tree, row).forEach(key -> sums.merge(key, row.n(), Long::sum));
        }
        return sums;
    }

    private static List<Key> greatest(Map<Key, Long> sums, double least) {
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(Comparator.comparingLong((Map.Entry<Key, Long> entry) -> -entry.getValue()))
                .limit(MOST_SERIES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Key> keys(CategoryTree tree, CategoryDay row) {
        List<Key> keys = new ArrayList<>(List.of(new Key(row.area(), null)));
        List<Category> lineage = row.category() == null ? List.of() : tree.lineage(row.category());
        if (!lineage.isEmpty()) {
            keys.add(new Key(row.area(), lineage.get(lineage.size() - 1).code()));
        }
        return keys;
    }

    private Series series(Key key, int rank, Backtest.Result proof) {
        AreaDirectory directory = ground.areas().current().snapshot().directory();
        OptionalInt at = directory.findByCode(rank, key.area());
        String category = key.category();
        return new Series(
                key.area(),
                at.isPresent() ? directory.name(at.getAsInt()) : LocalText.of("und", key.area()),
                category,
                category == null
                        ? null
                        : ground.categories()
                                .get()
                                .find(category)
                                .map(Category::name)
                                .orElse(LocalText.of("und", category)),
                proof);
    }
}
