package org.servicemap.insights.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    /** Kendall's IQ and hours of television, as textbooks work it out: ρ = −29/165. */
    private static final double[] IQ = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};

    private static final double[] HOURS = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};

    @Test
    void isAsTheTextbookSays() {
        RankCorrelation.Found found = RankCorrelation.ofPairs(IQ, HOURS, 1);
        assertThat(found).isNotNull();
        assertThat(found.rho()).isCloseTo(-29.0 / 165, within(1e-12));
        assertThat(found.p()).isBetween(0.5, 0.75);
        assertThat(found.low()).isLessThan(-0.6);
        assertThat(RankCorrelation.ranks(new double[] {5, 1, 5, 9})).containsExactly(2.5, 1, 2.5, 4);
    }

    @Test
    void saysNothingOfFewOrOfWhatDoesNotVary() {
        assertThat(RankCorrelation.ofPairs(new double[7], new double[] {1, 2, 3, 4, 5, 6, 7}, 1))
                .isNull();
        assertThat(RankCorrelation.ofPairs(new double[9], IQ.clone(), 1)).isNull();
    }

    /** Two series that wander by themselves go together by chance; turning them knows it, putting them in any order does not. */
    @Test
    void seriesWithAMemoryDoNotAlarm() {
        int turned = 0;
        int mixed = 0;
        int worlds = 100;
        for (int world = 0; world < worlds; world++) {
            double[] one = wandering(120, 2L * world);
            double[] other = wandering(120, 2L * world + 1);
            turned += p(RankCorrelation.ofSeries(one, other)) <= 0.05 ? 1 : 0;
            mixed += p(RankCorrelation.ofPairs(one, other, world)) <= 0.05 ? 1 : 0;
        }
        assertThat(turned).isLessThanOrEqualTo(12);
        assertThat(mixed).isGreaterThan(15);
    }

    private static double p(RankCorrelation.@org.jspecify.annotations.Nullable Found found) {
        return found == null ? 1 : found.p();
    }

    private static double[] wandering(int steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[steps];
        for (int at = 1; at < steps; at++) {
            values[at] = 0.8 * values[at - 1] + random.nextDouble() - 0.5;
        }
        return values;
    }
}
