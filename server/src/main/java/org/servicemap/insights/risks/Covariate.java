package org.servicemap.insights.risks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.math.Matrix;

/**
 * How the requests of a day go with a figure of that day, such as its rain: least squares on the figure, the day of the week, holidays and worked
 * weekend days, a straight trend and, from 300 days on, the season (two harmonics of the year), so that a figure is not credited with what merely has its
 * season. Its error after Newey and West (1987) with seven days' lag, as days that follow each other are alike. It says what goes together, not
 * what causes what. Pure.
 */
final class Covariate {
    static final int LEAST_DAYS = 90;
    private static final int SEASON_DAYS = 300;
    private static final int LAG = 7;
    private static final double Z = 1.96;
    private static final double YEAR = 365.25;

    private Covariate() {}

    /**
     * A day.
     *
     * @param works whether it is a working day
     * @param figure from elsewhere
     */
    record Day(LocalDate day, double requests, double figure, boolean works) {}

    /**
     * What was found.
     *
     * @param perUnit requests a day more for one unit more
     * @param error standard error of it
     * @param season whether the season was taken into account
     */
    record Fit(double perUnit, double error, int days, boolean season) {
        double low() {
            return perUnit - Z * error;
        }

        double high() {
            return perUnit + Z * error;
        }
    }

    /** Null with fewer than 90 days, and where the figure hardly varies or goes wholly with weekdays and season. */
    static @Nullable Fit of(List<Day> days) {
        if (days.size() < LEAST_DAYS) {
            return null;
        }
        double mean = days.stream().mapToDouble(Day::figure).average().orElse(0);
        double spread = Math.sqrt(days.stream()
                .mapToDouble(day -> Math.pow(day.figure() - mean, 2))
                .average()
                .orElse(0));
        if (!(spread > 1e-9 * Math.max(1, Math.abs(mean)))) {
            return null;
        }
        boolean season = days.size() >= SEASON_DAYS;
        double[][] rows = rows(days, columns(days, season, day -> (day.figure() - mean) / spread));
        return fit(days, rows, spread, season);
    }

    /** What a day is explained by, the figure last; columns of zeros would make the system singular and are left out. */
    private static List<ToDoubleFunction<Day>> columns(List<Day> days, boolean season, ToDoubleFunction<Day> figure) {
        LocalDate first = days.get(0).day();
        List<ToDoubleFunction<Day>> columns = new ArrayList<>();
        columns.add(day -> 1);
        // against the first weekday that there is: of some figures there are no Mondays
        days.stream()
                .map(Covariate::weekday)
                .distinct()
                .sorted()
                .skip(1)
                .forEach(of -> columns.add(day -> weekday(day) == of ? 1 : 0));
        columns.add(day -> weekday(day) <= 5 && !day.works() ? 1 : 0);
        columns.add(day -> weekday(day) > 5 && day.works() ? 1 : 0);
        columns.removeIf(column -> days.stream().allMatch(day -> column.applyAsDouble(day) == 0));
        columns.add(day -> (day.day().toEpochDay() - first.toEpochDay()) / (double) days.size());
        for (int harmonic = 1; season && harmonic <= 2; harmonic++) {
            double turns = 2 * Math.PI * harmonic / YEAR;
            columns.add(day -> Math.sin(turns * day.day().getDayOfYear()));
            columns.add(day -> Math.cos(turns * day.day().getDayOfYear()));
        }
        columns.add(figure);
        return columns;
    }

    private static int weekday(Day day) {
        return day.day().getDayOfWeek().getValue();
    }

    private static double[][] rows(List<Day> days, List<ToDoubleFunction<Day>> columns) {
        return days.stream()
                .map(day -> columns.stream()
                        .mapToDouble(column -> column.applyAsDouble(day))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static @Nullable Fit fit(List<Day> days, double[][] rows, double spread, boolean season) {
        int width = rows[0].length;
        double[] right = new double[width];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < width; c++) {
                right[c] += rows[i][c] * days.get(i).requests();
            }
        }
        double[] unit = new double[width];
        unit[width - 1] = 1;
        double[] found = Matrix.solve(squares(rows), right);
        double[] inverse = Matrix.solve(squares(rows), unit);
        if (found == null || inverse == null || !isOwn(inverse[width - 1] * rows.length)) {
            return null;
        }
        return new Fit(found[width - 1] / spread, error(days, rows, found, inverse) / spread, rows.length, season);
    }

    /** Whether more than a ten thousandth of what the figure varies is its own; rounding makes a singular system negative or huge. */
    private static boolean isOwn(double inflation) {
        return inflation > 0 && inflation < 1e4;
    }

    private static double[][] squares(double[][] rows) {
        int width = rows[0].length;
        double[][] squares = new double[width][width];
        for (double[] row : rows) {
            for (int a = 0; a < width; a++) {
                for (int b = 0; b < width; b++) {
                    squares[a][b] += row[a] * row[b];
                }
            }
        }
        return squares;
    }

    /** Of the last coefficient, with Bartlett's weights and the correction for the degrees of freedom. */
    private static double error(List<Day> days, double[][] rows, double[] found, double[] inverse) {
        double[] scores = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            scores[i] = (days.get(i).requests() - dot(rows[i], found)) * dot(rows[i], inverse);
        }
        double variance = 0;
        for (int lag = 0; lag <= LAG; lag++) {
            double sum = 0;
            for (int i = lag; i < scores.length; i++) {
                sum += scores[i] * scores[i - lag];
            }
            variance += (lag == 0 ? 1 : 2 * (1 - lag / (LAG + 1.0))) * sum;
        }
        return Math.sqrt(Math.max(0, variance) * rows.length / (rows.length - rows[0].length));
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
