package org.servicemap.insights.governance;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one area against areas like it: the difference in differences of the logarithms of daily counts. With one treated area its
 * own chance cannot be told from its data; it is taken from how the areas that nothing was done to moved, as Conley and Taber do (Inference
 * with "Difference in Differences" with a Small Number of Policy Changes, Review of Economics and Statistics 93(1), 2011): their scatter beyond
 * Poisson's, the treated area's own Poisson scatter, and Student's t with as many degrees of freedom as there are compared areas but one. Pure.
 *
 * <p>Compared areas are those nearest in level before: an area that was picked because it was high comes down by itself, and so do they. It
 * does not hold for an area that was picked as the very highest of all, which no other is like.
 */
public final class DifferenceInDifferences {
    /** Requests before without which nothing can be said. */
    static final int LEAST_BEFORE = 20;

    static final int LEAST_AREAS = 5;
    static final int MOST_AREAS = 20;
    static final int LEAST_DAYS = 14;

    /** Compared areas have at least half and at most twice as many before. */
    private static final double LIKE = Math.log(2);

    private static final double HALF = 0.5;

    /** 97.5 % quantiles of Student's t with 4 to 19 degrees of freedom. */
    private static final double[] T = {
        2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093
    };

    private DifferenceInDifferences() {}

    /** How many there were in an area in a time, and in a later one. */
    public record Counts(long before, long after) {}

    /** What can be said. */
    public enum Verdict {
        /** Too few days have gone by. */
        TOO_EARLY,
        /** Too few requests before. */
        TOO_FEW,
        /** Too few areas are like it. */
        NO_LIKE,
        /** The interval holds no change. */
        NONE_SHOWN,
        FEWER,
        MORE
    }

    /**
     * The estimate; changes are relative, −0.2 is a fifth less.
     *
     * @param own change of the area itself
     * @param others mean change of the compared areas (geometric)
     * @param effect what is left of its own change against theirs; null, as low and high are, where nothing can be said
     * @param low and high: 95 % interval
     * @param levelBefore the area's count before, over the compared areas' mean
     */
    public record Estimate(
            Verdict verdict,
            int areas,
            @Nullable Double own,
            @Nullable Double others,
            @Nullable Double effect,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double levelBefore) {
        private static Estimate none(Verdict verdict, int areas) {
            return new Estimate(verdict, areas, null, null, null, null, null, null);
        }
    }

    /**
     * Compares.
     *
     * @param others all areas of the same level that could be compared, without the treated one
     * @param daysBefore and daysAfter: lengths of the times
     */
    public static Estimate of(Counts treated, List<Counts> others, int daysBefore, int daysAfter) {
        if (daysAfter < LEAST_DAYS) {
            return Estimate.none(Verdict.TOO_EARLY, 0);
        }
        if (treated.before() < LEAST_BEFORE) {
            return Estimate.none(Verdict.TOO_FEW, 0);
        }
        List<Counts> like = like(treated, others);
        if (like.size() < LEAST_AREAS) {
            return Estimate.none(Verdict.NO_LIKE, like.size());
        }
        return estimate(treated, like, Math.log((double) daysBefore / daysAfter));
    }

    private static double distance(Counts one, Counts other) {
        return Math.abs(Math.log((one.before() + HALF) / (other.before() + HALF)));
    }

    private static List<Counts> like(Counts treated, List<Counts> others) {
        return others.stream()
                .filter(each -> distance(each, treated) <= LIKE)
                .sorted(Comparator.comparingDouble((Counts each) -> distance(each, treated))
                        .thenComparing(Counts::before)
                        .thenComparing(Counts::after))
                .limit(MOST_AREAS)
                .toList();
    }

    /** Logarithm of how many times as many a day. */
    private static double change(Counts counts, double perDay) {
        return Math.log((counts.after() + HALF) / (counts.before() + HALF)) + perDay;
    }

    /** Of {@link #change} by Poisson's chance alone. */
    private static double chance(double before, double after) {
        return 1 / (after + HALF) + 1 / (before + HALF);
    }

    private static Estimate estimate(Counts treated, List<Counts> like, double perDay) {
        int n = like.size();
        double[] changes =
                like.stream().mapToDouble(each -> change(each, perDay)).toArray();
        double mean = 0;
        double poisson = 0;
        for (int i = 0; i < n; i++) {
            mean += changes[i] / n;
            poisson += chance(like.get(i).before(), like.get(i).after()) / n;
        }
        double variance = 0;
        for (double each : changes) {
            variance += (each - mean) * (each - mean) / (n - 1);
        }
        // were there no effect the area would have moved as the others did: its own chance is that of the count
        // expected then
        double expected = (treated.before() + HALF) * Math.exp(mean - perDay);
        double own = chance(treated.before(), Math.max(HALF, Math.min(expected, treated.after() + HALF)));
        double beyond = Math.max(0, variance - poisson);
        double half = T[n - LEAST_AREAS] * Math.sqrt(own + beyond + variance / n);
        double effect = change(treated, perDay) - mean;
        double levelBefore = treated.before()
                * n
                / (double) Math.max(1, like.stream().mapToLong(Counts::before).sum());
        return new Estimate(
                effect + half < 0 ? Verdict.FEWER : effect - half > 0 ? Verdict.MORE : Verdict.NONE_SHOWN,
                n,
                Math.expm1(change(treated, perDay)),
                Math.expm1(mean),
                Math.expm1(effect),
                Math.expm1(effect - half),
                Math.expm1(effect + half),
                levelBefore);
    }
}
