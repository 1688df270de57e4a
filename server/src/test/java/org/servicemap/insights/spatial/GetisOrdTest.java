package org.servicemap.insights.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class GetisOrdTest {
    @Test
    void countsFourSitesInALineAsByHand() {
        int[][] neighbours = {{0, 1}, {0, 1, 2}, {1, 2, 3}, {2, 3}};
        var locals = GetisOrd.of(new double[] {9, 7, 1, 3}, neighbours);
        // mean 5, variance (16 + 4 + 16 + 4) / 4 = 10; two neighbours: 6 / sqrt(10 * 2 * 2 / 3)
        assertThat(locals.get(0).z()).isCloseTo(6 / Math.sqrt(40.0 / 3), within(1e-12));
        // three neighbours: 17 - 15 = 2 / sqrt(10 * 3 * 1 / 3)
        assertThat(locals.get(1).z()).isCloseTo(2 / Math.sqrt(10), within(1e-12));
        assertThat(locals.get(2).z()).isCloseTo(-4 / Math.sqrt(10), within(1e-12));
        assertThat(locals.get(3).z()).isCloseTo(-6 / Math.sqrt(40.0 / 3), within(1e-12));
    }

    @Test
    void itsNormalApproximationHoldsAgainstShuffledValues() {
        Random random = new Random(2);
        double[] values = random.doubles(200, 0, 10).toArray();
        int[][] neighbours = new int[200][];
        for (int site = 0; site < 200; site++) {
            neighbours[site] = new int[] {site, (site + 1) % 200, (site + 2) % 200, (site + 3) % 200, (site + 4) % 200};
        }
        int beyond = 0;
        for (int turn = 0; turn < 500; turn++) {
            for (int at = 199; at > 0; at--) {
                int other = random.nextInt(at + 1);
                double kept = values[at];
                values[at] = values[other];
                values[other] = kept;
            }
            beyond += GetisOrd.of(values, neighbours).get(0).p() <= 0.05 ? 1 : 0;
        }
        assertThat(beyond).isBetween(10, 40);
    }

    @Test
    void equalValuesAreNeitherHotNorCold() {
        var locals = GetisOrd.of(new double[] {4, 4, 4}, new int[][] {{0, 1}, {0, 1, 2}, {1, 2}});
        assertThat(locals).allSatisfy(local -> {
            assertThat(local.z()).isZero();
            assertThat(local.q()).isEqualTo(1);
        });
    }

    @Test
    void tailsAreThoseOfTheTables() {
        assertThat(Normal.twoSided(1.959963985)).isCloseTo(0.05, within(1e-7));
        assertThat(Normal.twoSided(-2.575829304)).isCloseTo(0.01, within(1e-7));
        assertThat(Normal.twoSided(5)).isCloseTo(5.733031e-7, within(1e-12));
        assertThat(Normal.twoSided(0)).isCloseTo(1, within(1e-6));
    }

    @Test
    void adjustsAsBenjaminiAndHochbergDo() {
        // 0.01 * 4 / 1, 0.02 * 4 / 2, 0.03 * 4 / 3 = 0.04, 0.5
        assertThat(FalseDiscovery.adjust(new double[] {0.5, 0.02, 0.01, 0.03}))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(0.5, 0.04, 0.04, 0.04);
    }
}
