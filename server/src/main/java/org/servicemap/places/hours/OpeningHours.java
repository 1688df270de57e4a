package org.servicemap.places.hours;

import java.time.LocalDate;
import java.util.List;
import org.servicemap.calendars.WorkingCalendar;

/**
 * Opening hours as they are written, in a part of OpenStreetMap's syntax: {@code Mo-Fr,MD 09:00-12:00,13:30-17:00; PH off}.
 * Rules are parted by semicolons; the last one that holds on a day decides the whole day. Immutable; equal when written
 * alike.
 *
 * @see HoursReader the syntax
 */
public record OpeningHours(String text, List<Rule> rules) {
    /** @param spans in order, none touching the next; empty when closed */
    record Rule(Days days, List<Span> spans) {
        Rule {
            spans = List.copyOf(spans);
        }
    }

    public OpeningHours {
        rules = List.copyOf(rules);
    }

    /** {@link HoursException} says what cannot be read. */
    public static OpeningHours parse(String text) {
        return HoursReader.read(text);
    }

    /** The spans that begin on a day; empty when closed all day. */
    public List<Span> on(LocalDate day, WorkingCalendar calendar) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).days().hold(day, calendar)) {
                return rules.get(i).spans();
            }
        }
        return List.of();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpeningHours hours && hours.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
