package org.servicemap.wardens;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;
import org.servicemap.wardens.Plan.PlanItem;

/**
 * The demo's neighbourhood: the warden of the demo's usual sub-district has several grids there, a steward some of them, a substitute
 * stands in this week; the last grid is vacant. Plans, tasks and visits of the last days go with them.
 */
final class DemoWardens {
    private static final int MOST_GRIDS = 6;
    private static final String INSPECTION = "demo-inspection";

    private final WardenDesk.Ground ground;
    private final AssignmentGrids grids;
    private final AssignmentStore store;
    private final PlanStore plans;
    private final TaskStore tasks;

    DemoWardens(
            WardenDesk.Ground ground, AssignmentGrids grids, AssignmentStore store, PlanStore plans, TaskStore tasks) {
        this.ground = ground;
        this.grids = grids;
        this.store = store;
        this.plans = plans;
        this.tasks = tasks;
    }

    private record Crew(long warden, long steward, long substitute) {}

    private LocalDate today() {
        return LocalDate.ofInstant(ground.clock().instant(), ground.city().get().zone());
    }

    int open() {
        AreaSnapshot snapshot = grids.snapshot();
        return ground.database().inTransaction(handle -> {
            handle.execute(
                    "LOCK TABLE warden_assignments IN SHARE ROW EXCLUSIVE MODE"); // two servers may start at once
            Crew crew = crew(handle);
            if (crew == null
                    || !store.list(handle, new AssignmentStore.Filter(null, null, null, null), 0, 1)
                            .isEmpty()) {
                return 0;
            }
            List<Integer> all = home(handle, snapshot, crew.warden());
            if (all.size() < 2) {
                return 0;
            }
            List<Integer> own = all.subList(0, Math.min(MOST_GRIDS, all.size() - 1));
            int made = assign(handle, snapshot, crew, own);
            own.forEach(grid -> plan(handle, snapshot, grid));
            tasks(handle, snapshot, crew, own);
            visits(handle, snapshot, crew, own);
            return made;
        });
    }

    private @Nullable Crew crew(Handle handle) {
        Long warden = account(handle, "warden");
        Long steward = account(handle, "steward");
        Long substitute = account(handle, "substitute");
        return warden == null || steward == null || substitute == null ? null : new Crew(warden, steward, substitute);
    }

    private static @Nullable Long account(Handle handle, String login) {
        return handle.createQuery("SELECT id FROM accounts WHERE login = :login AND demo")
                .bind("login", login)
                .mapTo(Long.class)
                .findOne()
                .orElse(null);
    }

    /** The grids of the area that the warden's unit heads. */
    private List<Integer> home(Handle handle, AreaSnapshot snapshot, long warden) {
        return store.person(handle, warden)
                .flatMap(person -> Optional.ofNullable(person.unit()))
                .flatMap(ground.units().get()::find)
                .filter(unit -> unit.level() != null && unit.area() != null)
                .map(unit -> AssignmentGrids.find(
                        snapshot, Objects.requireNonNull(unit.level()), Objects.requireNonNull(unit.area())))
                .filter(OptionalInt::isPresent)
                .map(area -> neighbours(snapshot, AssignmentGrids.within(snapshot, area.getAsInt())))
                .orElse(List.of());
    }

    /** The nearest to the first come first, so that the demo's round is one. */
    private static List<Integer> neighbours(AreaSnapshot snapshot, List<Integer> all) {
        if (all.isEmpty()) {
            return all;
        }
        LonLat start = snapshot.directory().labelPoint(all.get(0));
        return all.stream()
                .sorted(Comparator.comparingDouble(grid -> {
                    LonLat point = snapshot.directory().labelPoint(grid);
                    return Math.hypot(point.lon() - start.lon(), point.lat() - start.lat());
                }))
                .toList();
    }

    private int assign(Handle handle, AreaSnapshot snapshot, Crew crew, List<Integer> own) {
        LocalDate today = today();
        List<Assignment> made = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            String grid = snapshot.directory().code(own.get(i));
            made.add(assignment(crew.warden(), Assignment.WARDEN, grid, today.minusDays(90), null, null));
            if (i < 3) {
                made.add(assignment(crew.steward(), Assignment.STEWARD, grid, today.minusDays(90), null, null));
            }
        }
        String stoodIn = snapshot.directory().code(own.get(Math.min(1, own.size() - 1)));
        made.add(assignment(
                crew.substitute(), Assignment.WARDEN, stoodIn, today.minusDays(1), today.plusDays(6), crew.warden()));
        made.forEach(one -> store.insert(handle, one, null));
        return made.size();
    }

    private Assignment assignment(
            long account,
            String duty,
            String grid,
            LocalDate first,
            @Nullable LocalDate last,
            @Nullable Long substituteFor) {
        return new Assignment(ground.database().nextId(), account, duty, grid, first, last, substituteFor);
    }

    private void plan(Handle handle, AreaSnapshot snapshot, int grid) {
        AreaDirectory directory = snapshot.directory();
        LonLat middle = directory.labelPoint(grid);
        double east = (directory.bbox(grid).maxLon() - directory.bbox(grid).minLon()) / 12;
        double north = (directory.bbox(grid).maxLat() - directory.bbox(grid).minLat()) / 12;
        List<PlanItem> items = List.of(
                item(
                        "p1",
                        "check",
                        "楼道有无杂物、消防通道是否畅通",
                        "Stairways free, fire lanes open",
                        middle.lon() - east,
                        middle.lat() - north),
                item(
                        "p2",
                        "check",
                        "垃圾分类站是否整洁",
                        "Waste sorting station tidy",
                        middle.lon() + east,
                        middle.lat() - north),
                item("p3", "visit", "走访独居老人", "Call on those who are old and live alone", middle.lon(), middle.lat()),
                item(
                        "p4",
                        "inquiry",
                        "问问沿街商户有什么难处",
                        "Ask the shops along the street what troubles them",
                        middle.lon() + east,
                        middle.lat() + north));
        plans.insert(
                handle,
                new Plan(
                        ground.database().nextId(),
                        directory.code(grid),
                        LocalText.of("zh", "每日巡查", "en", "Daily round"),
                        "day",
                        items,
                        true,
                        1,
                        Instant.EPOCH),
                null);
    }

    private static PlanItem item(String id, String kind, String zh, String en, double lon, double lat) {
        return new PlanItem(id, kind, LocalText.of("zh", zh, "en", en), lon, lat);
    }

    private void tasks(Handle handle, AreaSnapshot snapshot, Crew crew, List<Integer> own) {
        LocalDate today = today();
        task(handle, snapshot, own.get(0), "检查雨前排水口", "雨季前看看雨水篦子是否堵塞，拍照记录。", null, today.plusDays(1));
        task(
                handle,
                snapshot,
                own.get(Math.min(1, own.size() - 1)),
                "查看充电棚电线",
                "近期同类诉求较多，看看有无私拉电线。",
                crew.warden(),
                today);
        task(handle, snapshot, own.get(own.size() - 1), "提醒商户年检灭火器", "沿街小餐饮逐户提醒。", null, today.minusDays(1));
    }

    private void task(
            Handle handle,
            AreaSnapshot snapshot,
            int grid,
            String title,
            String words,
            @Nullable Long account,
            LocalDate due) {
        LonLat point = snapshot.directory().labelPoint(grid);
        String code = snapshot.directory().code(grid);
        tasks.insert(handle, task(Task.PREVENTION, null, title, words, code, point, null, account, due));
    }

    private Task task(
            String kind,
            @Nullable String ref,
            String title,
            String words,
            String grid,
            @Nullable LonLat point,
            @Nullable Long request,
            @Nullable Long account,
            LocalDate due) {
        Instant now = ground.clock().instant();
        return new Task(
                ground.database().nextId(),
                kind,
                Task.STAFF,
                ref,
                title,
                words,
                grid,
                point == null ? null : point.lon(),
                point == null ? null : point.lat(),
                request,
                account,
                due,
                Task.OPEN,
                null,
                null,
                null,
                null,
                null,
                1,
                null,
                now,
                now);
    }

    /** Most grids were visited in the last days, one not for nine; at one something was noted. */
    private void visits(Handle handle, AreaSnapshot snapshot, Crew crew, List<Integer> own) {
        List<String> kinds = PlanItem.KINDS;
        Instant now = ground.clock().instant();
        for (int i = 0; i < own.size(); i++) {
            String grid = snapshot.directory().code(own.get(i));
            int ago = i == own.size() - 1 ? 9 : 0;
            for (int n = 0; n < 4 - i % 3; n++) {
                Instant at = now.minus(ago + n, ChronoUnit.DAYS).minus(1 + i, ChronoUnit.HOURS);
                visit(
                        handle,
                        n % 3 == 1 ? crew.steward() : crew.warden(),
                        grid,
                        kinds.get((i + n) % 3),
                        i == 1 && n == 0 ? "楼道堆了纸箱，已请住户当日清走。" : null,
                        at);
            }
        }
    }

    private void visit(Handle handle, long account, String grid, String kind, @Nullable String note, Instant at) {
        long id = ground.database().nextId();
        handle.createUpdate("""
                        INSERT INTO field_visits (id, account, key, grid, kind, finding, note, found_at, arrived_at, placed, theirs)
                        VALUES (:id, :account, :key, :grid, :kind, :finding, :note, :at, :at, true, true)
                        """)
                .bind("id", id)
                .bind("account", account)
                .bind("key", UUID.randomUUID())
                .bind("grid", grid)
                .bind("kind", kind)
                .bind("finding", note == null ? "fine" : "noted")
                .bind("note", VisitKeeping.sealed(ground.cipher(), id, note))
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    boolean addInspection() {
        AreaSnapshot snapshot = grids.snapshot();
        return ground.database().inTransaction(handle -> {
            Long warden = account(handle, "warden");
            if (warden == null) {
                return true;
            }
            AssignmentStore.Filter own = new AssignmentStore.Filter(warden, Assignment.WARDEN, null, today());
            for (AssignmentStore.Named named : store.list(handle, own, 0, MOST_GRIDS)) {
                String grid = named.assignment().grid();
                Long request = handledIn(handle, AssignmentGrids.finest(snapshot), grid);
                if (request != null) {
                    inspect(handle, snapshot, grid, request);
                    return true;
                }
            }
            return false;
        });
    }

    private void inspect(Handle handle, AreaSnapshot snapshot, String grid, long request) {
        if (handle.createQuery("SELECT EXISTS (SELECT FROM field_tasks WHERE origin = 'staff' AND origin_ref = :ref)")
                .bind("ref", INSPECTION)
                .mapTo(Boolean.class)
                .one()) {
            return;
        }
        LonLat point = AssignmentGrids.grid(snapshot, grid).stream()
                .mapToObj(snapshot.directory()::labelPoint)
                .findFirst()
                .orElse(null);
        tasks.insert(
                handle,
                task(
                        Task.INSPECTION,
                        INSPECTION,
                        "回访核查：看看是否真解决了",
                        "答复说已办结，到现场看一看，拍一张现在的照片。",
                        grid,
                        ground.inspections()
                                .get(handle, request)
                                .map(one -> one.point())
                                .orElse(point),
                        request,
                        null,
                        today().plusDays(2)));
    }

    /** The latest handled request of a grid that is not sensitive. */
    private static @Nullable Long handledIn(Handle handle, int rank, String grid) {
        return handle.createQuery("SELECT id FROM requests WHERE area_" + rank + """
                         = :grid AND handled_at IS NOT NULL AND NOT sensitive ORDER BY id DESC LIMIT 1
                        """)
                .bind("grid", grid)
                .mapTo(Long.class)
                .findOne()
                .orElse(null);
    }
}
