package org.servicemap.insights;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days that are looked at, and as many before them.
 *
 * @param to the last day, included
 */
record InsightPeriod(LocalDate from, LocalDate to) {
    LocalDate fromBefore() {
        return from.minusDays(days());
    }

    long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }
}
