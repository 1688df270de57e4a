package org.servicemap.requests;

import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.areas.City;
import org.servicemap.calendars.Calendars;
import org.servicemap.requests.lifecycle.Clocks;
import org.servicemap.requests.lifecycle.Lifecycle;
import org.servicemap.requests.lifecycle.ProcessRules;
import org.servicemap.routing.Terms;

/** What the city's pack says about requests, read once for each state of the city's record. Thread-safe. */
final class CityRules {
    private final Supplier<City> city;
    private final Calendars calendars;
    private volatile @Nullable View view;

    CityRules(Supplier<City> city, Calendars calendars) {
        this.city = city;
        this.calendars = calendars;
    }

    /** The rules of one state of the city. */
    record View(City city, ProcessRules process, Terms terms, PhoneFormat phones) {
        ZoneId zone() {
            return city.zone();
        }
    }

    View current() {
        City now = city.get();
        View kept = view;
        if (kept == null || kept.city() != now) {
            kept = new View(now, ProcessRules.of(now.process()), Terms.of(now.process()), phones(now.process()));
            view = kept;
        }
        return kept;
    }

    Lifecycle lifecycle() {
        View now = current();
        return new Lifecycle(now.process(), new Clocks(now.process().clocks(), calendars.current(), now.zone()));
    }

    @SuppressWarnings("unchecked") // what YAML reads as a block has text keys
    private static PhoneFormat phones(Map<String, Object> process) {
        return process.get("phone") instanceof Map<?, ?> block
                ? PhoneFormat.of((Map<String, ?>) block)
                : PhoneFormat.PLAIN;
    }
}
