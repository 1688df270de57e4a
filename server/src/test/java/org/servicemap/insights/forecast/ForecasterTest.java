package org.servicemap.insights.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** On series made with a generator of the test's own: week, drift, holidays, heating, more scatter than Poisson. */
@NullMarked
class ForecasterTest {
    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);
    private static final double[] WEEK = {1.15, 1.1, 1.05, 1.05, 1, 0.8, 0.85};

    @Test
    void foretellsARegularWeekExactly() {
        double[] counts = new double[70];
        for (int day = 0; day < counts.length; day++) {
            counts[day] = 100;
        }
        var next = new Forecaster(DayTypes.PLAIN, 0.9).next(new DaySeries(MONDAY, counts), 7);
        assertThat(next).hasSize(7).allSatisfy(day -> {
            assertThat(day.expected()).isCloseTo(100, within(1e-6));
            assertThat(day.low()).isBetween(99, 100);
            assertThat(day.high()).isBetween(100, 101);
        });
        assertThat(next.get(0).date()).isEqualTo(MONDAY.plusDays(70));
    }

    @Test
    void theNaiveForecastAndItsScaleAreAsByHand() {
        DaySeries series = new DaySeries(MONDAY, new double[] {1, 2, 3, 4, 5, 6, 7, 3, 2, 1});
        assertThat(new SeasonalNaive().next(series, 9)).containsExactly(4, 5, 6, 7, 3, 2, 1, 4, 5);
        assertThat(SeasonalNaive.scale(series)).isCloseTo((2 + 0 + 2) / 3.0, within(1e-12));
    }

    @Test
    void knowsHolidaysAndTheHeatingSeasonFromBefore() {
        double[] counts = new double[366 + 330];
        Set<LocalDate> holidays =
                Set.of(LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 2), LocalDate.of(2025, 11, 20));
        DayTypes types = new DayTypes(holidays, Set.of(), 1115, 315);
        for (int day = 0; day < counts.length; day++) {
            LocalDate date = MONDAY.plusDays(day);
            counts[day] = 100 * (types.isHeating(date) ? 3 : 1) * (holidays.contains(date) ? 0.5 : 1);
        }
        DaySeries past = new DaySeries(MONDAY, counts)
                .until((int) (LocalDate.of(2025, 11, 11).toEpochDay() - MONDAY.toEpochDay()));
        var next = new Forecaster(types, 0.9).next(past, 14);
        assertThat(next.get(3).date()).isEqualTo(LocalDate.of(2025, 11, 14));
        assertThat(next.get(3).expected()).isCloseTo(100, within(5.0));
        assertThat(next.get(4).expected()).isCloseTo(300, within(15.0));
        // two holidays are few, so their 50 % are drawn towards a Sunday
        assertThat(next.get(9).expected()).isLessThan(270);
    }

    @Test
    void neitherNothingNorVeryLittlePastIsAFault() {
        assertThat(new Forecaster(DayTypes.PLAIN, 0.9).next(new DaySeries(MONDAY, new double[] {3}), 2))
                .extracting(Forecaster.Day::expected)
                .containsExactly(3.0, 3.0);
        assertThat(new Forecaster(DayTypes.PLAIN, 0.9).next(new DaySeries(MONDAY, new double[90]), 2))
                .allSatisfy(day -> assertThat(day.low()).isZero());
    }

    @Test
    void beatsTheNaiveForecastAndCoversWhatItSays() {
        List<Backtest.Result> results = measure(16, 8);
        double[] mase =
                results.stream().mapToDouble(Backtest.Result::mase).sorted().toArray();
        assertThat(mase[8]).isLessThan(0.9);
        double covered =
                results.stream().mapToDouble(Backtest.Result::covered).average().orElseThrow();
        assertThat(covered).isBetween(0.85, 0.95);
        assertThat(results.stream().filter(Backtest.Result::naiveWins).count()).isLessThanOrEqualTo(1);
    }

    /** Series with means from 5 to 500 a day. */
    static List<Backtest.Result> measure(int series, int origins) {
        List<Backtest.Result> results = new ArrayList<>();
        for (int seed = 0; seed < series; seed++) {
            Random random = new Random(seed);
            double mean = 5 * Math.pow(100, random.nextDouble());
            DayTypes types = new DayTypes(Set.of(), Set.of(), 1115, 315);
            results.add(Backtest.of(invented(mean, types, random), new Forecaster(types, 0.9), 14, origins));
        }
        return results;
    }

    private static DaySeries invented(double mean, DayTypes types, Random random) {
        double[] counts = new double[500];
        double level = mean;
        for (int day = 0; day < counts.length; day++) {
            level *= Math.exp(0.015 * random.nextGaussian());
            double heating = types.isHeating(MONDAY.plusDays(day)) ? 1.3 : 1;
            // a rate that scatters makes counts scatter more than Poisson's
            double rate = level * heating * WEEK[day % 7] * Math.exp(0.08 * random.nextGaussian());
            counts[day] = Math.max(0, Math.round(rate + Math.sqrt(rate) * random.nextGaussian()));
        }
        return new DaySeries(MONDAY, counts);
    }

    /** Prints the table of docs/insights.md. */
    public static void main(String[] arguments) {
        List<Backtest.Result> results = measure(200, 30);
        double[] mase =
                results.stream().mapToDouble(Backtest.Result::mase).sorted().toArray();
        double[] covered =
                results.stream().mapToDouble(Backtest.Result::covered).sorted().toArray();
        System.out.println("mase median " + mase[100] + " worst " + mase[199] + "; naive's median "
                + results.stream()
                        .mapToDouble(Backtest.Result::naiveMase)
                        .sorted()
                        .toArray()[100]);
        System.out.println("covered mean " + Arrays.stream(covered).average().orElseThrow() + " least " + covered[0]);
        System.out.println("mase of 1 or more: "
                + Arrays.stream(mase).filter(value -> value >= 1).count() + " of 200");
        System.out.println("naive wins "
                + results.stream().filter(Backtest.Result::naiveWins).count() + " of 200");
    }
}
