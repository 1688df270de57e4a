package org.servicemap.calendars;

import java.util.Locale;

/** What the working calendar says of one day; exactly one of these holds. */
public enum DayKind {
    /** A day of the working week that is worked. */
    WORKDAY,
    /** A weekend day that is worked to make up for a holiday. */
    MAKE_UP_DAY,
    /** A free weekend day that is no holiday. */
    WEEKEND,
    /** A public holiday, whatever the day of the week. */
    HOLIDAY;

    public boolean isWorking() {
        return this == WORKDAY || this == MAKE_UP_DAY;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
