package org.servicemap.areas.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;

/** Border distances of every level against a look at every edge: large and small extents, high latitudes, across the equator. */
class BorderIndexTest {
    private static final SyntheticCity.Plan CITY = SyntheticCity.Plan.SMALL;
    private static final int LEVELS = 4;

    static Stream<Coverage> cities() {
        return Stream.of(
                SyntheticCity.coverage(CITY),
                SyntheticCity.coverage(new SyntheticCity.Plan(60, 50, 400, 60, 9, 0.02, 3), 116, 39, 0.3, 29),
                SyntheticCity.coverage(CITY, -1.1, -0.7, 1, 29),
                SyntheticCity.coverage(CITY, 20, -35, 8, 24),
                SyntheticCity.coverage(CITY, 150, 72, 8, 24),
                SyntheticCity.coverage(CITY, 170, 60, 1, 17));
    }

    @ParameterizedTest
    @MethodSource("cities")
    void findsTheNearestEdgeThatSeparatesEachLevel(Coverage city) {
        AreaIndex index = AreaIndex.build(city);
        Linework lines = LineworkBuilder.build(city);
        int[] coarsest = coarsestRanks(city, lines);
        SplittableRandom random = new SplittableRandom(11);
        for (int found = 0; found < 400; ) {
            double lon = city.grid().lon(random.nextInt(lines.maxX()));
            double lat = city.grid().lat(random.nextInt(lines.maxY()));
            if (index.leafOf(lon, lat) >= 0) {
                BorderIndex.Plane plane = BorderIndex.Plane.at(city.grid(), lon, lat);
                double[] nearest = nearest(lines, coarsest, plane);
                double[] answer = index.borderMetres(plane, LEVELS);
                for (int rank = 1; rank <= LEVELS; rank++) {
                    assertThat(answer[rank - 1])
                            .as("rank %d at %s,%s", rank, lon, lat)
                            .isCloseTo(nearest[rank - 1], within(1e-6));
                }
                found++;
            }
        }
    }

    private static double[] nearest(Linework lines, int[] coarsest, BorderIndex.Plane plane) {
        double[] nearest2 = new double[LEVELS];
        Arrays.fill(nearest2, Double.POSITIVE_INFINITY);
        for (int e = 0; e < lines.size(); e++) {
            double distance2 = plane.toSegment(lines.x1(e), lines.y1(e), lines.x2(e), lines.y2(e));
            for (int rank = coarsest[e]; rank <= LEVELS; rank++) {
                nearest2[rank - 1] = Math.min(nearest2[rank - 1], distance2);
            }
        }
        return Arrays.stream(nearest2).map(Math::sqrt).toArray();
    }

    private static int[] coarsestRanks(Coverage city, Linework lines) {
        int[] ranks = new int[lines.size()];
        for (int e = 0; e < ranks.length; e++) {
            int rank = 1;
            while (rank < LEVELS && at(city, lines.left()[e], rank) == at(city, lines.right()[e], rank)) {
                rank++;
            }
            ranks[e] = rank;
        }
        return ranks;
    }

    /** The area at a rank; −1 where the chain skips it, −2 in the void. */
    private static int at(Coverage city, int face, int rank) {
        int ordinal = face - 1;
        while (ordinal >= 0 && city.areas().get(ordinal).level() > rank) {
            CoverageArea area = city.areas().get(ordinal);
            ordinal = area.parent();
        }
        return face == 0 ? -2 : ordinal >= 0 && city.areas().get(ordinal).level() == rank ? ordinal : -1;
    }
}
