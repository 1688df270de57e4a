package org.servicemap.insights;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
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
import org.servicemap.calendars.HeatingSeason;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.insights.InsightCounts.AreaTop;
import org.servicemap.insights.forecast.Backtest;
import org.servicemap.insights.forecast.DaySeries;
import org.servicemap.insights.forecast.DayTypes;
import org.servicemap.insights.forecast.Forecaster;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;

/**
 * Forecasts over the facts, and how well they did. What many series need is computed once a day for each question and kept: the past
 * ends yesterday, so it changes only when an old request is mended. Thread-safe.
 */
final class InsightForecasts {
    static final double COVERED = 0.9;
    private static final int HISTORY = 400;
    private static final int ORIGINS = 8;
    private static final double LEAST_MEAN = 1;

    private final InsightGround ground;
    private final Supplier<WorkingCalendar> calendar;
    private final InsightCounts counts;
    private final Cache<Asked, List<Key>> known =
            Caffeine.newBuilder().maximumSize(16).build();
    private final Cache<Part, List<Series>> kept =
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

    private record Asked(LocalDate today, String version, int rank, InsightFilter filter) {}

    private record Part(Asked asked, int days, int offset, int limit) {}

    private record Key(String area, @Nullable String category) {}

    /**
     * A forecast by the way that did better before.
     *
     * @param naive whether that is repeating the last week
     * @param proof of the own way
     * @param covered share of days within their interval, of the way that is told
     */
    record Told(boolean naive, Backtest.Result proof, double covered, List<Forecaster.Day> days) {}

    Told next(DaySeries series, int days) {
        Backtest.Result proof = Backtest.of(series, forecaster(), days, ORIGINS);
        if (!proof.isTold() || !proof.naiveWins()) {
            return new Told(false, proof, proof.covered(), forecaster().next(series, days));
        }
        Forecaster naive = Forecaster.naive(COVERED);
        return new Told(true, proof, Backtest.of(series, naive, days, ORIGINS).covered(), naive.next(series, days));
    }

    private Forecaster forecaster() {
        WorkingCalendar now = calendar.get();
        HeatingSeason season = HeatingSeason.of(ground.city().get().process());
        return new Forecaster(
                new DayTypes(
                        now.holidays().keySet(),
                        now.makeUpDays(),
                        season == null ? 0 : number(season.from()),
                        season == null ? 0 : number(season.until())),
                COVERED);
    }

    private static int number(MonthDay day) {
        return day.getMonthValue() * 100 + day.getDayOfMonth();
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

    /**
     * Series that were foretold, the greatest first.
     *
     * @param of so many there are, also those with too little past to be told
     */
    record Listed(List<Series> series, int of) {}

    /** Of each area and of its top categories; only these few are forecast. */
    Listed byArea(int rank, InsightFilter filter, int days, int offset, int limit) {
        Asked asked = new Asked(today(), ground.areas().current().snapshot().id(), rank, filter);
        int of = keys(asked).size();
        return new Listed(Objects.requireNonNull(kept.get(new Part(asked, days, offset, limit), this::compute)), of);
    }

    private List<Key> keys(Asked asked) {
        return Objects.requireNonNull(known.get(asked, this::greatest));
    }

    private List<Series> compute(Part part) {
        List<Key> all = keys(part.asked());
        int from = Math.min(part.offset(), all.size());
        List<Key> some = all.subList(from, Math.min(from + part.limit(), all.size()));
        Map<Key, DaySeries> daily = daily(part.asked(), some);
        Forecaster forecaster = forecaster();
        List<Series> told = new ArrayList<>();
        for (Key key : some) {
            DaySeries series = daily.get(key);
            if (series != null) {
                told.add(series(key, part.asked().rank(), Backtest.of(series, forecaster, part.days(), ORIGINS)));
            }
        }
        return told.stream().filter(series -> series.proof().isTold()).toList();
    }

    private List<Key> greatest(Asked asked) {
        double least = LEAST_MEAN * ChronoUnit.DAYS.between(first(asked.today()), asked.today());
        Map<Key, Long> sums = new HashMap<>();
        for (AreaTop each : counts.byAreaAndTop(asked.rank(), past(asked.today()), asked.filter(), tops())) {
            keys(each.area(), each.top()).forEach(key -> sums.merge(key, each.n(), Long::sum));
        }
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .sorted(Comparator.comparingLong((Map.Entry<Key, Long> entry) -> -entry.getValue())
                        .thenComparing(entry -> entry.getKey().toString()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private TopCategories tops() {
        return new TopCategories(ground.categories().get());
    }

    private static List<Key> keys(String area, @Nullable String top) {
        return top == null ? List.of(new Key(area, null)) : List.of(new Key(area, null), new Key(area, top));
    }

    /** Days are kept of those alone that are forecast: of every area and category they would fill the memory. */
    private Map<Key, DaySeries> daily(Asked asked, List<Key> some) {
        LocalDate first = first(asked.today());
        int length = (int) ChronoUnit.DAYS.between(first, asked.today());
        Map<Key, double[]> daily = new HashMap<>();
        some.forEach(key -> daily.put(key, new double[length]));
        List<String> areas = some.stream().map(Key::area).distinct().toList();
        counts.eachAreaTopAndDay(
                asked.rank(), past(asked.today()), asked.filter(), tops(), areas, (area, top, day, n) -> {
                    for (Key key : keys(area, top)) {
                        double[] days = daily.get(key);
                        if (days != null) {
                            days[(int) ChronoUnit.DAYS.between(first, day)] += n;
                        }
                    }
                });
        Map<Key, DaySeries> series = new HashMap<>();
        daily.forEach((key, days) -> series.put(key, new DaySeries(first, days)));
        return series;
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
