package org.servicemap.routing.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.DayKind;

/** One thing that a condition looks at. Equal checks are one variable of the proof. */
public sealed interface Check {
    /** The request's own fields that hold one value of a list. */
    enum Field {
        CHANNEL,
        HOTLINE,
        URGENCY,
        KIND;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The category is one of these or below. */
    record InCategory(List<String> codes) implements Check {}

    /** The category carries one of these flags. */
    record HasFlag(List<String> flags) implements Check {}

    /** The place's area at a level is one of these; with no codes: is known. */
    record InArea(String place, String level, List<String> codes) implements Check {}

    /** The place lies in a feature of the layer: any, or one of the codes, with each attribute among the values. */
    record InOverlay(String place, String layer, List<String> features, SortedMap<String, List<String>> attributes)
            implements Check {}

    /** The place is known, that is, lies in some area. */
    record PlaceKnown(String place) implements Check {}

    /** A field of the request has one of these values. */
    record OneOf(Field field, List<String> values) implements Check {}

    /** Local time of day, minutes from midnight, from inclusive, to exclusive; from > to crosses midnight. */
    record Hours(List<MinuteSpan> spans) implements Check {}

    /** Minutes of the day, 0 … 1440. */
    record MinuteSpan(int from, int to) {
        public boolean contains(int minute) {
            return from < to ? minute >= from && minute < to : minute >= from || minute < to;
        }
    }

    /** Local day of the week. */
    record Weekdays(Set<DayOfWeek> days) implements Check {}

    /** Local day of the year, both ends included; from after to crosses the year's end. */
    record Seasons(List<SeasonSpan> spans) implements Check {}

    /** Days of a year. */
    record SeasonSpan(MonthDay from, MonthDay to) {
        public boolean contains(MonthDay day) {
            boolean afterFrom = !day.isBefore(from);
            boolean beforeTo = !day.isAfter(to);
            return from.isAfter(to) ? afterFrom || beforeTo : afterFrom && beforeTo;
        }
    }

    /** Local dates, both ends included, null where open. */
    record Dates(List<DateSpan> spans) implements Check {}

    /** Days. */
    record DateSpan(@Nullable LocalDate from, @Nullable LocalDate to) {
        public boolean contains(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    /** What the working calendar says of the local day. */
    record Calendar(Set<DayKind> kinds) implements Check {}

    /** One ({@code all} false) or each ({@code all} true) of these words occurs in the text. */
    record Words(boolean all, List<String> words) implements Check {}
}
