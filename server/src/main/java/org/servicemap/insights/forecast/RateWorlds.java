package org.servicemap.insights.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How an assessment may end: what is known stays, of the open requests some get a valid callback until then, and each callback is answered as
 * such callbacks were answered before. How many and how are drawn anew in each world, together with what is not known of the shares themselves
 * (beta and Dirichlet posteriors), so that few cases behind a share make the interval wide. Pure.
 */
public final class RateWorlds {
    /** Kinds of answers: contacted or not × solved or not × satisfied, basically satisfied, neither. */
    public static final int ANSWERS = 12;

    private static final int DIRECT = 40;

    private RateWorlds() {}

    /** The kind of an answer. */
    public static int kind(boolean contacted, boolean solved, int satisfaction) {
        return (contacted ? 6 : 0) + (solved ? 3 : 0) + satisfaction;
    }

    /**
     * Requests that are alike.
     *
     * @param open how many there are, or are expected to come
     * @param share of such that got a valid callback within as long
     * @param behind how many cases the share stands on
     * @param answers which of {@code strata} answers as they do
     */
    public record Batch(double open, double share, double behind, int answers) {}

    /**
     * Counts by kind of answer, world by world.
     *
     * @param known what was answered already
     * @param strata how such callbacks were answered before, as counts (also pseudo-counts) by kind
     */
    public static double[][] of(double[] known, List<Batch> batches, List<double[]> strata, int worlds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] found = new double[worlds][];
        for (int world = 0; world < worlds; world++) {
            double[] counts = Arrays.copyOf(known, ANSWERS);
            double[] called = new double[strata.size()];
            for (Batch batch : batches) {
                called[batch.answers()] += called(batch, random);
            }
            for (int stratum = 0; stratum < called.length; stratum++) {
                answer(called[stratum], dirichlet(strata.get(stratum), random), counts, random);
            }
            found[world] = counts;
        }
        return found;
    }

    private static double called(Batch batch, SplittableRandom random) {
        int open = (int) batch.open() + (random.nextDouble() < batch.open() - (int) batch.open() ? 1 : 0);
        double yes = gamma(batch.share() * batch.behind() + 0.5, random);
        double no = gamma((1 - batch.share()) * batch.behind() + 0.5, random);
        return binomial(open, yes / (yes + no), random);
    }

    private static void answer(double called, double[] shares, double[] counts, SplittableRandom random) {
        double left = called;
        double rest = 1;
        for (int kind = 0; kind < ANSWERS && left > 0; kind++) {
            double share = rest <= 0 ? 0 : Math.min(1, shares[kind] / rest);
            double drawn = kind == ANSWERS - 1 ? left : binomial((int) left, share, random);
            counts[kind] += drawn;
            left -= drawn;
            rest -= shares[kind];
        }
    }

    private static double[] dirichlet(double[] counts, SplittableRandom random) {
        double[] shares = new double[ANSWERS];
        double sum = 0;
        for (int kind = 0; kind < ANSWERS; kind++) {
            shares[kind] = counts[kind] <= 0 ? 0 : gamma(counts[kind], random);
            sum += shares[kind];
        }
        for (int kind = 0; kind < ANSWERS; kind++) {
            shares[kind] = sum == 0 ? 1.0 / ANSWERS : shares[kind] / sum;
        }
        return shares;
    }

    private static double binomial(int n, double p, SplittableRandom random) {
        if (n > DIRECT) {
            double drawn = n * p + Math.sqrt(n * p * (1 - p)) * random.nextGaussian();
            return Math.max(0, Math.min(n, Math.rint(drawn)));
        }
        int drawn = 0;
        for (int at = 0; at < n; at++) {
            drawn += random.nextDouble() < p ? 1 : 0;
        }
        return drawn;
    }

    /** Marsaglia and Tsang (2000), of scale 1. */
    private static double gamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
