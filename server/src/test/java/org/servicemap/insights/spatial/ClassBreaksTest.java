package org.servicemap.insights.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ClassBreaksTest {
    @Test
    void breaksWhereTheGapsAre() {
        assertThat(ClassBreaks.natural(new double[] {1, 2, 2, 20, 21, 90, 95, Double.NaN}, 3))
                .containsExactly(2, 21, 95);
        assertThat(ClassBreaks.natural(new double[] {4, 4}, 5)).containsExactly(4);
    }

    @Test
    void noOtherThreeClassesDifferLess() {
        Random random = new Random(1);
        for (int turn = 0; turn < 50; turn++) {
            double[] values = random.doubles(12, 0, 100).sorted().toArray();
            double least = Double.POSITIVE_INFINITY;
            for (int one = 1; one < 11; one++) {
                for (int two = one + 1; two < 12; two++) {
                    least = Math.min(
                            least, spread(values, 0, one) + spread(values, one, two) + spread(values, two, 12));
                }
            }
            double[] breaks = ClassBreaks.natural(values, 3);
            int one = Arrays.binarySearch(values, breaks[0]) + 1;
            int two = Arrays.binarySearch(values, breaks[1]) + 1;
            assertThat(spread(values, 0, one) + spread(values, one, two) + spread(values, two, 12))
                    .isCloseTo(least, within(1e-6));
        }
    }

    private static double spread(double[] values, int from, int until) {
        double[] part = Arrays.copyOfRange(values, from, until);
        double mean = Arrays.stream(part).average().orElseThrow();
        return Arrays.stream(part).map(value -> (value - mean) * (value - mean)).sum();
    }
}
