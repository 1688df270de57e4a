package org.servicemap.routing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import org.servicemap.calendars.DayKind;

/**
 * A question in numbers, as atoms test it. Fields are −1 where the question says nothing or a word that the catalogue does
 * not mention. Mutable, so that a backtest fills one again and again; not thread-safe.
 */
final class Facts {
    int category = -1;
    Located[] places;
    /** By {@link org.servicemap.routing.rules.Check.Field} ordinal. */
    final int[] fields = {-1, -1, -1, -1};

    int minuteOfDay;
    LocalDate date = LocalDate.EPOCH;
    MonthDay monthDay = MonthDay.of(1, 1);
    DayOfWeek dayOfWeek = DayOfWeek.MONDAY;
    DayKind dayKind = DayKind.WORKDAY;
    /** As {@link org.servicemap.routing.rules.Words#normal} makes it. */
    String text = "";

    Facts(int places) {
        this.places = new Located[places];
        java.util.Arrays.fill(this.places, Located.UNKNOWN);
    }
}
