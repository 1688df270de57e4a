package org.servicemap.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.servicemap.http.RouteGroup;
import org.servicemap.insights.CorrelationRoutes;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.outside.DemoOutside;
import org.servicemap.insights.outside.OutsideData;
import org.servicemap.insights.outside.OutsideRoutes;
import org.servicemap.requests.DemoHistory;
import org.servicemap.requests.demo.DemoRhythm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Figures from elsewhere, wired to the city and its areas; the demo gets invented ones, said to be so. */
final class OutsideWiring {
    private static final Logger LOG = LoggerFactory.getLogger(OutsideWiring.class);
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final long MEGABYTE = 1 << 20;

    private final Core core;
    private final OutsideData data;

    OutsideWiring(Core core) {
        this.core = core;
        this.data = new OutsideData(core.database(), core::city, core.areas());
    }

    OutsideData data() {
        return data;
    }

    List<RouteGroup> routes(InsightGround ground) {
        return List.of(
                new OutsideRoutes(data, core.areas(), core.config().batchMaxMegabytes() * MEGABYTE),
                new CorrelationRoutes(ground, data));
    }

    /** Its rain is that of the invented year. */
    private DemoOutside demo() {
        DemoRhythm rhythm = DemoRhythm.parse(DemoYearLoad.packFile("history.yml"));
        return new DemoOutside(data, core.city(), core.areas(), core.clock(), day -> DemoHistory.rains(rhythm, day));
    }

    void start(Jobs jobs) {
        AtomicBoolean over = new AtomicBoolean();
        jobs.everyLong(PAUSE, "the demo's figures from elsewhere", () -> {
            if (!over.get() && core.areas().isReady()) {
                int made = People.isDemo(core) ? demo().publish() : 0;
                if (made > 0) {
                    LOG.info("published {} demo datasets", made);
                }
                over.set(true);
            }
        });
    }
}
