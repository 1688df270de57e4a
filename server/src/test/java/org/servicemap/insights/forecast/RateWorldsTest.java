package org.servicemap.insights.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.servicemap.insights.forecast.Incidence.Exit;
import org.servicemap.insights.forecast.RateWorlds.Batch;

/** Units whose truth is drawn by another generator: the intervals hold as often as they say. */
class RateWorldsTest {
    private static final int SOLVED = RateWorlds.kind(true, true, 0);
    private static final int NOT = RateWorlds.kind(true, false, 2);

    /** Seen, open and told again of one unit with a true share of callbacks and of what is solved. */
    private static boolean isCovered(Random truth, long seed) {
        double called = 0.3 + 0.5 * truth.nextDouble();
        double solved = 0.5 + 0.45 * truth.nextDouble();
        double[] known = drawn(truth, 40, 1, solved);
        double[] before = drawn(truth, 150, 1, solved);
        Incidence history = new Incidence();
        for (int at = 0; at < 200; at++) {
            history.add(5, truth.nextDouble() < called ? Exit.CALLBACK : Exit.OTHER, 1);
        }
        double[] end = known.clone();
        double[] more = drawn(truth, 60, called, solved);
        Arrays.setAll(end, at -> end[at] + more[at]);

        Batch open = new Batch(60, history.share(2, 10), history.behind(2), 0);
        double[] told = Arrays.stream(RateWorlds.of(known, List.of(open), List.of(before), 300, seed))
                .mapToDouble(RateWorldsTest::solved)
                .sorted()
                .toArray();
        double is = solved(end);
        return is >= told[15] - 1e-9 && is <= told[285] + 1e-9;
    }

    private static double[] drawn(Random truth, int n, double called, double solved) {
        double[] counts = new double[RateWorlds.ANSWERS];
        for (int at = 0; at < n; at++) {
            if (truth.nextDouble() < called) {
                counts[truth.nextDouble() < solved ? SOLVED : NOT]++;
            }
        }
        return counts;
    }

    private static double solved(double[] counts) {
        return counts[SOLVED] / (counts[SOLVED] + counts[NOT]);
    }

    @Test
    void intervalsOf90PercentCoverAbout90Percent() {
        Random truth = new Random(7);
        int covered = 0;
        int units = 400;
        for (int unit = 0; unit < units; unit++) {
            covered += isCovered(truth, unit) ? 1 : 0;
        }
        // more than 0.955 would be an interval that is too wide to be of use
        assertThat(covered / (double) units).isBetween(0.86, 0.955);
    }

    @Test
    void incidenceIsAsCountedByHand() {
        Incidence days = new Incidence();
        days.add(1, Exit.CALLBACK, 4);
        days.add(2, Exit.OTHER, 2);
        days.add(3, Exit.CALLBACK, 2);
        days.add(9, Exit.OTHER, 2);
        assertThat(days.share(-1, 2)).isCloseTo(0.4, within(1e-12));
        assertThat(days.share(-1, 100)).isCloseTo(0.6, within(1e-12));
        // of the six older than a day: two left otherwise, two were called back
        assertThat(days.share(1, 5)).isCloseTo(2 / 6.0, within(1e-12));
        assertThat(days.share(3, 100)).isZero();
        Incidence open = new Incidence();
        open.add(10, Exit.OPEN, 5);
        assertThat(open.share(0, 100)).isZero();
    }

    @Test
    void withoutOpenRequestsNothingChanges() {
        double[] known = drawn(new Random(1), 30, 1, 0.8);
        double[][] worlds = RateWorlds.of(known, List.of(), List.of(known), 5, 1);
        assertThat(worlds).isDeepEqualTo(new double[][] {known, known, known, known, known});
    }
}
