package org.servicemap.requests.demo;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws positions by weight. Immutable. */
final class Weighted {
    private final double[] sums;

    Weighted(double[] weights) {
        sums = weights.clone();
        Arrays.parallelPrefix(sums, Double::sum);
        if (!(total() > 0)) {
            throw new IllegalArgumentException("weights that add up to nothing");
        }
    }

    double total() {
        return sums[sums.length - 1];
    }

    int draw(RandomGenerator random) {
        double at = random.nextDouble() * total();
        int found = Arrays.binarySearch(sums, at);
        int position = found < 0 ? -found - 1 : found + 1;
        return Math.min(position, sums.length - 1);
    }
}
