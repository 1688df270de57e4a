package org.servicemap.routing.rules;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.DayKind;
import org.servicemap.text.YamlNode;

/** Reads conditions on time: {@code 22:00-06:00}, {@code 11-15..03-15}, {@code 2025-10-01..2025-10-08}, days. */
final class TimeReader {
    private static final int DAY_MINUTES = 24 * 60;

    private final Problems problems;

    TimeReader(Problems problems) {
        this.problems = problems;
    }

    Check hours(YamlNode node) {
        return new Check.Hours(
                each(node, TimeReader::minutes, "应为 22:00-06:00 这样的时段", "a span such as 22:00-06:00 was expected"));
    }

    private static Check.MinuteSpan minutes(String text) {
        String[] ends = text.split("-", -1);
        if (ends.length != 2) {
            throw new DateTimeException(text);
        }
        int from = minute(ends[0].strip());
        int to = minute(ends[1].strip());
        if (from == to || from == DAY_MINUTES) {
            throw new DateTimeException(text);
        }
        return new Check.MinuteSpan(from, to);
    }

    private static int minute(String text) {
        if (text.equals("24:00")) {
            return DAY_MINUTES;
        }
        LocalTime time = LocalTime.parse(text.length() == 4 ? "0" + text : text);
        if (time.getSecond() != 0 || time.getNano() != 0) {
            throw new DateTimeException(text);
        }
        return time.getHour() * 60 + time.getMinute();
    }

    Check seasons(YamlNode node) {
        return new Check.Seasons(
                each(node, TimeReader::season, "应为 11-15..03-15 这样的时段", "a span such as 11-15..03-15 was expected"));
    }

    private static Check.SeasonSpan season(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2) {
            throw new DateTimeException(text);
        }
        return new Check.SeasonSpan(MonthDay.parse("--" + ends[0].strip()), MonthDay.parse("--" + ends[1].strip()));
    }

    Check dates(YamlNode node) {
        return new Check.Dates(each(
                node,
                TimeReader::dateSpan,
                "应为 2025-10-01 或 2025-10-01..2025-10-08",
                "2025-10-01 or 2025-10-01..2025-10-08 was expected"));
    }

    private static Check.DateSpan dateSpan(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length == 1) {
            LocalDate day = LocalDate.parse(text);
            return new Check.DateSpan(day, day);
        }
        LocalDate from = end(ends[0].strip());
        LocalDate to = end(ends[1].strip());
        if (ends.length != 2 || (from == null && to == null) || (from != null && to != null && from.isAfter(to))) {
            throw new DateTimeException(text);
        }
        return new Check.DateSpan(from, to);
    }

    private static @Nullable LocalDate end(String text) {
        return text.isEmpty() ? null : LocalDate.parse(text);
    }

    Check weekdays(YamlNode node) {
        List<DayOfWeek> days = each(
                node,
                text -> DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT)),
                "应为 saturday 这样的星期",
                "a day such as saturday was expected");
        return new Check.Weekdays(days.isEmpty() ? Set.of() : EnumSet.copyOf(days));
    }

    Check calendar(YamlNode node) {
        EnumSet<DayKind> kinds = EnumSet.noneOf(DayKind.class);
        each(
                        node,
                        TimeReader::kinds,
                        "应为 working_day、non_working_day、weekend、holiday 或 make_up_day",
                        "working_day, non_working_day, weekend, holiday or make_up_day was expected")
                .forEach(kinds::addAll);
        return new Check.Calendar(kinds);
    }

    private static Set<DayKind> kinds(String text) {
        return switch (text) {
            case "working_day" -> EnumSet.of(DayKind.WORKDAY, DayKind.MAKE_UP_DAY);
            case "non_working_day" -> EnumSet.of(DayKind.WEEKEND, DayKind.HOLIDAY);
            case "weekend" -> EnumSet.of(DayKind.WEEKEND);
            case "holiday" -> EnumSet.of(DayKind.HOLIDAY);
            case "make_up_day" -> EnumSet.of(DayKind.MAKE_UP_DAY);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private <T> List<T> each(YamlNode node, Function<String, T> parse, String zh, String en) {
        List<T> values = new ArrayList<>();
        for (YamlNode item : node.items()) {
            try {
                values.add(parse.apply(item.text()));
            } catch (DateTimeException | IllegalArgumentException e) {
                problems.badValue(item, item.text() + "：" + zh, "«" + item.text() + "»: " + en);
            }
        }
        if (node.items().isEmpty()) {
            problems.badValue(node, "列表不能为空", "the list is empty");
        }
        return values;
    }
}
