package org.servicemap.places;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.DayKind;
import org.servicemap.places.hours.OpeningTimes;
import org.servicemap.places.hours.Span;

/**
 * Opening hours as schema.org's {@code OpeningHoursSpecification}: the usual week, then each of the coming days that differs from
 * it (holidays, days worked to make up, rules with dates). A closed day opens and closes at 00:00.
 */
final class OpeningSpecs {
    private static final int LOOK_DAYS = 60;
    private static final int DAY = 24 * 60;
    private static final String LAST_MINUTE = "23:59";

    private final OpeningTimes times;
    private final LocalDate today;
    private final Map<DayOfWeek, List<Span>> usual = new EnumMap<>(DayOfWeek.class);

    OpeningSpecs(OpeningTimes times, LocalDate today) {
        this.times = times;
        this.today = today;
        for (int i = 0; i < LOOK_DAYS; i++) {
            LocalDate day = today.plusDays(i);
            if (isPlain(times.calendar().kindOf(day))) {
                usual.putIfAbsent(day.getDayOfWeek(), on(day));
            }
        }
    }

    private static boolean isPlain(DayKind kind) {
        return kind == DayKind.WORKDAY || kind == DayKind.WEEKEND;
    }

    private List<Span> on(LocalDate day) {
        return times.hours().on(day, times.calendar());
    }

    /** The usual week: on which days each span, as 09:00-12:00, is open. */
    Map<String, List<DayOfWeek>> week() {
        Map<String, List<DayOfWeek>> week = new LinkedHashMap<>();
        usual.forEach((day, spans) -> spans.forEach(span ->
                week.computeIfAbsent(span.toString(), key -> new ArrayList<>()).add(day)));
        return week;
    }

    List<Map<String, Object>> all() {
        List<Map<String, Object>> all = new ArrayList<>();
        Map<String, List<DayOfWeek>> week = week();
        usual.values().stream()
                .flatMap(List::stream)
                .distinct()
                .forEach(span -> all.add(spec(span, week.get(span.toString()), null)));
        for (int i = 0; i < LOOK_DAYS; i++) {
            LocalDate day = today.plusDays(i);
            if (!on(day).equals(usual.get(day.getDayOfWeek()))) {
                special(day, all);
            }
        }
        return all;
    }

    private void special(LocalDate day, List<Map<String, Object>> all) {
        if (on(day).isEmpty()) {
            all.add(spec(null, null, day));
        }
        on(day).forEach(span -> all.add(spec(span, null, day)));
    }

    private static Map<String, Object> spec(
            @Nullable Span span, @Nullable List<DayOfWeek> days, @Nullable LocalDate only) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("@type", "OpeningHoursSpecification");
        if (days != null) {
            spec.put("dayOfWeek", days.stream().map(OpeningSpecs::name).toList());
        }
        spec.put("opens", span == null ? "00:00" : clock(span.from()));
        spec.put("closes", span == null ? "00:00" : closes(span));
        if (only != null) {
            spec.put("validFrom", only.toString());
            spec.put("validThrough", only.toString());
        }
        return spec;
    }

    /** The day's end has no clock time of its own there. */
    private static String closes(Span span) {
        return span.to() == DAY || span.to() - span.from() == DAY ? LAST_MINUTE : clock(span.to() % DAY);
    }

    private static String clock(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private static String name(DayOfWeek day) {
        return "https://schema.org/" + day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
