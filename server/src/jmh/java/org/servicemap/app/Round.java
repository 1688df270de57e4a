package org.servicemap.app;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a while of work in many threads brought.
 *
 * @param millis of each piece of work, sorted
 */
record Round(double seconds, double[] millis) {
    private static final double MOST = 0.99;

    Round {
        millis = millis.clone();
        Arrays.sort(millis);
    }

    double rate() {
        return millis.length / seconds;
    }

    double median() {
        return Timings.at(millis, 0.5);
    }

    double most() {
        return Timings.at(millis, MOST);
    }

    String line(String what) {
        return String.format(
                Locale.ROOT,
                "%-8s %9.1f a second, median %7.1f ms, 99 %% %7.1f ms, worst %7.1f ms, %d in %.1f s",
                what,
                rate(),
                median(),
                most(),
                millis[millis.length - 1],
                millis.length,
                seconds);
    }
}
