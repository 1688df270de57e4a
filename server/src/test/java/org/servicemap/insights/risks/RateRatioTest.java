package org.servicemap.insights.risks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against exact sums of binomial probabilities, and against intervals that are printed in tables. */
class RateRatioTest {
    /** P(X ≥ k) of n tosses of a fair coin, in whole numbers. */
    private static double coin(int k, int n) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger choose = BigInteger.ONE;
        for (int i = 0; i <= n; i++) {
            sum = i >= k ? sum.add(choose) : sum;
            choose = choose.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1L));
        }
        return new BigDecimal(sum)
                .divide(new BigDecimal(BigInteger.TWO.pow(n)), new java.math.MathContext(20))
                .doubleValue();
    }

    @Test
    void pIsTheBinomialTail() {
        for (int n : new int[] {1, 8, 31, 400}) {
            for (int k = 0; k <= n; k += Math.max(1, n / 7)) {
                assertThat(RateRatio.of(k, n - k, 1).p()).as(k + " of " + n).isEqualTo(coin(k, n), within(1e-9));
            }
        }
    }

    /** Clopper and Pearson of 8 of 10: 0.4439 to 0.9748; of 0 of 10: 0 to 0.3085. */
    @Test
    void intervalsAreThoseOfTheTables() {
        RateRatio eight = RateRatio.of(8, 2, 1);
        assertThat(eight.value()).isEqualTo(4);
        assertThat(eight.low()).isEqualTo(0.4439 / 0.5561, within(0.001));
        assertThat(eight.high()).isEqualTo(0.9748 / 0.0252, within(0.1));
        RateRatio none = RateRatio.of(0, 10, 1);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isEqualTo(0.3085 / 0.6915, within(0.001));
        assertThat(RateRatio.of(5, 0, 1).high()).isInfinite();
        // twice as many in twice as many days is no rise
        assertThat(RateRatio.of(40, 20, 2).value()).isEqualTo(1);
        assertThat(RateRatio.of(40, 20, 2).p()).isBetween(0.5, 0.6);
    }

    @Test
    void fewPetitionersAreToldTogetherOrNotAtAll() {
        List<Conflicts.Repeaters> all = List.of(
                new Conflicts.Repeaters("a", 7, 40, 10),
                new Conflicts.Repeaters("b", 4, 20, 5),
                new Conflicts.Repeaters(null, 2, 9, 1));
        assertThat(Conflicts.together(all, 5)).containsExactly(all.get(0), new Conflicts.Repeaters(null, 6, 29, 6));
        assertThat(Conflicts.together(all.subList(0, 2), 5)).containsExactly(all.get(0));
    }
}
