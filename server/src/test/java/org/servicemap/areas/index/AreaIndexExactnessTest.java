package org.servicemap.areas.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;

/** The index against the oracle, over every kind of point that could go wrong: no disagreement, whatever the parameters. */
class AreaIndexExactnessTest {
    private static final CanonicalGrid FINE = new CanonicalGrid(116, 39, 29);
    private static final CanonicalGrid COARSE = new CanonicalGrid(-0.5, -0.25, 24);

    record Case(String name, Coverage coverage, int points) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("city", SyntheticCity.coverage(SyntheticCity.Plan.SMALL), 400),
                new Case("city across 0°", SyntheticCity.coverage(SyntheticCity.Plan.SMALL, -1.1, -0.7, 1, 29), 150),
                new Case("city k 24", SyntheticCity.coverage(SyntheticCity.Plan.SMALL, 20, -35, 8, 24), 150),
                new Case("city k 14", SyntheticCity.coverage(SyntheticCity.Plan.SMALL, 170, 60, 1, 17), 150),
                new Case("triangles", Blocks.triangles(120, 40, 1 << 14, 60, FINE, 1), 3000),
                new Case("triangles long", Blocks.triangles(60, 40, 1 << 25, 30, FINE, 2), 3000),
                new Case("triangles tiny", Blocks.triangles(200, 48, 1, 60, FINE, 3), 3000),
                new Case("triangles coarse", Blocks.triangles(120, 60, 7, 60, COARSE, 4), 3000),
                new Case("squares", Blocks.squares(12, 1 << 12, 60, FINE, 5), 3000),
                new Case("squares tiny", Blocks.squares(12, 1, 60, COARSE, 6), 3000));
    }

    static List<IndexParameters> parameters() {
        return List.of(
                IndexParameters.DEFAULT,
                new IndexParameters(14, 2, 2),
                new IndexParameters(17, 1, 8),
                new IndexParameters(20, 1, 0),
                new IndexParameters(23, 6, 5));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheOracleEverywhere(Case given) {
        List<double[][]> kinds =
                List.of(randomPoints(given, 1), edgePoints(given, 2), latticePoints(given, 3), cellPoints(given, 4));
        List<int[]> expected =
                kinds.stream().map(points -> expected(given, points)).toList();
        for (IndexParameters parameters : parameters()) {
            AreaIndex index = AreaIndex.build(given.coverage, parameters);
            for (int kind = 0; kind < kinds.size(); kind++) {
                agrees(index, kinds.get(kind), expected.get(kind), given + " " + parameters);
            }
        }
    }

    private static int[] expected(Case given, double[][] points) {
        ExactOracle oracle = new ExactOracle(given.coverage);
        int[] expected = new int[points[0].length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = oracle.leafOf(points[0][i], points[1][i]);
        }
        return expected;
    }

    private static void agrees(AreaIndex index, double[][] points, int[] expected, String what) {
        int[] single = new int[expected.length];
        int[] batch = new int[expected.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = index.leafOf(points[0][i], points[1][i]);
        }
        index.leavesOf(points[0], points[1], batch, batch.length);
        assertThat(disagreements(points, single, expected))
                .as("single, %s", what)
                .isEmpty();
        assertThat(disagreements(points, batch, expected)).as("batch, %s", what).isEmpty();
    }

    private static List<String> disagreements(double[][] points, int[] actual, int[] expected) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < actual.length && found.size() < 5; i++) {
            if (actual[i] != expected[i]) {
                found.add(points[0][i] + "," + points[1][i] + ": " + actual[i] + " for " + expected[i]);
            }
        }
        return found;
    }

    private static double[][] randomPoints(Case given, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bounds bounds = Bounds.of(given.coverage);
        return points(given, given.points, i -> bounds.random(random));
    }

    /** Vertices, midpoints, points at eighths of edges, each also one ulp of the query grid off to all sides. */
    private static double[][] edgePoints(Case given, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> rings = rings(given.coverage);
        return points(given, given.points * 2, i -> {
            int[] ring = rings.get(random.nextInt(rings.size()));
            int a = 2 * random.nextInt(ring.length / 2);
            int b = (a + 2) % ring.length;
            int part = i % 3 == 0 ? 0 : i % 3 == 1 ? 4 : random.nextInt(8);
            double ulp = Math.scalb(1.0, given.coverage.grid().k() - 46);
            double offX = i % 2 == 0 ? 0 : (random.nextInt(3) - 1) * ulp;
            double offY = i % 2 == 0 ? 0 : (random.nextInt(3) - 1) * ulp;
            return new double[] {
                ring[a] + (ring[b] - (double) ring[a]) * part / 8 + offX,
                ring[a + 1] + (ring[b + 1] - (double) ring[a + 1]) * part / 8 + offY
            };
        });
    }

    /** Whole grid points along edges: exactly on level, upright and diagonal ones, next to the others. */
    private static double[][] latticePoints(Case given, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> rings = rings(given.coverage);
        return points(given, given.points, i -> {
            int[] ring = rings.get(random.nextInt(rings.size()));
            int a = 2 * random.nextInt(ring.length / 2);
            int b = (a + 2) % ring.length;
            double t = random.nextDouble();
            return new double[] {
                Math.rint(ring[a] + (ring[b] - (double) ring[a]) * t),
                Math.rint(ring[a + 1] + (ring[b + 1] - (double) ring[a + 1]) * t)
            };
        });
    }

    /** Points on cell lines and corners of all the cell sizes in use, and where edges pass them. */
    private static double[][] cellPoints(Case given, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bounds bounds = Bounds.of(given.coverage);
        int[] shifts = {5, 8, 11, 14, 16, 17, 20, 23};
        return points(given, given.points, i -> {
            double[] point = bounds.random(random);
            double size = 1 << shifts[random.nextInt(shifts.length)];
            point[0] = i % 3 == 1 ? point[0] : Math.rint(point[0] / size) * size;
            point[1] = i % 3 == 2 ? point[1] : Math.rint(point[1] / size) * size;
            return point;
        });
    }

    private interface Source {
        double[] point(int i);
    }

    private static double[][] points(Case given, int n, Source source) {
        CanonicalGrid grid = given.coverage.grid();
        double[][] points = new double[2][n];
        for (int i = 0; i < n; i++) {
            double[] point = source.point(i);
            points[0][i] = grid.originLon() + Math.scalb(point[0], -grid.k());
            points[1][i] = grid.originLat() + Math.scalb(point[1], -grid.k());
        }
        return points;
    }

    private static List<int[]> rings(Coverage coverage) {
        List<int[]> rings = new ArrayList<>();
        for (CoverageArea area : coverage.areas()) {
            for (int[][] polygon : area.own().polygons()) {
                rings.addAll(Arrays.asList(polygon));
            }
        }
        return rings;
    }

    private record Bounds(double minX, double minY, double maxX, double maxY) {
        static Bounds of(Coverage coverage) {
            double[] b = {1e18, 1e18, -1e18, -1e18};
            for (int[] ring : rings(coverage)) {
                for (int i = 0; i < ring.length; i += 2) {
                    b[0] = Math.min(b[0], ring[i]);
                    b[1] = Math.min(b[1], ring[i + 1]);
                    b[2] = Math.max(b[2], ring[i]);
                    b[3] = Math.max(b[3], ring[i + 1]);
                }
            }
            return new Bounds(b[0], b[1], b[2], b[3]);
        }

        double[] random(SplittableRandom random) {
            return new double[] {
                minX + (random.nextDouble() * 1.1 - 0.05) * (maxX - minX),
                minY + (random.nextDouble() * 1.1 - 0.05) * (maxY - minY)
            };
        }
    }
}
