package org.servicemap.insights.risks;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days that are looked at.
 *
 * @param to the last one, included
 */
public record RiskWindow(LocalDate from, LocalDate to) {
    /** So many days, the last one given. */
    public static RiskWindow ending(LocalDate to, int days) {
        return new RiskWindow(to.minusDays(days - 1L), to);
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** The first two thirds of the days: what is learnt there can be tried on {@link #afterLearning}. */
    public RiskWindow learning() {
        return new RiskWindow(from, from.plusDays(Math.max(1, days() * 2 / 3) - 1));
    }

    /** The last third. */
    public RiskWindow afterLearning() {
        return new RiskWindow(learning().to().plusDays(1), to);
    }

    /** As many days right before. */
    public RiskWindow before() {
        return ending(from.minusDays(1), (int) days());
    }

    /** The same days 52 weeks before: the weekdays are the same too. */
    public RiskWindow yearBefore() {
        return new RiskWindow(from.minusWeeks(52), to.minusWeeks(52));
    }
}
