package org.servicemap.insights.spatial;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Spearman's rank correlation of pairs, with an interval (Bonett and Wright 2000) and a p-value by permutation: of pairs in any order, or of
 * series of equal steps by turning one against the other, which keeps each one's own memory. Equal values share their mean rank. Pure.
 */
public final class RankCorrelation {
    /** Fewer pairs say nothing. */
    public static final int LEAST = 8;

    private static final double NORMAL_95 = 1.959964;
    private static final int WORLDS = 999;

    private RankCorrelation() {}

    /**
     * What was found.
     *
     * @param low of the interval of 95 %
     * @param p two-sided: how often chance gives as much
     */
    public record Found(int n, double rho, double low, double high, double p) {}

    /** Of pairs whose order says nothing; null of fewer than 8, or when all of one side are equal. */
    public static @Nullable Found ofPairs(double[] x, double[] y, long seed) {
        double[] ranksX = ranks(x);
        double[] ranksY = ranks(y);
        double rho = correlation(ranksX, ranksY);
        if (x.length < LEAST || Double.isNaN(rho)) {
            return null;
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] mixed = ranksY.clone();
        int asMuch = 0;
        for (int world = 0; world < WORLDS; world++) {
            mix(mixed, random);
            asMuch += isAsMuch(correlation(ranksX, mixed), rho) ? 1 : 0;
        }
        return found(x.length, rho, asMuch, WORLDS);
    }

    /** Of two series of equal steps; null as of pairs. */
    public static @Nullable Found ofSeries(double[] x, double[] y) {
        double[] ranksX = ranks(x);
        double[] ranksY = ranks(y);
        double rho = correlation(ranksX, ranksY);
        if (x.length < LEAST || Double.isNaN(rho)) {
            return null;
        }
        int asMuch = 0;
        for (int turn = 1; turn < y.length; turn++) {
            asMuch += isAsMuch(correlation(ranksX, turned(ranksY, turn)), rho) ? 1 : 0;
        }
        return found(x.length, rho, asMuch, y.length - 1);
    }

    private static Found found(int n, double rho, int asMuch, int worlds) {
        double z = atanh(Math.max(-0.999999, Math.min(0.999999, rho)));
        double half = NORMAL_95 * Math.sqrt((1 + rho * rho / 2) / (n - 3));
        return new Found(n, rho, Math.tanh(z - half), Math.tanh(z + half), (1.0 + asMuch) / (1.0 + worlds));
    }

    private static double atanh(double value) {
        return 0.5 * Math.log((1 + value) / (1 - value));
    }

    private static boolean isAsMuch(double chance, double rho) {
        return Math.abs(chance) >= Math.abs(rho) - 1e-12;
    }

    private static double[] turned(double[] values, int by) {
        double[] turned = new double[values.length];
        System.arraycopy(values, by, turned, 0, values.length - by);
        System.arraycopy(values, 0, turned, values.length - by, by);
        return turned;
    }

    private static void mix(double[] values, SplittableRandom random) {
        for (int at = values.length - 1; at > 0; at--) {
            int with = random.nextInt(at + 1);
            double kept = values[at];
            values[at] = values[with];
            values[with] = kept;
        }
    }

    /** From 1; equal values share the mean of their ranks. */
    static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (one, other) -> Double.compare(values[one], values[other]));
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
                to++;
            }
            for (int at = from; at <= to; at++) {
                ranks[order[at]] = (from + to) / 2.0 + 1;
            }
            from = to + 1;
        }
        return ranks;
    }

    /** Pearson's; not a number when one side does not vary. */
    private static double correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int at = 0; at < x.length; at++) {
            xy += (x[at] - meanX) * (y[at] - meanY);
            xx += (x[at] - meanX) * (x[at] - meanX);
            yy += (y[at] - meanY) * (y[at] - meanY);
        }
        return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
    }
}
