package org.servicemap.insights.forecast;

/** A way to foretell the days after a series. */
@FunctionalInterface
interface PointForecast {
    /** What is expected of each of the next days; none negative. */
    double[] next(DaySeries past, int days);
}
