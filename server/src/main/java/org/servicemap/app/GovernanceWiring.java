package org.servicemap.app;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.RouteGroup;
import org.servicemap.insights.HotSpots;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.OutsideFigures;
import org.servicemap.insights.governance.FieldInspections;
import org.servicemap.insights.governance.GovernanceTaskRoutes;
import org.servicemap.insights.governance.GovernanceTasks;
import org.servicemap.insights.risks.CorrectionRoutes;
import org.servicemap.insights.risks.DriverRoutes;
import org.servicemap.insights.risks.DuplicateRoutes;
import org.servicemap.insights.risks.RiskRoutes;
import org.servicemap.wardens.WardenTasks;

/** Active governance, wired to what it acts through. */
final class GovernanceWiring {
    private GovernanceWiring() {}

    static List<RouteGroup> routes(
            Core core, InsightGround ground, HotSpots spots, WardenTasks wardens, OutsideFigures outside) {
        GovernanceTasks tasks = new GovernanceTasks(core.database(), ground, new Field(wardens));
        return List.of(
                new RiskRoutes(ground, spots),
                new CorrectionRoutes(ground, new CatalogueTrials(core)),
                new DuplicateRoutes(ground, new CatalogueTrials(core)),
                new DriverRoutes(ground, day -> core.calendars().current().isWorkingDay(day), outside),
                new GovernanceTaskRoutes(tasks, ground));
    }

    /** Inspections are tasks of prevention of whoever looks after the grid. */
    private record Field(WardenTasks tasks) implements FieldInspections {
        @Override
        public void add(Handle handle, Wanted wanted) {
            tasks.add(
                    handle,
                    new WardenTasks.Wanted(
                            WardenTasks.Origin.HOT_SPOT,
                            "governance:" + wanted.task(),
                            wanted.title(),
                            wanted.words(),
                            wanted.grid(),
                            wanted.point(),
                            wanted.dueOn(),
                            wanted.by()));
        }

        @Override
        public @Nullable Progress find(Handle handle, long task, String grid) {
            WardenTasks.Progress found = tasks.find(handle, WardenTasks.Origin.HOT_SPOT, "governance:" + task, grid);
            return found == null ? null : new Progress(found.state(), found.outcome(), found.doneOn());
        }
    }
}
