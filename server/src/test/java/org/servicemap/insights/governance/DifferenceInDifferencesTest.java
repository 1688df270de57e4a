package org.servicemap.insights.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.servicemap.insights.governance.DifferenceInDifferences.Counts;
import org.servicemap.insights.governance.DifferenceInDifferences.Estimate;
import org.servicemap.insights.governance.DifferenceInDifferences.Verdict;

/** Worlds in which the truth is known: areas with levels of their own, a change that all share, scatter of each, and an effect in one. */
class DifferenceInDifferencesTest {
    private static final int AREAS = 40;
    private static final int DAYS_BEFORE = 28;
    private static final int DAYS_AFTER = 56;

    /** @param scatter of each area's own change beyond chance, standard deviation of its logarithm */
    private record World(Counts treated, List<Counts> others) {
        static World of(long seed, double effect, double scatter, double mean, boolean busiest) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Counts> all = new ArrayList<>();
            double shared = 1.3;
            double[] rates = new double[AREAS];
            for (int i = 0; i < AREAS; i++) {
                rates[i] = mean * Math.exp(0.5 * random.nextGaussian());
                all.add(new Counts(poisson(random, rates[i] * DAYS_BEFORE), 0));
            }
            int treated = 0;
            for (int i = 0; busiest && i < AREAS; i++) {
                // among the busier tenth, as what is treated is
                int at = i;
                long above = all.stream()
                        .filter(each -> each.before() > all.get(at).before())
                        .count();
                if (above == 4) {
                    treated = i;
                }
            }
            for (int i = 0; i < AREAS; i++) {
                double own = Math.exp(scatter * random.nextGaussian()) * (i == treated ? 1 + effect : 1);
                long after = poisson(random, rates[i] * shared * own * DAYS_AFTER);
                all.set(i, new Counts(all.get(i).before(), after));
            }
            Counts one = all.remove(treated);
            return new World(one, all);
        }

        Estimate estimate() {
            return DifferenceInDifferences.of(treated, others, DAYS_BEFORE, DAYS_AFTER);
        }
    }

    private static long poisson(SplittableRandom random, double mean) {
        if (mean > 200) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        long count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** Share of worlds whose interval holds the truth. */
    private static double covered(double effect, double scatter, double mean, int worlds, boolean busiest) {
        int held = 0;
        int told = 0;
        for (int seed = 1; seed <= worlds; seed++) {
            Estimate estimate = World.of(seed, effect, scatter, mean, busiest).estimate();
            Double low = estimate.low();
            Double high = estimate.high();
            if (low != null && high != null) {
                told++;
                held += low <= effect && effect <= high ? 1 : 0;
            }
        }
        assertThat(told).isGreaterThan(worlds * 8 / 10);
        return (double) held / told;
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        // 600 worlds: the standard error of a share of 0.95 is 0.009
        for (double effect : new double[] {0, -0.3, 0.5}) {
            for (double scatter : new double[] {0, 0.2}) {
                for (double mean : new double[] {1.5, 10}) {
                    assertThat(covered(effect, scatter, mean, 600, false))
                            .as(effect + " " + scatter + " " + mean)
                            .isBetween(0.92, 0.99);
                }
            }
        }
    }

    @Test
    void anAreaPickedForBeingHighIsNotTakenForAnEffect() {
        assertThat(covered(0, 0.1, 2, 600, true)).isGreaterThan(0.92);
    }

    @Test
    void aStrongEffectIsSeenAndNoneIsNot() {
        int seen = 0;
        int falseOnes = 0;
        for (int seed = 1; seed <= 200; seed++) {
            seen += World.of(seed, -0.4, 0.1, 10, false).estimate().verdict() == Verdict.FEWER ? 1 : 0;
            falseOnes += World.of(seed, 0, 0.1, 10, false).estimate().verdict() == Verdict.NONE_SHOWN ? 0 : 1;
        }
        assertThat(seen).isGreaterThan(150);
        assertThat(falseOnes).isLessThan(20);
    }

    @Test
    void withTooLittleNothingIsSaid() {
        Counts some = new Counts(30, 60);
        List<Counts> five = List.of(some, some, some, some, some);
        assertThat(DifferenceInDifferences.of(some, five, 28, 13).verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(DifferenceInDifferences.of(new Counts(19, 60), five, 28, 56).verdict())
                .isEqualTo(Verdict.TOO_FEW);
        assertThat(DifferenceInDifferences.of(new Counts(70, 60), five, 28, 56).verdict())
                .isEqualTo(Verdict.NO_LIKE);
        Estimate same = DifferenceInDifferences.of(some, five, 28, 56);
        assertThat(same.verdict()).isEqualTo(Verdict.NONE_SHOWN);
        assertThat(same.effect()).isZero();
        assertThat(same.own()).isEqualTo(-0.008, org.assertj.core.data.Offset.offset(0.01));
    }
}
