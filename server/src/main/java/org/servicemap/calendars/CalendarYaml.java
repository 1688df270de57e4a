package org.servicemap.calendars;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.servicemap.text.Attempts;
import org.servicemap.text.LocalText;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;

/** Reads and writes a pack's {@code calendar.yml}. */
public final class CalendarYaml {
    private static final Set<String> KEYS =
            Set.of("format", "weekend", "holidays", "make_up_days", "provisional_years");

    private CalendarYaml() {}

    /** {@link CalendarException} names line and column of all that is wrong. */
    public static WorkingCalendar read(String yaml) {
        Attempts<CalendarException> attempts = new Attempts<>(CalendarException.class);
        WorkingCalendar calendar = attempts.of(() -> placed(() -> read(YamlNode.parse(yaml), attempts)));
        if (calendar == null || !attempts.faults().isEmpty()) {
            throw CalendarException.of(attempts.faults());
        }
        return calendar;
    }

    /** What is wrong with the form of the file is wrong with the calendar. */
    private static <T> T placed(Supplier<T> part) {
        try {
            return part.get();
        } catch (YamlException e) {
            throw new CalendarException("bad_yaml", e.line(), e.column(), String.valueOf(e.getMessage()));
        }
    }

    private static WorkingCalendar read(YamlNode root, Attempts<CalendarException> attempts) {
        for (YamlNode.Entry entry : root.entries()) {
            attempts.run(() -> requireKnown(entry.key()));
        }
        Set<DayOfWeek> written = root.find("weekend")
                .map(node -> attempts.of(() -> weekend(node)))
                .orElse(null);
        Set<DayOfWeek> weekend = written == null ? WorkingCalendar.PLAIN.weekend() : written;
        TreeMap<LocalDate, LocalText> holidays = new TreeMap<>();
        each(root, "holidays", attempts, item -> addHoliday(item, holidays));
        TreeSet<LocalDate> makeUpDays = new TreeSet<>();
        // without its weekend a file says nothing of what is to be made up
        boolean guessed = written == null && root.find("weekend").isPresent();
        each(root, "make_up_days", attempts, item -> addMakeUpDay(item, weekend, guessed, holidays, makeUpDays));
        TreeSet<Year> provisional = new TreeSet<>();
        each(root, "provisional_years", attempts, item -> provisional.add(year(item)));
        return new WorkingCalendar(weekend, holidays, makeUpDays, provisional);
    }

    private static void requireKnown(YamlNode key) {
        if (!KEYS.contains(key.text())) {
            throw error("unknown_key", key, "unknown key «" + key.text() + "»");
        }
    }

    private static void addHoliday(YamlNode item, Map<LocalDate, LocalText> holidays) {
        YamlNode day =
                item.isMapping() ? item.find("date").orElseThrow(() -> item.error("a holiday needs its date")) : item;
        if (holidays.put(day(day), item.isMapping() ? name(item) : LocalText.EMPTY) != null) {
            throw error("duplicate_day", day, day.text() + " stands twice");
        }
    }

    private static Year year(YamlNode node) {
        try {
            return Year.parse(node.text());
        } catch (DateTimeException e) {
            throw error("bad_year", node, "«" + node.text() + "» is no year such as 2027");
        }
    }

    private static void each(
            YamlNode root, String key, Attempts<CalendarException> attempts, Consumer<YamlNode> reader) {
        for (YamlNode item : root.find(key).map(YamlNode::items).orElse(List.of())) {
            attempts.run(() -> placed(() -> {
                reader.accept(item);
                return item;
            }));
        }
    }

    private static void addMakeUpDay(
            YamlNode item,
            Set<DayOfWeek> weekend,
            boolean guessed,
            Map<LocalDate, LocalText> holidays,
            Set<LocalDate> makeUpDays) {
        LocalDate day = day(item);
        if (holidays.containsKey(day)) {
            throw error("contradicting_days", item, day + " is both a holiday and a make-up day");
        }
        if (!guessed && !weekend.contains(day.getDayOfWeek())) {
            throw error("contradicting_days", item, day + " is no weekend day, so it needs no making up");
        }
        if (!makeUpDays.add(day)) {
            throw error("duplicate_day", item, day + " stands twice");
        }
    }

    private static Set<DayOfWeek> weekend(YamlNode node) {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (YamlNode item : node.items()) {
            try {
                days.add(DayOfWeek.valueOf(item.text().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw error("bad_day", item, "«" + item.text() + "» is no day of the week such as saturday");
            }
        }
        if (days.size() == DayOfWeek.values().length) {
            throw error("bad_day", node, "a weekend cannot be the whole week");
        }
        return days;
    }

    private static LocalDate day(YamlNode node) {
        try {
            return LocalDate.parse(node.text());
        } catch (DateTimeException e) {
            throw error("bad_day", node, "«" + node.text() + "» is no date such as 2025-10-01");
        }
    }

    private static LocalText name(YamlNode holiday) {
        YamlNode name = holiday.find("name").orElse(null);
        if (name == null) {
            return LocalText.EMPTY;
        }
        Map<String, String> byTag = new TreeMap<>();
        name.entries()
                .forEach(entry -> byTag.put(entry.key().text(), entry.value().text()));
        return new LocalText(byTag);
    }

    private static CalendarException error(String code, YamlNode node, String message) {
        return new CalendarException(code, node.line(), node.column(), message);
    }

    /** The file again: what {@link #read} makes the same calendar of. */
    public static String write(WorkingCalendar calendar) {
        StringBuilder out = new StringBuilder("weekend: [");
        out.append(String.join(
                ", ",
                calendar.weekend().stream()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .toList()));
        out.append("]\nholidays:");
        out.append(calendar.holidays().isEmpty() ? " []\n" : "\n");
        calendar.holidays()
                .forEach((day, name) ->
                        out.append("  - ").append(holiday(day, name)).append('\n'));
        out.append("make_up_days: [");
        out.append(String.join(
                ", ", calendar.makeUpDays().stream().map(LocalDate::toString).toList()));
        out.append("]\n");
        if (!calendar.provisional().isEmpty()) {
            out.append("provisional_years: [")
                    .append(String.join(
                            ", ",
                            calendar.provisional().stream().map(Year::toString).toList()))
                    .append("]\n");
        }
        return out.toString();
    }

    private static String holiday(LocalDate day, LocalText name) {
        List<String> names = name.byTag().entrySet().stream()
                .map(e -> e.getKey() + ": '" + e.getValue().replace("'", "''") + "'")
                .toList();
        return names.isEmpty() ? day.toString() : "{date: " + day + ", name: {" + String.join(", ", names) + "}}";
    }
}
