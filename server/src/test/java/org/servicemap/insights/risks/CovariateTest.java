package org.servicemap.insights.risks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against invented days whose truth is known. */
class CovariateTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

    private static boolean works(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 && day.getDayOfMonth() != 1;
    }

    private interface Truth {
        double requests(LocalDate day, double figure);
    }

    private static List<Covariate.Day> days(int n, double[] figures, Truth truth) {
        List<Covariate.Day> days = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            LocalDate day = FIRST.plusDays(i);
            days.add(new Covariate.Day(day, truth.requests(day, figures[i]), figures[i], works(day)));
        }
        return days;
    }

    private static double[] rain(int n, Random random) {
        double[] rain = new double[n];
        for (int i = 0; i < n; i++) {
            rain[i] = random.nextDouble() < 0.3 ? 4 + 12 * random.nextDouble() : 0;
        }
        return rain;
    }

    private static double weekdayAndSeason(LocalDate day) {
        return (works(day) ? 200 : 120)
                + 5 * day.getDayOfWeek().getValue()
                + 60 * Math.cos(2 * Math.PI * day.getDayOfYear() / 365.25)
                + 0.05 * day.toEpochDay();
    }

    /** Without noise the truth comes out, whatever weekday, holiday, season and trend do. */
    @Test
    void findsWhatOneUnitBrings() {
        Covariate.Fit fit =
                Covariate.of(days(400, rain(400, new Random(1)), (day, rain) -> weekdayAndSeason(day) + 3.5 * rain));
        assertThat(fit).isNotNull();
        assertThat(fit.perUnit()).isCloseTo(3.5, within(0.05));
        assertThat(fit.season()).isTrue();
        assertThat(fit.days()).isEqualTo(400);
    }

    /** A temperature that has its season, as requests have theirs for another reason, is not credited with it. */
    @Test
    void aSeasonThatBothHaveIsNotItsEffect() {
        Random random = new Random(2);
        double[] warmth = new double[700];
        for (int i = 0; i < warmth.length; i++) {
            warmth[i] = 12
                    - 15 * Math.cos(2 * Math.PI * FIRST.plusDays(i).getDayOfYear() / 365.25)
                    + 3 * random.nextGaussian();
        }
        Covariate.Fit fit =
                Covariate.of(days(700, warmth, (day, figure) -> weekdayAndSeason(day) + 8 * random.nextGaussian()));
        assertThat(fit).isNotNull();
        assertThat(fit.low()).isNegative();
        assertThat(fit.high()).isPositive();
    }

    /** Of 300 worlds with noise that lasts for days, about 95 in a hundred have the truth in their interval; of those without effect too. */
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        for (double truth : new double[] {0, 2}) {
            int held = 0;
            for (int world = 0; world < 300; world++) {
                Random random = new Random(1000 + world);
                double[] rain = rain(365, random);
                double[] noise = {0};
                Covariate.Fit fit = Covariate.of(days(365, rain, (day, figure) -> {
                    noise[0] = 0.5 * noise[0] + 15 * random.nextGaussian();
                    return weekdayAndSeason(day) + truth * figure + noise[0];
                }));
                assertThat(fit).isNotNull();
                held += fit.low() <= truth && truth <= fit.high() ? 1 : 0;
            }
            assertThat(held / 300.0).as("effect " + truth).isBetween(0.90, 0.98);
        }
    }

    @Test
    void saysNothingWhereNothingCanBeSaid() {
        Truth truth = (day, figure) -> 10;
        assertThat(Covariate.of(days(89, rain(89, new Random(3)), truth))).isNull();
        assertThat(Covariate.of(days(200, new double[200], truth)))
                .as("constant")
                .isNull();
        double[] weekday = new double[200];
        for (int i = 0; i < 200; i++) {
            weekday[i] = FIRST.plusDays(i).getDayOfWeek() == DayOfWeek.SUNDAY ? 1 : 0;
        }
        assertThat(Covariate.of(days(200, weekday, truth)))
                .as("a weekday by another name")
                .isNull();
    }
}
