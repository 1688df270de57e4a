package org.servicemap.requests;

import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.areas.City;
import org.servicemap.calendars.Calendars;
import org.servicemap.requests.lifecycle.Clocks;
import org.servicemap.requests.lifecycle.Lifecycle;
import org.servicemap.requests.lifecycle.ProcessRules;
import org.servicemap.routing.Terms;
import org.servicemap.units.CategoryAttributes;

/** What the city's pack says about requests, as of a second ago at most. Thread-safe. */
final class CityRules {
    private static final long FRESH_NANOS = 1_000_000_000;

    private final Supplier<City> city;
    private final Calendars calendars;
    private final Function<String, @Nullable String> unitAbove;
    private volatile @Nullable Kept kept;

    /** @param unitAbove the unit above a unit, for what is raised to it */
    CityRules(Supplier<City> city, Calendars calendars, Function<String, @Nullable String> unitAbove) {
        this.city = city;
        this.calendars = calendars;
        this.unitAbove = unitAbove;
    }

    /** How long the urgency classes give. */
    UrgencyLimits limits() {
        View now = current();
        return new UrgencyLimits(now.terms().urgencyClasses(), calendars.current(), now.zone());
    }

    private record Kept(View view, long readAt) {}

    /** The rules of one state of the city. */
    record View(
            City city,
            ProcessRules process,
            Terms terms,
            PhoneFormat phones,
            CategoryAttributes attributes,
            OpeningRules openings) {
        ZoneId zone() {
            return city.zone();
        }
    }

    View current() {
        Kept last = kept;
        long now = System.nanoTime();
        if (last != null && now - last.readAt() < FRESH_NANOS) {
            return last.view();
        }
        City read = city.get();
        View view = new View(
                read,
                ProcessRules.of(read.process()),
                Terms.of(read.process()),
                phones(read.process()),
                CategoryAttributes.of(read.process()),
                OpeningRules.of(read.process()));
        kept = new Kept(view, now);
        return view;
    }

    Lifecycle lifecycle() {
        View now = current();
        return new Lifecycle(
                now.process(), new Clocks(now.process().clocks(), calendars.current(), now.zone()), unitAbove);
    }

    @SuppressWarnings("unchecked") // what YAML reads as a block has text keys
    private static PhoneFormat phones(Map<String, Object> process) {
        return process.get("phone") instanceof Map<?, ?> block
                ? PhoneFormat.of((Map<String, ?>) block)
                : PhoneFormat.PLAIN;
    }
}
