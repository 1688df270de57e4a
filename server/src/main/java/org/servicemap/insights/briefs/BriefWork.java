package org.servicemap.insights.briefs;

import java.util.List;
import org.servicemap.http.RouteGroup;

/** Reports, wired. Thread-safe. */
public final class BriefWork {
    private final Briefs briefs;
    private final BriefSchedules schedules;
    private final BriefGround ground;
    private final DemoBriefs demo;

    public BriefWork(BriefGround ground) {
        this.ground = ground;
        this.briefs = new Briefs(ground);
        this.schedules = new BriefSchedules(ground, briefs);
        this.demo = new DemoBriefs(ground, briefs);
    }

    public List<RouteGroup> routes() {
        return List.of(new BriefScheduleRoutes(ground, briefs, schedules), new BriefRoutes(briefs));
    }

    /** Makes, archives and tells of what schedules have due; answers how many. To be called again and again, by any server. */
    public int runDue() {
        return schedules.runDue();
    }

    /**
     * In a demo city whose year is loaded and that has no schedule: a few schedules and reports of the year. How many reports; -1 when
     * it is to be called again, because the facts do not have the year.
     */
    public int openDemo() {
        return demo.create();
    }
}
