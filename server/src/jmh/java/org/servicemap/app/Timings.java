package org.servicemap.app;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long calls took, in milliseconds.
 *
 * @param target what 95 % of them should take at most; 0 for a baseline
 */
record Timings(String caller, String what, int calls, double median, double high, double worst, double target) {
    private static final double HIGH = 0.95;

    /** @param millis of each call; sorted here */
    static Timings of(String caller, String what, double[] millis, double target) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        return new Timings(caller, what, sorted.length, at(sorted, 0.5), at(sorted, HIGH), sorted[last], target);
    }

    /** The least value that so many of all do not exceed. */
    static double at(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    boolean isMissed() {
        return target > 0 && high > target;
    }

    static String heading() {
        return String.format("%-20s %-72s %8s %8s %8s", "caller", "list", "median", "95 %", "worst");
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-20s %-72s %8.1f %8.1f %8.1f %s",
                caller,
                what,
                median,
                high,
                worst,
                isMissed() ? "MISSED" : "");
    }
}
