package org.servicemap.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.servicemap.http.RouteGroup;
import org.servicemap.insights.FactCounts;
import org.servicemap.insights.ForecastRoutes;
import org.servicemap.insights.GiStarAreaRoutes;
import org.servicemap.insights.GiStarRoutes;
import org.servicemap.insights.HotSpotRoutes;
import org.servicemap.insights.HotSpots;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.InsightMapRoutes;
import org.servicemap.insights.InsightRequestRoutes;
import org.servicemap.insights.InsightRoutes;
import org.servicemap.insights.PortraitRoutes;
import org.servicemap.insights.RateOutlookRoutes;
import org.servicemap.insights.RequestNumbers;
import org.servicemap.insights.ToneRoutes;
import org.servicemap.insights.briefs.BriefWork;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.facts.FactsException;
import org.servicemap.insights.facts.FactsReached;
import org.servicemap.requests.CityRequests;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.ChangeLog.Position;
import org.servicemap.wardens.WardenTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a server's facts up with the requests. What hinders it (no library, another process) is told once a minute. */
final class InsightWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InsightWork.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAULT = Duration.ofMinutes(1);

    /** After midnight, when the day before is whole, and before people come. */
    private static final int HOT_SPOT_HOUR = 1;

    /** How often it is asked whether that was done: a server may have been away, or its facts behind. */
    private static final Duration HOT_SPOT_CHECK = Duration.ofMinutes(10);

    private final Facts facts;
    private final Core core;
    private final HotSpots hotSpots;
    private final BriefWork briefs;
    private final RequestNumbers numbers;
    private final OutsideWiring outside;
    private volatile Instant not = Instant.MIN;
    private volatile boolean closed;

    InsightWork(Core core, CityRequests requests, Messages messages) {
        this.core = core;
        this.facts = FactFeed.facts(core, requests);
        this.numbers = requests.rows()::numbers;
        this.hotSpots = hotSpots(core, facts);
        this.outside = new OutsideWiring(core);
        this.briefs = BriefWiring.briefs(core, messages, facts, hotSpots);
    }

    static HotSpots hotSpots(Core core, Facts facts) {
        return new HotSpots(
                core.database(),
                new FactCounts(facts, () -> core.units().current().categories()),
                () -> core.units().current().categories(),
                core::zone,
                core.clock());
    }

    /** How long the oldest change waits that the facts have not read; not a number while they are not there. */
    double lagSeconds() {
        Position read = facts.position();
        return read == null ? Double.NaN : new ChangeLog(core.database()).oldestAfterSeconds(read);
    }

    List<RouteGroup> routes() {
        InsightGround ground = ground();
        List<RouteGroup> routes = new ArrayList<>(briefs.routes());
        routes.add(new InsightRoutes(ground, outside.data()));
        routes.addAll(outside.routes(ground));
        routes.add(new HotSpotRoutes(hotSpots, ground));
        routes.add(new GiStarRoutes(ground));
        routes.add(new GiStarAreaRoutes(ground, outside.data()));
        routes.add(new PortraitRoutes(ground));
        routes.add(new InsightMapRoutes(ground));
        routes.add(new ToneRoutes(ground, ToneWiring::proof));
        routes.add(new InsightRequestRoutes(ground, numbers));
        routes.add(new RateOutlookRoutes(ground, ago -> RateOutlookWiring.window(core, ago)));
        routes.add(new ForecastRoutes(ground, core.calendars()::current));
        return routes;
    }

    /** Findings, and what is done about them. */
    List<RouteGroup> governance(WardenTasks wardens) {
        return GovernanceWiring.routes(core, ground(), hotSpots, wardens, outside.data());
    }

    private InsightGround ground() {
        return new InsightGround(
                facts,
                facts::cells,
                core::city,
                core.areas(),
                () -> core.units().current().directory(),
                () -> core.units().current().categories(),
                core.clock());
    }

    void start(Jobs jobs) {
        jobs.everyApart(PAUSE, "the feeding of the facts", this::follow);
        FactsReached reached = new FactsReached(facts, new ChangeLog(core.database()));
        jobs.everyLong(
                HOT_SPOT_CHECK,
                HOT_SPOT_CHECK,
                "looking for hot spots",
                () -> hotSpots.runNight(HOT_SPOT_HOUR, reached::isReached));
        BriefWiring.start(core, briefs, jobs);
        outside.start(jobs);
    }

    private void follow() {
        if (closed || core.clock().instant().isBefore(not)) {
            return;
        }
        try {
            core.database().reading(() -> {
                facts.follow();
                return true;
            });
        } catch (FactsException e) {
            if (closed) {
                return;
            }
            not = core.clock().instant().plus(AFTER_FAULT);
            LOG.warn("{}; the next try is in a minute", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        facts.close();
    }
}
