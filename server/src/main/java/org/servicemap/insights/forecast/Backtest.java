package org.servicemap.insights.forecast;

import java.util.List;

/**
 * How good forecasts of a series would have been: from origins a week apart, each seeing only what was known then, all days of the horizon
 * compared with what came.
 */
public final class Backtest {
    private static final int APART = 7;
    private static final int LEAST = 56;

    private Backtest() {}

    /**
     * What came of it.
     *
     * @param days compared
     * @param mase mean absolute error over that of the seasonal-naive forecast one week ahead within what was known (Hyndman and Koehler 2006)
     * @param naiveMase the same of the seasonal-naive forecast from the same origins
     * @param covered the share of days within their interval
     */
    public record Result(int days, double mean, double mase, double naiveMase, double covered) {
        /** Whether the seasonal-naive forecast would have been better. */
        public boolean naiveWins() {
            return naiveMase < mase;
        }

        /** Whether there was enough to compare. */
        public boolean isTold() {
            return days > 0 && Double.isFinite(mase);
        }
    }

    /**
     * @param horizon days foretold from each origin
     * @param origins at most so many, the last ones that the series allows
     */
    public static Result of(DaySeries series, Forecaster forecaster, int horizon, int origins) {
        Sums sums = new Sums();
        for (int origin = 0; origin < origins; origin++) {
            int known = series.length() - horizon - origin * APART;
            if (known >= LEAST) {
                sums.add(series, known, forecaster, horizon);
            }
        }
        return sums.result(series.mean());
    }

    private static final class Sums {
        private int days;
        private int inside;
        private double scaled;
        private double naiveScaled;

        void add(DaySeries series, int known, Forecaster forecaster, int horizon) {
            DaySeries past = series.until(known);
            double scale = SeasonalNaive.scale(past);
            double[] naive = new SeasonalNaive().next(past, horizon);
            List<Forecaster.Day> next = forecaster.next(past, horizon);
            for (int day = 0; day < horizon; day++) {
                double came = series.at(known + day);
                Forecaster.Day told = next.get(day);
                scaled += Math.abs(came - told.expected()) / scale;
                naiveScaled += Math.abs(came - naive[day]) / scale;
                inside += came >= told.low() && came <= told.high() ? 1 : 0;
                days++;
            }
        }

        Result result(double mean) {
            return new Result(days, mean, scaled / days, naiveScaled / days, inside / (double) days);
        }
    }
}
