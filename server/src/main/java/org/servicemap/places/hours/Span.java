package org.servicemap.places.hours;

import java.util.Locale;

/**
 * An unbroken time of a day, in minutes of the local clock since that day's midnight.
 *
 * @param from 0 … 1439
 * @param to after {@code from}, at most 24 hours later; beyond 1440 it ends on the next day
 */
public record Span(int from, int to) {
    static final int DAY = 24 * 60;

    public Span {
        if (from < 0 || from >= DAY || to <= from || to > from + DAY) {
            throw new IllegalArgumentException("no span of a day: " + from + " to " + to);
        }
    }

    /** As it is written: {@code 09:00-17:30}; past midnight {@code 18:00-02:00}. */
    @Override
    public String toString() {
        return clock(from) + "-" + clock(to > DAY ? to - DAY : to);
    }

    private static String clock(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
