package org.servicemap.insights.risks;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.insights.DailyFigures;
import org.servicemap.insights.OutsideFigures;

/** What figures from elsewhere by day, such as the weather, bring to a change, each with its interval; the largest first. */
final class Weather {
    /** Of the days of each time, those that must have a figure. */
    private static final double COVERED = 0.8;

    private final OutsideFigures outside;
    private final Predicate<LocalDate> works;

    Weather(OutsideFigures outside, Predicate<LocalDate> works) {
        this.outside = outside;
        this.works = works;
    }

    @Describe("What a figure from elsewhere by day brings to a change: what goes with it, not what it causes")
    record DriverWeatherJson(
            String dataset,
            int version,
            String name,
            String source,
            String licence,
            String unit,
            @Describe("The day that its figures describe") LocalDate asOf,
            @Describe("Invented, for trying out") boolean synthetic,

            @Describe(
                    "Why nothing can be said: not_covered (figures for less than 80 % of the days), too_few_days (fewer than 90 to learn from), no_variation (hardly varies beside weekdays and season); null: something can")
            @Nullable
            String reason,

            @Describe("Mean of the days now that have a figure") @Nullable
            Double now,

            @Nullable Double before,

            @Describe("Requests a day more for one unit more") @Nullable
            Double perUnit,

            @Describe("Days that this was learned from") int days,

            @Describe(
                    "Whether the season was taken into account; else it may be credited with what merely has its season")
            boolean season,

            @Describe("Of the change") @Nullable Double contribution,

            @Describe("Lower end of its 95 % interval") @Nullable
            Double low,

            @Describe("Upper end of its 95 % interval") @Nullable
            Double high,

            @Describe("Whether the interval leaves out nothing at all")
            boolean clear) {}

    /**
     * Those of which something can be said first, by what they bring.
     *
     * @param requests by day, those without any left out
     * @param first from when on requests are known
     */
    List<DriverWeatherJson> of(RiskWindow now, RiskWindow before, LocalDate first, Map<LocalDate, Long> requests) {
        return outside.daily().stream()
                .map(each -> of(each, now, before, first, requests))
                .sorted(Comparator.comparingDouble((DriverWeatherJson row) -> {
                            Double brings = row.contribution();
                            return brings == null ? 1 : -Math.abs(brings);
                        })
                        .thenComparing(DriverWeatherJson::name))
                .toList();
    }

    private DriverWeatherJson of(
            DailyFigures of, RiskWindow now, RiskWindow before, LocalDate first, Map<LocalDate, Long> requests) {
        Map<LocalDate, Double> figures = outside.byDay(of.id());
        OptionalDouble mean = mean(now, figures);
        OptionalDouble meanBefore = mean(before, figures);
        if (mean.isEmpty() || meanBefore.isEmpty()) {
            return nothing(of, "not_covered", null, null, 0);
        }
        List<Covariate.Day> days = first.datesUntil(now.to().plusDays(1))
                .filter(figures::containsKey)
                .map(day -> new Covariate.Day(
                        day, requests.getOrDefault(day, 0L), figures.getOrDefault(day, 0.0), works.test(day)))
                .toList();
        Covariate.Fit fit = Covariate.of(days);
        if (fit == null) {
            String reason = days.size() < Covariate.LEAST_DAYS ? "too_few_days" : "no_variation";
            return nothing(of, reason, mean.getAsDouble(), meanBefore.getAsDouble(), days.size());
        }
        return row(of, fit, mean.getAsDouble(), meanBefore.getAsDouble(), now.days());
    }

    private static OptionalDouble mean(RiskWindow window, Map<LocalDate, Double> figures) {
        List<Double> found = window.from()
                .datesUntil(window.to().plusDays(1))
                .filter(figures::containsKey)
                .map(day -> figures.getOrDefault(day, 0.0))
                .toList();
        return found.size() < COVERED * window.days()
                ? OptionalDouble.empty()
                : found.stream().mapToDouble(Double::doubleValue).average();
    }

    private static DriverWeatherJson nothing(
            DailyFigures of, String reason, @Nullable Double now, @Nullable Double before, int days) {
        return new DriverWeatherJson(
                Long.toString(of.id()),
                of.version(),
                of.name(),
                of.source(),
                of.licence(),
                of.unit(),
                of.asOf(),
                of.synthetic(),
                reason,
                now,
                before,
                null,
                days,
                false,
                null,
                null,
                null,
                false);
    }

    private static DriverWeatherJson row(DailyFigures of, Covariate.Fit fit, double now, double before, long days) {
        double more = (now - before) * days;
        double one = fit.low() * more;
        double other = fit.high() * more;
        return new DriverWeatherJson(
                Long.toString(of.id()),
                of.version(),
                of.name(),
                of.source(),
                of.licence(),
                of.unit(),
                of.asOf(),
                of.synthetic(),
                null,
                now,
                before,
                fit.perUnit(),
                fit.days(),
                fit.season(),
                fit.perUnit() * more,
                Math.min(one, other),
                Math.max(one, other),
                more != 0 && fit.low() * fit.high() > 0);
    }
}
