package org.servicemap.insights.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the definition, point by point, and against what a density must sum to. */
class KernelDensityTest {
    private static final int SIDE = 60;
    private static final double CELL = 50;
    private static final KernelDensity.Grid GRID = new KernelDensity.Grid(SIDE, SIDE, CELL);

    private static double definition(double dx, double dy, double h) {
        double square = (dx * dx + dy * dy) / (h * h);
        return square >= 1 ? 0 : 3 * Math.pow(1 - square, 2) / (Math.PI * h * h) * 1e6;
    }

    private static double middle(int cell) {
        return (cell + 0.5) * CELL;
    }

    @Test
    void isTheSumOfAllPointsKernels() {
        Random random = new Random(7);
        double[] weights = new double[SIDE * SIDE];
        double[] x = new double[200];
        double[] y = new double[200];
        for (int point = 0; point < x.length; point++) {
            int column = random.nextInt(SIDE);
            int row = random.nextInt(SIDE);
            weights[row * SIDE + column]++;
            x[point] = middle(column);
            y[point] = middle(row);
        }
        double[] density = KernelDensity.of(GRID, weights, 430);

        for (int row = 0; row < SIDE; row += 7) {
            for (int column = 0; column < SIDE; column += 5) {
                double expected = 0;
                for (int point = 0; point < x.length; point++) {
                    expected += definition(x[point] - middle(column), y[point] - middle(row), 430);
                }
                assertThat(density[row * SIDE + column]).isCloseTo(expected, offset(1e-9));
            }
        }
    }

    @Test
    void aPointStaysOne() {
        double[] weights = new double[SIDE * SIDE];
        weights[30 * SIDE + 30] = 1;

        double sum = 0;
        for (double each : KernelDensity.of(GRID, weights, 600)) {
            sum += each * CELL * CELL / 1e6;
        }
        // the sum over cells' middles is the integral but for the grid's coarseness
        assertThat(sum).isCloseTo(1, offset(0.002));
    }

    @Test
    void pointsInTheirOwnPlacesDifferLittleFromPointsInCells() {
        Random random = new Random(11);
        double[] weights = new double[SIDE * SIDE];
        double[] exact = new double[SIDE * SIDE];
        for (int point = 0; point < 500; point++) {
            double x = random.nextGaussian(1500, 400);
            double y = random.nextGaussian(1500, 400);
            weights[
                    Math.min(SIDE - 1, Math.max(0, (int) (y / CELL))) * SIDE
                            + Math.min(SIDE - 1, Math.max(0, (int) (x / CELL)))]++;
            for (int cell = 0; cell < exact.length; cell++) {
                exact[cell] += definition(x - middle(cell % SIDE), y - middle(cell / SIDE), 400);
            }
        }
        double[] density = KernelDensity.of(GRID, weights, 400);
        double top = java.util.Arrays.stream(exact).max().orElse(0);

        for (int cell = 0; cell < exact.length; cell++) {
            assertThat(density[cell]).isCloseTo(exact[cell], offset(0.04 * top));
        }
    }
}
