package org.servicemap.requests.rates;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the city weighs its rates ({@code process.rates}).
 *
 * @param basicallySatisfied what "basically satisfied" counts for, 0 to 1
 * @param windowStartsOnDay day of the month before on which the monthly window opens; 1 is the calendar month itself
 * @param leastToRank callbacks without which a unit is not ranked
 */
public record RateRules(
        double responseWeight,
        double resolutionWeight,
        double satisfactionWeight,
        double basicallySatisfied,
        int windowStartsOnDay,
        int leastToRank) {
    /** The demo's, which are Beijing's published weights. */
    public static final RateRules STANDARD = new RateRules(0.1, 0.5, 0.4, 0.9, 1, 30);

    public RateRules {
        double sum = responseWeight + resolutionWeight + satisfactionWeight;
        if (Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("process.rates.weights must add up to 1, not " + sum);
        }
        if (windowStartsOnDay < 1 || windowStartsOnDay > 28) {
            throw new IllegalArgumentException("process.rates.window_starts_on_day is 1 to 28");
        }
    }

    /** From the pack; null where the city has no rates at all. */
    public static @Nullable RateRules of(Map<String, ?> process) {
        if (!(process.get("rates") instanceof Map<?, ?> rates)) {
            return null;
        }
        Map<?, ?> weights = rates.get("weights") instanceof Map<?, ?> map ? map : Map.of();
        return new RateRules(
                number(weights.get("response"), STANDARD.responseWeight),
                number(weights.get("resolution"), STANDARD.resolutionWeight),
                number(weights.get("satisfaction"), STANDARD.satisfactionWeight),
                number(rates.get("basically_satisfied"), STANDARD.basicallySatisfied),
                (int) number(rates.get("window_starts_on_day"), STANDARD.windowStartsOnDay),
                (int) number(rates.get("least_callbacks_to_rank"), STANDARD.leastToRank));
    }

    private static double number(@Nullable Object value, double fallback) {
        return value == null ? fallback : Double.parseDouble(value.toString());
    }

    /** A stretch of time, the end excluded. */
    public record Window(Instant from, Instant until) {}

    /** The assessment window of a month: opens on the configured day of the month before. */
    public Window window(YearMonth month, ZoneId zone) {
        YearMonth first = windowStartsOnDay == 1 ? month : month.minusMonths(1);
        LocalDate from = first.atDay(windowStartsOnDay);
        LocalDate until = from.plusMonths(1);
        return new Window(
                from.atStartOfDay(zone).toInstant(), until.atStartOfDay(zone).toInstant());
    }

    /** The month in whose window a moment falls. */
    public YearMonth monthOf(Instant moment, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        YearMonth month = YearMonth.from(day);
        return windowStartsOnDay > 1 && day.getDayOfMonth() >= windowStartsOnDay ? month.plusMonths(1) : month;
    }
}
