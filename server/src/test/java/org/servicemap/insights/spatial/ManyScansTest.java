package org.servicemap.insights.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Against values by hand, and against nights in which chance alone is at work. */
@NullMarked
class ManyScansTest {
    private static final int NIGHTS = 20_000;
    private static final int SCANS = 19;

    @Test
    void correctsAsByHand() {
        List<List<Double>> corrected =
                ManyScans.corrected(List.of(List.of(0.02, 0.3), List.of(0.001, 0.004, 0.5), List.of(), List.of(0.02)));
        assertThat(corrected.get(1).get(0)).isCloseTo(0.004, within(1e-12));
        assertThat(corrected.get(1).get(1)).isCloseTo(0.016, within(1e-12));
        assertThat(corrected.get(1).get(2)).isEqualTo(1);
        assertThat(corrected.get(0).get(0)).isCloseTo(0.06, within(1e-12));
        assertThat(corrected.get(0).get(1)).isCloseTo(0.9, within(1e-12));
        assertThat(corrected.get(2)).isEmpty();
        assertThat(corrected.get(3).get(0)).as("no surer than one before it").isCloseTo(0.06, within(1e-12));
        assertThat(ManyScans.corrected(List.of())).isEmpty();
    }

    /** Of 19 scans with the p-values that 999 worlds can give, alike or not; without the correction six nights of ten alarm. */
    @Test
    void aNightOfNoiseAlarmsNoMoreOftenThanStated() {
        for (double alike : new double[] {0, 0.5, 1}) {
            Random random = new Random(7);
            int plain = 0;
            int alarms = 0;
            for (int night = 0; night < NIGHTS; night++) {
                List<List<Double>> scans = night(random, alike);
                plain += isAlarm(scans) ? 1 : 0;
                alarms += isAlarm(ManyScans.corrected(scans)) ? 1 : 0;
            }
            assertThat(alarms / (double) NIGHTS).as("alike %s", alike).isLessThan(0.055);
            if (alike == 0) {
                assertThat(plain / (double) NIGHTS).isGreaterThan(0.5);
                assertThat(alarms / (double) NIGHTS).as("and the level is used").isGreaterThan(0.03);
            }
        }
    }

    private static List<List<Double>> night(Random random, double alike) {
        double all = random.nextDouble();
        List<List<Double>> scans = new ArrayList<>();
        for (int scan = 0; scan < SCANS; scan++) {
            double own = random.nextDouble() < alike ? all : random.nextDouble();
            scans.add(List.of((1 + Math.floor(own * 1000)) / 1000));
        }
        return scans;
    }

    private static boolean isAlarm(List<List<Double>> scans) {
        return scans.stream().anyMatch(scan -> scan.get(0) <= 0.05);
    }

    /** Nights of chance alone with anything as clear in any scan, beside the most that is told of. */
    @Test
    void chanceShowsOneLikeItNoMoreOftenThanToldOf() {
        for (double alike : new double[] {0, 0.5, 1}) {
            for (double p : new double[] {0.001, 0.002, 0.004, 0.01, 0.05}) {
                double told = 1 / ManyScans.recurrence(p, SCANS);
                double shown = shareOfNights(alike, p);
                assertThat(shown).as("alike %s, p %s", alike, p).isLessThan(told * 1.05 + 0.002);
                if (alike == 0 && p <= 0.004) {
                    assertThat(shown).as("and it is not far off").isGreaterThan(told * 0.85);
                }
            }
        }
        assertThat(ManyScans.recurrence(0.2, 19)).isEqualTo(1);
        assertThat(ManyScans.recurrence(0.01, 1)).isCloseTo(100, within(1e-9));
    }

    /** Beside ten clusters that are none of chance Holm asks less of the rest: once in 28 nights it would say, and 14 it is. */
    @Test
    void holmDoesNotTellHowOften() {
        List<List<Double>> scans = new ArrayList<>();
        for (int scan = 0; scan < SCANS; scan++) {
            scans.add(List.of(scan < 10 ? 0.001 : scan == 10 ? 0.004 : 0.7));
        }
        double holm = ManyScans.corrected(scans).get(10).get(0);
        assertThat(holm).isCloseTo(0.036, within(1e-12));
        assertThat(shareOfNights(0, 0.004)).isGreaterThan(1.5 * holm);
    }

    private static double shareOfNights(double alike, double p) {
        Random random = new Random(11);
        int shown = 0;
        for (int night = 0; night < NIGHTS; night++) {
            shown += night(random, alike).stream().anyMatch(scan -> scan.get(0) <= p) ? 1 : 0;
        }
        return (double) shown / NIGHTS;
    }

    @Test
    void worldsSufficeToBeBeyondAllOfThem() {
        assertThat(ManyScans.leastReplicas(19, 0.05)).isEqualTo(379);
        assertThat(ManyScans.leastReplicas(60, 0.05)).isEqualTo(1199);
    }
}
