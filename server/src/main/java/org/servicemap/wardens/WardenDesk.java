package org.servicemap.wardens;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.http.RouteGroup;
import org.servicemap.requests.Inspections;
import org.servicemap.storage.Database;
import org.servicemap.units.UnitDirectory;

/** The administration of wardens, wired: who looks after what, plans, tasks, coverage, and their routes. Thread-safe. */
public final class WardenDesk {
    private final List<RouteGroup> routes;
    private final Database database;
    private final Assignments assignments;
    private final TaskStore taskStore;
    private final Tasks tasks;
    private final DemoWardens demo;

    /**
     * What it stands on.
     *
     * @param uploadBytes most of a table that is imported
     */
    public record Ground(
            Database database,
            Supplier<City> city,
            PublishedAreas areas,
            Supplier<UnitDirectory> units,
            Inspections inspections,
            PersonalCipher cipher,
            long uploadBytes,
            Clock clock) {}

    public WardenDesk(Ground ground) {
        database = ground.database();
        AssignmentGrids grids = new AssignmentGrids(ground.areas(), ground.units());
        AssignmentStore store = new AssignmentStore();
        assignments = new Assignments(database, store, () -> ground.city().get().zone(), ground.clock());
        PlanStore plans = new PlanStore();
        taskStore = new TaskStore();
        tasks = new Tasks(
                database,
                grids,
                taskStore,
                ground.inspections(),
                () -> ground.city().get().zone());
        CoverageStore coverage = new CoverageStore();
        routes = List.of(
                new VacancyRoutes(
                        database,
                        grids,
                        assignments,
                        store,
                        coverage,
                        new WardenPhones(ground.cipher(), ground.city())),
                new CoverageRoutes(database, grids, assignments, coverage),
                new VisitRoutes(database, grids, assignments, new VisitStore(), ground.cipher()),
                new HandoverRoutes(database, grids, assignments, store, taskStore),
                new AssignmentImportRoutes(
                        grids, new AssignmentImports(database, store, assignments), ground.uploadBytes()),
                new AssignmentRoutes(database, grids, store, assignments),
                new PlanRoutes(database, grids, plans),
                new TaskRoutes(database, grids, assignments, taskStore, tasks, ground.inspections()));
        demo = new DemoWardens(ground, grids, store, plans, taskStore);
    }

    public List<RouteGroup> routes() {
        return routes;
    }

    /** For what becomes a task in the field. */
    public WardenTasks tasks() {
        return tasks;
    }

    /** Gives open tasks to whom they were to go until today; safe to call from several servers at once. Answers how many. */
    public int giveDueTasks() {
        return database.inTransaction(handle -> taskStore.giveDue(handle, assignments.today()));
    }

    /** Gives the demo's wardens grids, plans, tasks and visits, once; answers how many assignments it made. */
    public int openDemo() {
        return demo.open();
    }

    /** Adds the demo's task of inspection as soon as there is a handled request in the demo's grids; false while there is none. */
    public boolean addDemoInspection() {
        return demo.addInspection();
    }
}
