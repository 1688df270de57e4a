package org.servicemap.insights.spatial;

/**
 * Density of points by the quartic (biweight) kernel (Silverman 1986, section 4.2): each point spreads over a disc of the bandwidth, most at its middle,
 * nothing at its edge, so that the whole of it stays one. Points lie on a grid of square cells: each counts at its cell's middle, which moves it by
 * at most 0.71 of a cell. Nothing is added for what lies beyond the grid's edge. Pure.
 */
public final class KernelDensity {
    private static final double M2_OF_KM2 = 1e6;

    private KernelDensity() {}

    /**
     * Cells of a plane, row by row, the south-western first.
     *
     * @param cellMetres the side of a cell
     */
    public record Grid(int columns, int rows, double cellMetres) {
        public Grid {
            if (columns < 1 || rows < 1 || !(cellMetres > 0)) {
                throw new IllegalArgumentException("a grid has cells");
            }
        }

        int at(int column, int row) {
            return row * columns + column;
        }
    }

    /**
     * The density at each cell's middle, in points for each km².
     *
     * @param weights what lies in each cell
     */
    public static double[] of(Grid grid, double[] weights, double bandwidthMetres) {
        int reach = (int) Math.floor(bandwidthMetres / grid.cellMetres());
        double[][] kernel = kernel(reach, grid.cellMetres(), bandwidthMetres);
        double[] density = new double[grid.columns() * grid.rows()];
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                double weight = weights[grid.at(column, row)];
                if (weight != 0) {
                    spread(grid, density, kernel, reach, column, row, weight);
                }
            }
        }
        return density;
    }

    private static void spread(
            Grid grid, double[] density, double[][] kernel, int reach, int column, int row, double weight) {
        for (int y = Math.max(0, row - reach); y <= Math.min(grid.rows() - 1, row + reach); y++) {
            double[] line = kernel[Math.abs(y - row)];
            for (int x = Math.max(0, column - reach); x <= Math.min(grid.columns() - 1, column + reach); x++) {
                density[grid.at(x, y)] += weight * line[Math.abs(x - column)];
            }
        }
    }

    /** A quarter of the kernel: by cells down and across. */
    private static double[][] kernel(int reach, double cell, double bandwidth) {
        double[][] kernel = new double[reach + 1][reach + 1];
        for (int down = 0; down <= reach; down++) {
            for (int across = 0; across <= reach; across++) {
                kernel[down][across] = at(Math.hypot(down, across) * cell, bandwidth);
            }
        }
        return kernel;
    }

    /** 3 / (π h²) · (1 − (d / h)²)², for each km². */
    static double at(double metres, double bandwidth) {
        double share = metres / bandwidth;
        double left = 1 - share * share;
        return share >= 1 ? 0 : 3 / (Math.PI * bandwidth * bandwidth) * left * left * M2_OF_KM2;
    }
}
