package org.servicemap.insights;

import java.time.LocalDate;

/**
 * What a dataset by day says of itself.
 *
 * @param source who made the figures
 * @param unit what a figure is measured in
 * @param asOf the day that the figures describe
 * @param synthetic invented, and to be said so
 */
public record DailyFigures(
        long id,
        int version,
        String name,
        String source,
        String licence,
        String unit,
        LocalDate asOf,
        boolean synthetic) {}
