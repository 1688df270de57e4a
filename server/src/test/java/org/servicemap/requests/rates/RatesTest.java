package org.servicemap.requests.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final RateRules BEIJINGS = new RateRules(0.1, 0.5, 0.4, 0.9, 19, 30);

    @Test
    void theScoreIsTheWeightedSumOfTheRates() {
        Tally tally = Tally.of(6, true, true, "satisfied", BEIJINGS)
                .plus(Tally.of(2, true, false, "basically_satisfied", BEIJINGS))
                .plus(Tally.of(2, false, false, "dissatisfied", BEIJINGS));

        Tally.Rates rates = tally.rates(BEIJINGS);

        assertThat(rates.valid()).isEqualTo(10);
        assertThat(rates.response()).isEqualTo(0.8);
        assertThat(rates.resolution()).isEqualTo(0.6);
        assertThat(rates.satisfaction()).isCloseTo(0.78, within(1e-12));
        assertThat(rates.score()).isCloseTo(100 * (0.1 * 0.8 + 0.5 * 0.6 + 0.4 * 0.78), within(1e-9));
        assertThat(rates.low()).isLessThan(rates.score());
        assertThat(rates.high()).isGreaterThan(rates.score()).isLessThanOrEqualTo(100);
    }

    @Test
    void fewCallbacksAreFarFromCertain() {
        Tally.Rates one = Tally.of(1, true, true, "satisfied", BEIJINGS).rates(BEIJINGS);
        Tally.Rates many = Tally.of(400, true, true, "satisfied", BEIJINGS).rates(BEIJINGS);

        assertThat(one.low()).isLessThan(25);
        assertThat(one.high()).isEqualTo(100);
        assertThat(many.low()).isBetween(98.0, 100.0);
    }

    /** By drawing callbacks whose mean score is known: so many intervals hold it as they say. */
    @Test
    void theIntervalHoldsTheMeanAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(19);
        double solved = 0.9;
        double mean = 100 * (0.1 + 0.9 * solved);
        int held = 0;
        for (int round = 0; round < 5000; round++) {
            int good = (int) IntStream.range(0, 12)
                    .filter(i -> random.nextDouble() < solved)
                    .count();
            Tally.Rates drawn = Tally.of(good, true, true, "satisfied", BEIJINGS)
                    .plus(Tally.of(12 - good, true, false, "dissatisfied", BEIJINGS))
                    .rates(BEIJINGS);
            held += drawn.low() <= mean && mean <= drawn.high() ? 1 : 0;
        }

        assertThat(held / 5000.0).isGreaterThan(0.93);
    }

    @Test
    void withoutCallbacksThereIsNoScore() {
        assertThat(Tally.NONE.rates(BEIJINGS)).isNull();
    }

    @Test
    void theMonthlyWindowOpensOnTheNineteenthOfTheMonthBefore() {
        RateRules.Window march = BEIJINGS.window(YearMonth.of(2026, 3), BEIJING);

        assertThat(march.from()).isEqualTo(Instant.parse("2026-02-18T16:00:00Z"));
        assertThat(march.until()).isEqualTo(Instant.parse("2026-03-18T16:00:00Z"));
        assertThat(BEIJINGS.monthOf(march.from(), BEIJING)).isEqualTo(YearMonth.of(2026, 3));
        assertThat(BEIJINGS.monthOf(march.until(), BEIJING)).isEqualTo(YearMonth.of(2026, 4));
    }

    @Test
    void aCityWithoutRatesHasNone() {
        assertThat(RateRules.of(Map.of("whistle", true))).isNull();
    }
}
