package org.servicemap.insights.spatial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All cylinders of a scan and their log-likelihood ratios. What is expected of each is the same in every world, so the loop that looks at ten
 * million cylinders a world adds integers and multiplies; a logarithm is taken only where a bound says that the cylinder might win: by
 * {@code ln v <= v - 1} the ratio is at most {@code C (c - m)^2 / (m (C - m))}. Immutable, for any number of threads.
 */
final class Cylinders {
    /** More than half of everything is not a cluster. */
    private static final double MOST = 0.5;

    private final int[][] nearest;
    private final int window;
    private final double total;
    private final double[] siteShares;
    private final double[] expectedOfDays;

    Cylinders(ScanModel model, int[][] nearest, int window) {
        this.nearest = nearest;
        this.window = window;
        this.total = model.total();
        this.siteShares = new double[model.sites()];
        Arrays.setAll(siteShares, model::siteShare);
        this.expectedOfDays = new double[window];
        double share = 0;
        for (int age = 0; age < window; age++) {
            share += model.dayShare(model.days() - 1 - age);
            expectedOfDays[age] = share * total;
        }
    }

    /** The best cylinder of a centre. */
    record Best(int centre, int size, int days, int observed, double expected, double ratio) {}

    int window() {
        return window;
    }

    /**
     * @param recent counts at {@code site * window + age}; is turned into counts of the last days
     */
    List<Best> bestOfEachCentre(int[] recent) {
        accumulate(recent);
        Scan scan = new Scan(recent);
        List<Best> best = new ArrayList<>();
        for (int centre = 0; centre < nearest.length; centre++) {
            scan.ratio = 0;
            scan.look(centre);
            if (scan.ratio > 0) {
                best.add(scan.best(centre));
            }
        }
        return best;
    }

    /** The highest ratio of all; allocates nothing that grows with the city. */
    double highest(int[] recent) {
        accumulate(recent);
        Scan scan = new Scan(recent);
        for (int centre = 0; centre < nearest.length; centre++) {
            scan.look(centre);
        }
        return scan.ratio;
    }

    private void accumulate(int[] recent) {
        for (int site = 0; site < nearest.length; site++) {
            for (int age = 1; age < window; age++) {
                recent[site * window + age] += recent[site * window + age - 1];
            }
        }
    }

    /** The loops over one world's cylinders. */
    private final class Scan {
        private final int[] sums;
        private final int[] inside = new int[window];
        private double ratio;
        private int size;
        private int days;
        private int observed;
        private double expected;

        Scan(int[] sums) {
            this.sums = sums;
        }

        void look(int centre) {
            Arrays.fill(inside, 0);
            double share = 0;
            int[] members = nearest[centre];
            for (int at = 0; at < members.length; at++) {
                share += siteShares[members[at]];
                add(members[at]);
                if (share <= MOST) {
                    compare(share, at + 1);
                }
            }
        }

        private void add(int site) {
            int from = site * window;
            for (int age = 0; age < window; age++) {
                inside[age] += sums[from + age];
            }
        }

        private void compare(double share, int members) {
            for (int age = 0; age < window; age++) {
                double mean = share * expectedOfDays[age];
                double over = inside[age] - mean;
                if (over > 1e-9 && over * over * total > ratio * mean * (total - mean)) {
                    measure(inside[age], mean, members, age + 1);
                }
            }
        }

        private void measure(int count, double mean, int members, int length) {
            double found = logRatio(count, mean, total);
            if (found > ratio) {
                ratio = found;
                size = members;
                days = length;
                observed = count;
                expected = mean;
            }
        }

        Best best(int centre) {
            return new Best(centre, size, days, observed, expected, ratio);
        }
    }

    /** Kulldorff's ratio for more than expected, conditioned on the total. */
    static double logRatio(double count, double mean, double total) {
        double rest = total - count;
        return count * Math.log(count / mean) + (rest > 0 ? rest * Math.log(rest / (total - mean)) : 0);
    }
}
