package org.servicemap.app;

import java.time.Duration;
import org.servicemap.appointments.Appointments;
import org.servicemap.appointments.CallingPhones;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appointments as the program runs them. */
final class BookingWork {
    private static final Logger LOG = LoggerFactory.getLogger(BookingWork.class);
    private static final Duration WATCH_PAUSE = Duration.ofSeconds(1);
    private static final Duration TIDY_PAUSE = Duration.ofSeconds(20);
    private static final Duration PLAN_PAUSE = Duration.ofHours(1);

    private BookingWork() {}

    static Appointments appointments(Core core, Messages messages, CallingPhones calls, String publicUrl) {
        return new Appointments(new Appointments.Ground(
                core.database(),
                core::city,
                core.areas(),
                core.places(),
                core.calendars(),
                () -> core.units().current().directory(),
                core.keyset(),
                () -> People.phones(core),
                messages.outbox(),
                calls,
                publicUrl,
                core.clock()));
    }

    static void start(Appointments appointments, Jobs jobs) {
        jobs.every(WATCH_PAUSE, "the watch over halls", appointments::watch);
        jobs.every(TIDY_PAUSE, "holds that expired", appointments::sweep);
        jobs.every(TIDY_PAUSE, "offers to who is affected", appointments::offerToAffected);
        jobs.every(WATCH_PAUSE, "offers after a big change", appointments::offerToRest);
        jobs.every(TIDY_PAUSE, "offers to who waits", appointments::offerToWaiting);
        jobs.every(TIDY_PAUSE, "reminders of visits", appointments::remind);
        jobs.everyLong(PLAN_PAUSE, "making slots ahead", appointments::planAhead);
    }

    /** The halls of a demo city, after its places. */
    static void openDemo(Core core, Appointments appointments) {
        if (!People.isDemo(core)) {
            return;
        }
        long start = System.nanoTime();
        int opened = appointments.openDemo();
        if (opened > 0) {
            LOG.info("opened {} demo halls in {} ms", opened, (System.nanoTime() - start) / 1_000_000);
        }
    }
}
