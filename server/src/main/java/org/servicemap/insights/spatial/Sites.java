package org.servicemap.insights.spatial;

import java.util.Arrays;

/**
 * Centres on a plane, and which are near which. A site is its index; each is its own first neighbour. Immutable.
 */
public final class Sites {
    private static final double METRES_PER_DEGREE = 6_371_008.8 * Math.PI / 180;

    private final double[] x;
    private final double[] y;

    private Sites(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** Sites by metres on a plane. */
    public static Sites ofMetres(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("as many x as y");
        }
        return new Sites(x.clone(), y.clone());
    }

    /**
     * Sites by WGS 84 degrees, on a plane that touches the sphere at the sites' mean latitude: over 150 km distances are within 1 % of those on
     * the sphere.
     */
    public static Sites ofDegrees(double[] lon, double[] lat) {
        double shrink = Math.cos(Math.toRadians(Arrays.stream(lat).average().orElse(0)));
        return ofMetres(
                Arrays.stream(lon)
                        .map(degree -> degree * METRES_PER_DEGREE * shrink)
                        .toArray(),
                Arrays.stream(lat).map(degree -> degree * METRES_PER_DEGREE).toArray());
    }

    public int count() {
        return x.length;
    }

    public double metresBetween(int one, int other) {
        return Math.hypot(x[one] - x[other], y[one] - y[other]);
    }

    /** For each site it and those nearest to it, at most so many, the nearest first; of equally near ones the lower index first. */
    public int[][] nearest(int most) {
        int[][] nearest = new int[count()][];
        Nearest search = new Nearest(Math.min(most, count()));
        for (int site = 0; site < count(); site++) {
            nearest[site] = search.of(site);
        }
        return nearest;
    }

    /** For each site it and all within a distance, by index. */
    public int[][] within(double metres) {
        int[][] within = new int[count()][];
        int[] found = new int[count()];
        for (int site = 0; site < count(); site++) {
            int size = 0;
            for (int other = 0; other < count(); other++) {
                if (metresBetween(site, other) <= metres) {
                    found[size++] = other;
                }
            }
            within[site] = Arrays.copyOf(found, size);
        }
        return within;
    }

    /** Keeps the nearest by insertion: most sites are farther than the last kept one, so that is one comparison each. */
    private final class Nearest {
        private final int most;
        private final double[] squares;
        private final int[] sites;

        Nearest(int most) {
            this.most = most;
            this.squares = new double[most];
            this.sites = new int[most];
        }

        int[] of(int site) {
            insert(0, -1, site);
            int size = 1;
            for (int other = 0; other < count(); other++) {
                double dx = x[other] - x[site];
                double dy = y[other] - y[site];
                double square = dx * dx + dy * dy;
                if (other != site && (size < most || square < squares[most - 1])) {
                    size = Math.min(size + 1, most);
                    insert(size - 1, square, other);
                }
            }
            return Arrays.copyOf(sites, size);
        }

        private void insert(int last, double square, int site) {
            int at = last;
            while (at > 0 && squares[at - 1] > square) {
                squares[at] = squares[at - 1];
                sites[at] = sites[at - 1];
                at--;
            }
            squares[at] = square;
            sites[at] = site;
        }
    }
}
