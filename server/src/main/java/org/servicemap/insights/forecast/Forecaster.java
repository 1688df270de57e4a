package org.servicemap.insights.forecast;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Foretells a series with intervals. An interval is as wide as the errors of the same forecast were, made anew from earlier days of the series
 * (split conformal prediction on rolling origins, Vovk et al. 2005, Lei et al. 2018): each error is divided by the root of what was
 * expected, as counts scatter, so that quiet and busy days share one measure. It covers what it says as far as the next days are like
 * the last ten weeks; how far they were is what {@link Backtest} tells.
 */
public final class Forecaster {
    private static final int ORIGINS = 30;
    private static final int APART = 2;
    private static final int LEAST = 28;

    private final PointForecast method;
    private final double covered;

    /**
     * @param covered the share of days that intervals shall hold, such as 0.9
     */
    public Forecaster(DayTypes types, double covered) {
        this(new SmoothedWeek(types), covered);
    }

    private Forecaster(PointForecast method, double covered) {
        if (!(covered > 0 && covered < 1)) {
            throw new IllegalArgumentException("a share between 0 and 1");
        }
        this.method = method;
        this.covered = covered;
    }

    /** The forecast to beat, with intervals made the same way. */
    public static Forecaster naive(double covered) {
        return new Forecaster(new SeasonalNaive(), covered);
    }

    /**
     * One day to come.
     *
     * @param low and high: whole counts, both included
     */
    public record Day(LocalDate date, double expected, int low, int high) {}

    /** The next days. Needs four weeks to know how wrong it may be; before, intervals are those of Poisson counts, twice as wide. */
    public List<Day> next(DaySeries past, int days) {
        double[] expected = method.next(past, days);
        double width = quantile(errors(past, days));
        List<Day> next = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            double root = Math.sqrt(expected[day] + 1);
            next.add(new Day(
                    past.day(past.length() + day),
                    expected[day],
                    (int) Math.max(0, Math.ceil(expected[day] - width * root)),
                    (int) Math.floor(expected[day] + width * root)));
        }
        return next;
    }

    /** Absolute errors of forecasts from earlier days, over the root of what was expected; sorted. */
    private double[] errors(DaySeries past, int days) {
        List<Double> errors = new ArrayList<>();
        for (int origin = 0; origin < ORIGINS; origin++) {
            int known = past.length() - days - origin * APART;
            if (known >= LEAST) {
                double[] expected = method.next(past.until(known), days);
                for (int day = 0; day < days; day++) {
                    errors.add(Math.abs(past.at(known + day) - expected[day]) / Math.sqrt(expected[day] + 1));
                }
            }
        }
        return errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** With the correction for finite samples: of n errors the one at rank ceil((n + 1) covered). */
    private double quantile(double[] sorted) {
        if (sorted.length == 0) {
            return 4;
        }
        int rank = (int) Math.ceil((sorted.length + 1) * covered);
        return sorted[Math.min(rank, sorted.length) - 1];
    }
}
