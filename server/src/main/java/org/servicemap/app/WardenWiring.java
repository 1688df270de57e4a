package org.servicemap.app;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.servicemap.requests.CityRequests;
import org.servicemap.wardens.WardenDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The administration of wardens as the program runs it. */
final class WardenWiring {
    private static final Logger LOG = LoggerFactory.getLogger(WardenWiring.class);
    private static final Duration DEMO_PAUSE = Duration.ofMinutes(1);
    /** Hand-overs are of days: tasks go soon after midnight. */
    private static final Duration HANDOVER_PAUSE = Duration.ofMinutes(5);

    private static final long MEGABYTE = 1 << 20;

    private WardenWiring() {}

    static WardenDesk desk(Core core, CityRequests requests) {
        return new WardenDesk(new WardenDesk.Ground(
                core.database(),
                core::city,
                core.areas(),
                () -> core.units().current().directory(),
                requests.inspections(),
                core.keyset().cipher(),
                core.config().uploadMaxMegabytes() * MEGABYTE,
                core.clock()));
    }

    /** The demo's wardens, after its accounts; its inspection waits until a request was handled. */
    static void openDemo(Core core, WardenDesk desk) {
        if (People.isDemo(core)) {
            int made = desk.openDemo();
            if (made > 0) {
                LOG.info("gave the demo's wardens {} grids", made);
            }
        }
    }

    static void start(Core core, WardenDesk desk, Jobs jobs) {
        jobs.every(HANDOVER_PAUSE, "tasks that go to another warden today", () -> {
            if (core.areas().isReady()) {
                desk.giveDueTasks();
            }
        });
        AtomicBoolean over = new AtomicBoolean();
        jobs.everyLong(DEMO_PAUSE, "the demo's inspection", () -> {
            if (!over.get() && core.areas().isReady() && (!People.isDemo(core) || desk.addDemoInspection())) {
                over.set(true);
            }
        });
    }
}
