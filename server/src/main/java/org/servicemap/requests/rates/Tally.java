package org.servicemap.requests.rates;

import org.jspecify.annotations.Nullable;

/**
 * Valid callbacks of a unit or area, counted: how many there are of each combination that matters.
 *
 * @param valid callbacks that reached the petitioner
 * @param score sum of each callback's own score, 0 to 1
 * @param scoreSquared sum of its squares
 */
public record Tally(
        long valid, long contacted, long solved, long satisfied, long basically, double score, double scoreSquared) {
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    /** 97.5 % quantile of the normal distribution: an interval of 95 %. */
    private static final double Z = 1.959963984540054;

    /** Agresti's and Coull's two successes and two failures. */
    private static final int EXTREMES = 2;

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(
                valid + other.valid,
                contacted + other.contacted,
                solved + other.solved,
                satisfied + other.satisfied,
                basically + other.basically,
                score + other.score,
                scoreSquared + other.scoreSquared);
    }

    /**
     * {@code count} callbacks that are alike.
     *
     * @param satisfaction {@code satisfied}, {@code basically_satisfied} or any other word
     */
    public static Tally of(
            long count, boolean contacted, boolean solved, @Nullable String satisfaction, RateRules rules) {
        boolean satisfied = "satisfied".equals(satisfaction);
        boolean basically = "basically_satisfied".equals(satisfaction);
        double one = (contacted ? rules.responseWeight() : 0)
                + (solved ? rules.resolutionWeight() : 0)
                + rules.satisfactionWeight() * (satisfied ? 1 : basically ? rules.basicallySatisfied() : 0);
        return new Tally(
                count,
                contacted ? count : 0,
                solved ? count : 0,
                satisfied ? count : 0,
                basically ? count : 0,
                count * one,
                count * one * one);
    }

    /**
     * The rates of a tally, as shares of 0 to 1; the score of 0 to 100 with the ends of its 95 % interval: normal
     * approximation of the mean of the callbacks' own scores after two of 0 and two of 100 are added to them (Agresti and
     * Coull, Approximate is better than "exact" for interval estimation of binomial proportions, 1998; here for scores between
     * the two as well), so that a few callbacks that are all alike do not pass for certainty.
     */
    public record Rates(
            long valid,
            double response,
            double resolution,
            double satisfaction,
            double score,
            double low,
            double high) {}

    /** Null without a valid callback: nothing is divided by zero. */
    public @Nullable Rates rates(RateRules rules) {
        if (valid == 0) {
            return null;
        }
        double n = valid;
        double mean = score / n;
        double more = n + 2 * EXTREMES;
        double middle = (score + EXTREMES) / more;
        double variance = Math.max(0, (scoreSquared + EXTREMES) / more - middle * middle);
        double half = Z * Math.sqrt(variance / more);
        return new Rates(
                valid,
                contacted / n,
                solved / n,
                (satisfied + rules.basicallySatisfied() * basically) / n,
                100 * mean,
                100 * Math.max(0, Math.min(mean, middle - half)),
                100 * Math.min(1, Math.max(mean, middle + half)));
    }
}
