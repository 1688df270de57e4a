package org.servicemap.insights.spatial;

import java.util.Arrays;

/**
 * Natural breaks for the classes of a choropleth (Fisher 1958, which Jenks made known): the classes within which values differ least by the sum
 * of squares, found exactly. Time grows with the square of the number of distinct values: meant for up to some thousands.
 */
public final class ClassBreaks {
    private ClassBreaks() {}

    /** The highest value of each class, ascending; fewer classes when there are fewer distinct values. */
    public static double[] natural(double[] values, int classes) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (distinct.length <= classes) {
            return distinct;
        }
        return new Partition(sorted, distinct).breaks(classes);
    }

    /** Dynamic programming over the distinct values, each weighing as often as it occurs. */
    private static final class Partition {
        private final double[] distinct;
        private final double[] weights;
        private final double[] sums;
        private final double[] squares;

        Partition(double[] sorted, double[] distinct) {
            this.distinct = distinct;
            weights = new double[distinct.length + 1];
            sums = new double[distinct.length + 1];
            squares = new double[distinct.length + 1];
            double middle = Arrays.stream(sorted).average().orElse(0);
            int from = 0;
            for (int at = 0; at < distinct.length; at++) {
                int until = from;
                while (until < sorted.length && sorted[until] == distinct[at]) {
                    until++;
                }
                add(at, until - from, distinct[at] - middle);
                from = until;
            }
        }

        private void add(int at, int weight, double value) {
            weights[at + 1] = weights[at] + weight;
            sums[at + 1] = sums[at] + weight * value;
            squares[at + 1] = squares[at] + weight * value * value;
        }

        /** The sum of squared differences from their mean of distinct values from one before another. */
        private double cost(int from, int until) {
            double sum = sums[until] - sums[from];
            return squares[until] - squares[from] - sum * sum / (weights[until] - weights[from]);
        }

        double[] breaks(int classes) {
            int count = distinct.length;
            int[][] starts = new int[classes + 1][count + 1];
            double[] least = new double[count + 1];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            least[0] = 0;
            for (int used = 1; used <= classes; used++) {
                least = extend(least, starts[used], used);
            }
            double[] breaks = new double[classes];
            int until = count;
            for (int used = classes; used > 0; used--) {
                breaks[used - 1] = distinct[until - 1];
                until = starts[used][until];
            }
            return breaks;
        }

        private double[] extend(double[] least, int[] starts, int used) {
            double[] more = new double[least.length];
            Arrays.fill(more, Double.POSITIVE_INFINITY);
            for (int until = used; until < least.length; until++) {
                for (int from = used - 1; from < until; from++) {
                    double cost = least[from] + cost(from, until);
                    if (cost < more[until]) {
                        more[until] = cost;
                        starts[until] = from;
                    }
                }
            }
            return more;
        }
    }
}
