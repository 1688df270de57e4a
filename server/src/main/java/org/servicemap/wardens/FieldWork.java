package org.servicemap.wardens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.attachments.AttachmentAccess;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.CallerSource;
import org.servicemap.http.RouteGroup;
import org.servicemap.requests.FieldRequests;
import org.servicemap.storage.Database;
import org.servicemap.units.Units;

/** Wardens' phones, wired: enrolment, what they read, what they send, and what of it is given up in time. Thread-safe. */
public final class FieldWork {
    private static final Duration UPLOADS_KEPT = Duration.ofDays(30);
    private static final Duration KEYS_KEPT = Duration.ofDays(90);

    private final Ground ground;
    private final Devices devices;
    private final FieldDay day;
    private final Uploads uploads;
    private final Syncing syncing;
    private final List<RouteGroup> routes;

    /**
     * What it stands on.
     *
     * @param maxPhotoBytes of one photo
     * @param positionDays after which positions of visits and reports are cleared
     */
    public record Ground(
            Database database,
            Supplier<City> city,
            PublishedAreas areas,
            Units units,
            Accounts accounts,
            Keyset keys,
            Attachments attachments,
            FieldRequests requests,
            long maxPhotoBytes,
            int positionDays,
            Clock clock) {}

    public FieldWork(Ground ground) {
        this.ground = ground;
        Database database = ground.database();
        FieldScope scope =
                new FieldScope(ground.accounts(), () -> ground.units().current().directory(), ground.areas());
        devices = new Devices(database, scope, ground.clock());
        FieldGrids grids = new FieldGrids(ground.areas());
        day = new FieldDay(new FieldDay.Ground(
                grids,
                ground.requests(),
                ground.attachments(),
                ground.units(),
                ground.city(),
                ground.clock(),
                ground.maxPhotoBytes(),
                ground.positionDays()));
        uploads = new Uploads(database, ground.keys().cipher(), ground.clock());
        syncing = new Syncing(
                database,
                uploads,
                Map.of(
                        "report",
                        new ReportFiling(ground.requests(), ground.attachments(), grids, day),
                        "visit",
                        new VisitKeeping(database, ground.keys().cipher(), grids, day),
                        "task",
                        new FieldTasks(database, ground.attachments(), ground.requests(), grids, day)),
                ground.clock());
        WardenPhones phones = new WardenPhones(ground.keys().cipher(), ground.city());
        AssignmentGrids administered = new AssignmentGrids(
                ground.areas(), () -> ground.units().current().directory());
        AssignmentStore store = new AssignmentStore();
        Assignments assignments = new Assignments(database, store, day::zone, ground.clock());
        routes = List.of(
                new DeviceRoutes(devices, day::zone),
                new PersonImportRoutes(
                        administered,
                        new PersonImports(database, ground.accounts(), store, assignments, phones),
                        phones,
                        ground.maxPhotoBytes()),
                new EnrolmentSheetRoutes(database, devices, scope, administered, assignments, store, phones, day::zone),
                new FieldRoutes(database, day),
                new UploadRoutes(uploads, ground.maxPhotoBytes()),
                new SyncRoutes(database, syncing, day));
    }

    Devices devices() {
        return devices;
    }

    Uploads uploads() {
        return uploads;
    }

    Syncing syncing() {
        return syncing;
    }

    FieldDay day() {
        return day;
    }

    public List<RouteGroup> routes() {
        return routes;
    }

    /** People as they are known elsewhere, and phones. */
    public CallerSource callers(CallerSource people) {
        return new DeviceCallers(people, devices);
    }

    /** Who may see photos of the field; all else is asked of {@code requests}. */
    public AttachmentAccess files(AttachmentAccess requests) {
        return new FieldFiles(
                requests,
                ground.database(),
                day,
                new AssignmentGrids(
                        ground.areas(), () -> ground.units().current().directory()));
    }

    /**
     * Gives up what is past: positions, and whose visits were at which hour, after the configured days, keys of items after 90 days, photos that no item took after 30 days, links
     * that ended. Safe to call from several servers at once; says how much.
     */
    public String sweep() {
        Instant now = ground.clock().instant();
        Instant longAgo = now.minus(Duration.ofDays(ground.positionDays()));
        int positions = ground.database().inTransaction(handle -> FieldSweep.positions(handle, longAgo));
        int rest = ground.database()
                        .inTransaction(handle -> FieldSweep.items(handle, now.minus(KEYS_KEPT))
                                + WardenPhones.sweep(handle)
                                + UploadStore.sweep(handle, now.minus(UPLOADS_KEPT)))
                + devices.sweep();
        return positions + " positions, " + forgetVisits(longAgo) + " visits' persons, " + rest + " rows";
    }

    private int forgetVisits(Instant arrivedBefore) {
        int all = 0;
        int some;
        do {
            some = ground.database()
                    .inTransaction(handle -> FieldSweep.visits(
                            handle, arrivedBefore, day.zone(), ground.keys().cipher(), ground.database()::nextId));
            all += some;
        } while (some == FieldSweep.AT_ONCE);
        return all;
    }
}
