package org.servicemap.places.hours;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads opening hours. A rule is {@code [dates] [months] [days] times}, its parts parted by spaces:
 *
 * <ul>
 *   <li>dates: {@code 2026-02-16} or {@code 2026-02-16/2026-02-20}
 *   <li>months: {@code Apr-Oct}, {@code Jan,Dec}
 *   <li>days: {@code Mo-Fr}, {@code Mo,We}, {@code PH} (public holidays), {@code MD} (weekend days that are worked)
 *   <li>times: {@code 09:00-12:00,13:30-17:00}, past midnight {@code 18:00-02:00}, {@code off}; or {@code 24/7} alone
 * </ul>
 */
final class HoursReader {
    private static final int MOST = 2000;
    private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
    private static final Pattern DATES = Pattern.compile("(" + DATE + ")(?:/(" + DATE + "))?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})");

    private @Nullable LocalDate from;
    private @Nullable LocalDate to;
    private final Set<Month> months = EnumSet.noneOf(Month.class);
    private final Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
    private boolean holidays;
    private boolean makeUpDays;
    private @Nullable List<Span> spans;

    private HoursReader() {}

    static OpeningHours read(String text) {
        if (text.length() > MOST) {
            throw new HoursException("opening hours have at most " + MOST + " characters");
        }
        List<OpeningHours.Rule> rules = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (String part : text.strip().split(";")) {
            String rule = part.strip().replaceAll("\\s*,\\s*", ",").replaceAll("\\s+", " ");
            if (!rule.isEmpty()) {
                rules.add(new HoursReader().rule(rule));
                written.add(rule);
            }
        }
        if (rules.isEmpty()) {
            throw new HoursException("opening hours are empty; write 24/7, or Mo-Fr 09:00-17:00");
        }
        return new OpeningHours(String.join("; ", written), rules);
    }

    private OpeningHours.Rule rule(String rule) {
        if (rule.equals("24/7")) {
            return new OpeningHours.Rule(Days.ALL, List.of(new Span(0, Span.DAY)));
        }
        for (String word : rule.split(" ")) {
            if (spans != null) {
                throw new HoursException("«" + rule + "»: the times come last; part rules by semicolons");
            }
            take(word, rule);
        }
        if (spans == null) {
            throw new HoursException("«" + rule + "» names no times, such as 09:00-17:00 or off");
        }
        return new OpeningHours.Rule(new Days(from, to, months, weekdays, holidays, makeUpDays), spans);
    }

    private void take(String word, String rule) {
        Matcher dates = DATES.matcher(word);
        if (dates.matches()) {
            from = date(dates.group(1));
            to = dates.group(2) == null ? from : date(dates.group(2));
            requireOrder(word);
        } else if (word.equals("off") || word.equals("closed")) {
            spans = List.of();
        } else if (Character.isDigit(word.charAt(0))) {
            spans = spans(word);
        } else {
            for (String each : word.split(",")) {
                names(each, rule);
            }
        }
    }

    private void requireOrder(String word) {
        if (from != null && to != null && to.isBefore(from)) {
            throw new HoursException("«" + word + "»: the last day lies before the first");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new HoursException("«" + text + "» is no date");
        }
    }

    private void names(String range, String rule) {
        if (range.equals("PH")) {
            holidays = true;
        } else if (range.equals("MD")) {
            makeUpDays = true;
        } else if (DAYS.contains(range.split("-")[0])) {
            numbers(range, DAYS, rule).forEach(i -> weekdays.add(DayOfWeek.of(i + 1)));
        } else if (MONTHS.contains(range.split("-")[0])) {
            numbers(range, MONTHS, rule).forEach(i -> months.add(Month.of(i + 1)));
        } else {
            throw unknown(range, rule);
        }
    }

    /** Of a name or a range of names; a range may run over the end of the week or year. */
    private static List<Integer> numbers(String range, List<String> names, String rule) {
        String[] ends = range.split("-", -1);
        int last = names.indexOf(ends[ends.length - 1]);
        if (ends.length > 2 || last < 0) {
            throw unknown(range, rule);
        }
        List<Integer> numbers = new ArrayList<>();
        int at = names.indexOf(ends[0]);
        numbers.add(at);
        while (at != last) {
            at = (at + 1) % names.size();
            numbers.add(at);
        }
        return numbers;
    }

    private static HoursException unknown(String word, String rule) {
        return new HoursException("«" + rule + "»: «" + word + "» is no day (Mo … Su, PH, MD), month (Jan … Dec), date "
                + "(2026-02-16) or time (09:00-17:00)");
    }

    private static List<Span> spans(String word) {
        List<Span> spans = new ArrayList<>();
        int free = 0;
        for (String each : word.split(",")) {
            Span span = span(each);
            if (span.from() < free) {
                throw new HoursException("«" + word + "»: times follow each other and do not overlap");
            }
            free = span.to();
            spans.add(span);
        }
        return spans;
    }

    private static Span span(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new HoursException("«" + text + "» is no time such as 09:00-17:00");
        }
        int start = minute(time.group(1), time.group(2), text);
        int end = minute(time.group(3), time.group(4), text);
        if (start == Span.DAY || end == start) {
            throw new HoursException("«" + text + "» begins where it ends; write 00:00-24:00 for the whole day");
        }
        return new Span(start, end < start ? end + Span.DAY : end);
    }

    private static int minute(String hours, String minutes, String text) {
        int minute = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        if (minute > Span.DAY || Integer.parseInt(minutes) > 59) {
            throw new HoursException("«" + text + "»: a time is 00:00 to 24:00");
        }
        return minute;
    }
}
