package org.servicemap.insights.forecast;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * Counts of successive days.
 *
 * @param first day of the first count
 * @param counts none negative
 */
public record DaySeries(LocalDate first, double[] counts) {
    public DaySeries {
        if (Arrays.stream(counts).anyMatch(count -> !(count >= 0))) {
            throw new IllegalArgumentException("counts are not negative");
        }
        counts = counts.clone();
    }

    @Override
    public double[] counts() {
        return counts.clone();
    }

    public int length() {
        return counts.length;
    }

    double at(int index) {
        return counts[index];
    }

    LocalDate day(int index) {
        return first.plusDays(index);
    }

    /** The first so many days. */
    public DaySeries until(int length) {
        if (length > counts.length) {
            throw new IllegalArgumentException("the series has " + counts.length + " days");
        }
        return new DaySeries(first, Arrays.copyOf(counts, length));
    }

    public double mean() {
        return Arrays.stream(counts).average().orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DaySeries series && series.first.equals(first) && Arrays.equals(series.counts, counts);
    }

    @Override
    public int hashCode() {
        return 31 * first.hashCode() + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return first + " and " + counts.length + " days";
    }
}
