package org.servicemap.insights.spatial;

/** Tails of the standard normal distribution. */
final class Normal {
    /** Chebyshev coefficients of erfc after Press et al., Numerical Recipes (2nd ed., 6.2): relative error below 1.2e-7 everywhere. */
    private static final double[] ERFC = {
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277
    };

    private Normal() {}

    /** The probability of being at least so far from zero, on either side. */
    static double twoSided(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * x);
        double sum = 0;
        for (int at = ERFC.length - 1; at >= 0; at--) {
            sum = sum * t + ERFC[at];
        }
        return Math.min(1, t * Math.exp(-x * x + sum));
    }
}
