package org.servicemap.app;

import org.servicemap.requests.CityRequests;
import org.servicemap.wardens.FieldWork;

/** Wardens' phones as the program runs them. */
final class FieldWiring {
    private static final int SWEEP_HOUR = 2;
    private static final long MEGABYTE = 1 << 20;

    private FieldWiring() {}

    static FieldWork field(Core core, People people, CityRequests requests) {
        return new FieldWork(new FieldWork.Ground(
                core.database(),
                core::city,
                core.areas(),
                core.units(),
                people.accounts(),
                core.keyset(),
                core.attachments(),
                requests.field(),
                core.config().uploadMaxMegabytes() * MEGABYTE,
                core.config().fieldPositionDays(),
                core.clock()));
    }

    static void start(FieldWork field, Core core, Jobs jobs) {
        jobs.daily(SWEEP_HOUR, core::zone, "giving up what wardens' phones sent long ago", field::sweep);
    }
}
