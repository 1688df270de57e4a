package org.servicemap.insights.forecast;

import java.util.Arrays;

/**
 * A level, smoothed exponentially, times a factor for the kind of day. The factors are ratios to the level of those days over the last half
 * year, drawn towards 1 (weekdays) or towards the weekday they resemble (holidays, worked weekends) as long as few of them were seen. Where the
 * heating season began or ended within the series, the ratio of the two weeks after to the two before is taken for the next such
 * change, so that the day on which heating starts is foretold from the year before. The weight of the newest day is the one that would have
 * foretold the series best, one day ahead.
 *
 * <p>Simple on purpose: after simple exponential smoothing (Brown 1956) with ratio-to-average seasons; in the M competitions such methods
 * are hard to beat on daily counts. No trend: over 14 days trends of counts mislead more than they help.
 */
final class SmoothedWeek implements PointForecast {
    private static final int FACTOR_DAYS = 182;
    private static final double DRAWN = 2;
    private static final int FORTNIGHT = 14;
    private static final double[] WEIGHTS = {0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45};

    private final DayTypes types;

    SmoothedWeek(DayTypes types) {
        this.types = types;
    }

    @Override
    public double[] next(DaySeries past, int days) {
        if (past.length() < 2 * SeasonalNaive.WEEK) {
            double[] flat = new double[days];
            Arrays.fill(flat, past.mean());
            return flat;
        }
        return new Fitted(past).next(days);
    }

    /** What was learnt from one series. */
    private final class Fitted {
        private final DaySeries past;
        private final double heating;
        private final double[] factors;
        private double level;

        Fitted(DaySeries past) {
            this.past = past;
            this.heating = heating();
            this.factors = factors();
            this.level = best();
        }

        double[] next(int days) {
            double[] next = new double[days];
            for (int day = 0; day < days; day++) {
                next[day] = level * factor(past.length() + day);
            }
            return next;
        }

        private double factor(int index) {
            return factors[types.of(past.day(index))] * season(index);
        }

        private double season(int index) {
            return types.isHeating(past.day(index)) ? heating : 1;
        }

        /** The heating season's ratio: the mean over the changes seen; 1 when none was. */
        private double heating() {
            double sum = 0;
            int changes = 0;
            for (int day = FORTNIGHT; day + FORTNIGHT <= past.length(); day++) {
                boolean now = types.isHeating(past.day(day));
                if (now != types.isHeating(past.day(day - 1))) {
                    double ratio = (mean(day, day + FORTNIGHT) + DRAWN / FORTNIGHT)
                            / (mean(day - FORTNIGHT, day) + DRAWN / FORTNIGHT);
                    sum += Math.log(now ? ratio : 1 / ratio);
                    changes++;
                }
            }
            return changes == 0 ? 1 : Math.exp(sum / changes);
        }

        private double mean(int from, int until) {
            double sum = 0;
            for (int day = from; day < until; day++) {
                sum += past.at(day);
            }
            return sum / (until - from);
        }

        private double[] factors() {
            double[] seen = new double[DayTypes.TYPES];
            double[] expected = new double[DayTypes.TYPES];
            int from = Math.max(SeasonalNaive.WEEK / 2, past.length() - FACTOR_DAYS);
            for (int day = from; day < past.length(); day++) {
                int type = types.of(past.day(day));
                seen[type] += past.at(day);
                expected[type] += around(day);
            }
            double mean = Math.max(past.mean(), 1e-9);
            double[] factors = new double[DayTypes.TYPES];
            for (int type = 0; type < DayTypes.TYPES; type++) {
                double towards = DayTypes.like(type) == type ? 1 : factors[DayTypes.like(type)];
                factors[type] = (seen[type] + DRAWN * mean * towards) / (expected[type] + DRAWN * mean);
            }
            return factors;
        }

        /** The mean of the week in whose middle a day is, or of the last one. */
        private double around(int day) {
            int from = Math.max(0, Math.min(day - SeasonalNaive.WEEK / 2, past.length() - SeasonalNaive.WEEK));
            return mean(from, from + SeasonalNaive.WEEK);
        }

        private double best() {
            double[] clean = new double[past.length()];
            double[] usual = new double[past.length()];
            for (int day = 0; day < clean.length; day++) {
                usual[day] = factor(day);
                clean[day] = past.at(day) / Math.max(usual[day], 0.05);
            }
            double least = Double.POSITIVE_INFINITY;
            double found = 0;
            for (double weight : WEIGHTS) {
                double[] run = run(clean, usual, weight);
                if (run[1] < least) {
                    least = run[1];
                    found = run[0];
                }
            }
            return found;
        }

        /** The last level, and the sum of absolute errors after the first two weeks. */
        private double[] run(double[] clean, double[] usual, double weight) {
            double smooth =
                    Arrays.stream(clean, 0, SeasonalNaive.WEEK).average().orElse(0);
            double errors = 0;
            for (int day = SeasonalNaive.WEEK; day < clean.length; day++) {
                if (day >= 2 * SeasonalNaive.WEEK) {
                    errors += Math.abs(past.at(day) - smooth * usual[day]);
                }
                smooth += weight * (clean[day] - smooth);
            }
            return new double[] {smooth, errors};
        }
    }
}
