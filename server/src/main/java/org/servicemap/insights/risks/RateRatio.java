package org.servicemap.insights.risks;

/**
 * How many times as many there are as before, of two counts that are taken as Poisson: given their sum, the later one is binomial
 * (Przyborowski and Wilenski 1940), so that p and the interval (Clopper and Pearson 1934) are exact. Calls of one cause come in bursts: then
 * the interval is too narrow.
 *
 * @param value infinite when there were none before
 * @param low and high: 95 % interval
 * @param p of as many or more by chance, were the rate the same
 */
record RateRatio(double value, double low, double high, double p) {
    private static final double TAIL = 0.025;
    private static final int STEPS = 60;
    private static final int TERMS = 500;
    private static final double[] LANCZOS = {
        76.18009172947146,
        -86.50532032941677,
        24.01409824083091,
        -1.231739572450155,
        0.1208650973866179e-2,
        -0.5395239384953e-5
    };

    /** @param daysOver days of the one over days of the other */
    static RateRatio of(long now, long before, double daysOver) {
        double even = daysOver / (1 + daysOver);
        double low = now == 0 ? 0 : solve(x -> atLeast(now, now + before, x) - TAIL);
        double high = before == 0 ? 1 : solve(x -> TAIL - (1 - atLeast(now + 1, now + before, x)));
        double value = before == 0 ? Double.POSITIVE_INFINITY : now / (before * daysOver);
        return new RateRatio(value, odds(low) / daysOver, odds(high) / daysOver, atLeast(now, now + before, even));
    }

    private static double odds(double share) {
        return share >= 1 ? Double.POSITIVE_INFINITY : share / (1 - share);
    }

    private interface Function {
        double at(double x);
    }

    /** Where a rising function is zero between 0 and 1. */
    private static double solve(Function rising) {
        double from = 0;
        double to = 1;
        for (int step = 0; step < STEPS; step++) {
            double middle = (from + to) / 2;
            if (rising.at(middle) < 0) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return (from + to) / 2;
    }

    /** The probability of at least {@code k} of {@code n}: the regularised incomplete beta function. */
    static double atLeast(long k, long n, double share) {
        if (k <= 0) {
            return 1;
        }
        return k > n ? 0 : beta(share, k, n - k + 1.0);
    }

    private static double beta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    /** Lentz's method for the continued fraction, as in Press et al., Numerical Recipes (2nd ed., 6.4). */
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / away(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < 1e-12) {
                break;
            }
        }
        return value;
    }

    private static double away(double value) {
        return Math.abs(value) < 1e-300 ? 1e-300 : value;
    }

    /** Lanczos (1964). */
    private static double logGamma(double x) {
        double y = x;
        double sum = 1.000000000190015;
        for (double each : LANCZOS) {
            sum += each / ++y;
        }
        double t = x + 5.5;
        return (x + 0.5) * Math.log(t) - t + Math.log(2.5066282746310005 * sum / x);
    }
}
