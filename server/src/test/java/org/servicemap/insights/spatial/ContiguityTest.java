package org.servicemap.insights.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.servicemap.insights.spatial.GetisOrd.Local;

/** Gi* over areas against the definition with a whole matrix of weights, and where it is known what is hot. */
@NullMarked
class ContiguityTest {
    private static final int SIDE = 12;
    private static final int AREAS = SIDE * SIDE;
    private final List<int[]> pairs = new ArrayList<>();
    private final boolean[][] border = new boolean[AREAS][AREAS];

    /** Like a chessboard, but for one area that is an island and one with a border to the farthest corner. */
    ContiguityTest() {
        for (int at = 0; at < AREAS; at++) {
            if (at % SIDE < SIDE - 1) {
                meet(at, at + 1);
            }
            if (at + SIDE < AREAS) {
                meet(at + SIDE, at);
            }
        }
        meet(0, AREAS - 1);
    }

    private void meet(int one, int other) {
        if (one != 77 && other != 77) {
            pairs.add(new int[] {one, other});
            border[one][other] = true;
            border[other][one] = true;
        }
    }

    private SortedMap<Long, Local> locals(Map<Long, Long> counts) {
        Contiguity contiguity = new Contiguity(pairs);
        return HexagonLocals.ofCounts(counts, LongStream.range(0, AREAS).boxed().toList(), contiguity::ring);
    }

    @Test
    void isWhatTheDefinitionSaysWithAMatrixOfWeights() {
        Random random = new Random(4);
        Map<Long, Long> counts = new HashMap<>();
        for (long at = 0; at < AREAS; at += 1 + random.nextInt(2)) {
            counts.put(at, (long) random.nextInt(40));
        }
        SortedMap<Long, Local> locals = locals(counts);
        assertThat(locals).hasSize(AREAS);
        for (int i = 0; i < AREAS; i++) {
            assertThat(locals.get((long) i).z()).as("area %s", i).isCloseTo(z(i, counts), within(1e-9));
        }
    }

    /** Ord and Getis 1995, equation 14, with w_ii = 1. */
    private double z(int i, Map<Long, Long> counts) {
        double weighed = 0;
        double weights = 0;
        double squares = 0;
        double sum = 0;
        double sumOfSquares = 0;
        for (int j = 0; j < AREAS; j++) {
            double w = i == j || border[i][j] ? 1 : 0;
            double x = counts.getOrDefault((long) j, 0L);
            weighed += w * x;
            weights += w;
            squares += w * w;
            sum += x;
            sumOfSquares += x * x;
        }
        double mean = sum / AREAS;
        double s = Math.sqrt(sumOfSquares / AREAS - mean * mean);
        return (weighed - weights * mean) / (s * Math.sqrt((AREAS * squares - weights * weights) / (AREAS - 1)));
    }

    @Test
    void aBlockWithMoreIsHotAndNothingFarFromIt() {
        Random random = new Random(9);
        Map<Long, Long> counts = new HashMap<>();
        for (long at = 0; at < AREAS; at++) {
            boolean inBlock = at % SIDE < 3 && at / SIDE >= 4 && at / SIDE < 7;
            counts.put(at, (inBlock ? 60L : 20L) + random.nextInt(10));
        }
        SortedMap<Long, Local> locals = locals(counts);
        assertThat(locals.get(5L * SIDE + 1).isHot(0.05)).isTrue();
        locals.forEach((at, local) -> {
            if (local.isHot(0.05)) {
                assertThat(at % SIDE).isLessThan(5);
                assertThat(at / SIDE).isBetween(2L, 8L);
            }
        });
    }
}
