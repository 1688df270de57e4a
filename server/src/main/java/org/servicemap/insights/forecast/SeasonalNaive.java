package org.servicemap.insights.forecast;

/** The forecast that each other one has to beat: as on the same weekday of the last week that is known. */
final class SeasonalNaive implements PointForecast {
    static final int WEEK = 7;

    @Override
    public double[] next(DaySeries past, int days) {
        double[] next = new double[days];
        for (int day = 0; day < days; day++) {
            int back = past.length() - WEEK + day % WEEK;
            next[day] = back >= 0 ? past.at(back) : past.mean();
        }
        return next;
    }

    /** The mean absolute error of this forecast one week ahead within a series: what errors are scaled by (Hyndman and Koehler 2006). */
    static double scale(DaySeries series) {
        double sum = 0;
        for (int day = WEEK; day < series.length(); day++) {
            sum += Math.abs(series.at(day) - series.at(day - WEEK));
        }
        return series.length() > WEEK ? sum / (series.length() - WEEK) : 0;
    }
}
