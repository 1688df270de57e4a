package org.servicemap.insights.governance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Scope;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.risks.Reach;
import org.servicemap.insights.risks.RiskNames;
import org.servicemap.storage.Database;

/**
 * Tasks of active governance: made of what was found, once for each finding and kind; worked on by notes; never deleted. Who is bound to a
 * unit acts for that one and those below it, in their areas. Thread-safe.
 */
public final class GovernanceTasks {
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_WORDS = 2000;
    private static final int LONGEST_REF = 200;
    private static final int LISTED = 2000;
    private static final int YEAR = 366;

    private final Database database;
    private final InsightGround ground;
    private final FieldInspections field;
    private final RiskNames names;
    private final GovernanceTaskStore store = new GovernanceTaskStore();

    public GovernanceTasks(Database database, InsightGround ground, FieldInspections field) {
        this.database = database;
        this.ground = ground;
        this.field = field;
        names = new RiskNames(ground);
    }

    /** What is asked for; as the fields of {@link GovernanceTask}. */
    record Wanted(
            String kind,
            String origin,
            @Nullable String originRef,
            String title,
            String words,
            @Nullable String category,
            @Nullable String areaLevel,
            @Nullable String area,
            @Nullable LonLat point,
            String unit,
            @Nullable LocalDate beginsOn,
            LocalDate dueOn,
            @Nullable EffectMeasure measure,
            @Nullable Double goal,
            @Nullable BigDecimal budget) {}

    /** What a note changes beside what it says; null leaves it. */
    record Change(
            int version,
            String words,
            @Nullable String state,
            @Nullable LocalDate dueOn,
            @Nullable String unit) {}

    /** A task with all that belongs to it. */
    record Whole(
            GovernanceTask task, List<GovernanceTask.Note> notes, FieldInspections.@Nullable Progress inspection) {}

    /** Tasks that run within some days, whoever may look at them: what they do disturbs comparisons. */
    List<GovernanceTask> meanwhile(LocalDate from, LocalDate to) {
        return database.inSnapshot(handle -> store.meanwhile(handle, from, to));
    }

    List<GovernanceTask> list(Caller caller, @Nullable String state, @Nullable String kind) {
        Reach reach = Reach.of(ground, caller);
        var filter = new GovernanceTaskStore.Filter(reach.units(), state, kind);
        return database.inSnapshot(handle -> store.list(handle, filter, LISTED)).stream()
                .filter(task -> isIn(reach, task))
                .toList();
    }

    /** Of who is bound to an area only tasks of that area; units are looked at before. */
    private boolean isIn(Reach reach, GovernanceTask task) {
        return reach.bound() == null || reach.coversArea(names.rank(task.areaLevel()), task.area());
    }

    Whole get(Caller caller, long id) {
        return database.inSnapshot(handle -> {
            GovernanceTask task = store.find(handle, id).orElseThrow(GovernanceTasks::unknown);
            require(caller, task);
            return whole(handle, task);
        });
    }

    private Whole whole(Handle handle, GovernanceTask task) {
        String grid = task.grid();
        return new Whole(
                task, store.notes(handle, task.id()), grid == null ? null : field.find(handle, task.id(), grid));
    }

    private static RuntimeException unknown() {
        return GovernanceErrors.UNKNOWN_TASK.problem("there is no such task");
    }

    private void require(Caller caller, GovernanceTask task) {
        Scope.require(ground.units().get(), caller, task.unit());
        if (!isIn(Reach.of(ground, caller), task)) {
            throw ErrorCode.OUT_OF_SCOPE.problem("this is about another area");
        }
    }

    /** Makes it, or answers the one that there is of the same finding and kind. */
    Whole create(Caller caller, Wanted wanted) {
        Reach reach = Reach.of(ground, caller);
        GovernanceTask task = task(wanted, reach);
        requireUnit(caller, task.unit());
        if (!reach.coversArea(names.rank(task.areaLevel()), task.area())) {
            throw ErrorCode.OUT_OF_SCOPE.problem("this area is not yours", "area");
        }
        return database.inTransaction(handle -> {
            if (!store.insert(handle, task, caller.account())) {
                GovernanceTask there = store.findOf(
                                handle, task.origin(), Objects.requireNonNull(task.originRef()), task.kind())
                        .orElseThrow(GovernanceTasks::unknown);
                require(caller, there);
                return whole(handle, there);
            }
            store.note(handle, database.nextId(), task.id(), caller.account(), task.state(), task.words());
            inspect(handle, task, caller);
            return whole(handle, task);
        });
    }

    private void inspect(Handle handle, GovernanceTask task, Caller caller) {
        String grid = task.grid();
        if (grid != null) {
            Double lon = task.lon();
            Double lat = task.lat();
            field.add(
                    handle,
                    new FieldInspections.Wanted(
                            task.id(),
                            task.title(),
                            task.words(),
                            grid,
                            lon == null || lat == null ? null : new LonLat(lon, lat),
                            task.dueOn(),
                            caller.account()));
        }
    }

    private void requireUnit(Caller caller, String unit) {
        if (ground.units().get().find(unit).isEmpty()) {
            throw ErrorCode.INVALID_FIELD.problem("there is no such unit", "unit");
        }
        Scope.require(ground.units().get(), caller, unit);
    }

    private GovernanceTask task(Wanted wanted, Reach reach) {
        Place place = place(wanted, reach);
        LocalDate today = names.today();
        LocalDate begins = wanted.beginsOn() == null ? today : wanted.beginsOn();
        require(begins.isAfter(today.minusDays(YEAR)), "begins_on", "at most a year ago");
        require(!wanted.dueOn().isBefore(begins), "due_on", "not before it begins");
        requireTexts(wanted);
        requireNumbers(wanted);
        Instant now = ground.clock().instant();
        LonLat point = wanted.point();
        return new GovernanceTask(
                database.nextId(),
                wanted.kind(),
                wanted.origin(),
                wanted.originRef(),
                wanted.title().strip(),
                wanted.words().strip(),
                wanted.category(),
                place.level(),
                place.area(),
                List.of(),
                point == null ? null : point.lon(),
                point == null ? null : point.lat(),
                wanted.unit(),
                begins,
                wanted.dueOn(),
                wanted.measure() == null ? EffectMeasure.RECEIVED : wanted.measure(),
                wanted.goal(),
                wanted.budget(),
                place.grid(),
                begins.isAfter(today) ? GovernanceTask.OPEN : GovernanceTask.RUNNING,
                1,
                now,
                now);
    }

    private static void require(boolean good, String field, String why) {
        if (!good) {
            throw ErrorCode.INVALID_FIELD.problem(why, field);
        }
    }

    private void requireTexts(Wanted wanted) {
        String title = wanted.title().strip();
        require(!title.isEmpty() && title.length() <= LONGEST_TITLE, "title", "1 to 120 characters");
        require(wanted.words().strip().length() <= LONGEST_WORDS, "words", "at most 2000 characters");
        String ref = wanted.originRef();
        require(
                wanted.origin().equals(GovernanceTask.STAFF) == (ref == null),
                "origin_ref",
                "what a finding is named by");
        require(ref == null || ref.length() <= LONGEST_REF, "origin_ref", "at most 200 characters");
        String category = wanted.category();
        require(
                category == null || ground.categories().get().find(category).isPresent(),
                "category",
                "there is no such category");
    }

    private static void requireNumbers(Wanted wanted) {
        Double goal = wanted.goal();
        require(goal == null || goal > -1 && goal < 0, "goal", "a change between -1 and 0, as -0.3");
        BigDecimal budget = wanted.budget();
        require(
                budget == null
                        || wanted.kind().equals(GovernanceTask.PROJECT)
                                && budget.signum() >= 0
                                && budget.precision() - budget.scale() <= 12,
                "budget",
                "of projects only, not negative");
    }

    /** @param grid of the inspection, or null */
    private record Place(
            String level, String area, @Nullable String grid) {}

    /** Without an area it is the one of the routing level around the point; an inspection's grid is the finest there. */
    private Place place(Wanted wanted, Reach reach) {
        LonLat point = wanted.point();
        var around = point == null ? java.util.Map.<Integer, String>of() : reach.codesAt(point.lon(), point.lat());
        int rank = names.rank(wanted.areaLevel());
        String area = wanted.area() == null ? around.get(rank) : wanted.area();
        require(
                area != null
                        && ground.areas()
                                .current()
                                .snapshot()
                                .directory()
                                .findByCode(rank, area)
                                .isPresent(),
                "area",
                "an area in force, or a point in one, is needed");
        String grid = null;
        if (wanted.kind().equals(GovernanceTask.INSPECTION)) {
            grid = around.get(names.city().levels().size());
            require(grid != null, "lon", "an inspection needs a point in a grid");
        }
        return new Place(names.level(rank), Objects.requireNonNull(area), grid);
    }

    /** Adds a note, and changes what it says. */
    Whole note(Caller caller, long id, Change change) {
        require(!change.words().isBlank() && change.words().length() <= LONGEST_WORDS, "words", "1 to 2000 characters");
        return database.inTransaction(handle -> {
            GovernanceTask task = store.lock(handle, id).orElseThrow(GovernanceTasks::unknown);
            require(caller, task);
            requireOpen(task, change);
            GovernanceTask next = next(caller, task, change);
            store.change(handle, next);
            store.note(
                    handle,
                    database.nextId(),
                    id,
                    caller.account(),
                    next.state(),
                    change.words().strip());
            return whole(handle, store.find(handle, id).orElseThrow(GovernanceTasks::unknown));
        });
    }

    private static void requireOpen(GovernanceTask task, Change change) {
        if (task.version() != change.version()) {
            throw GovernanceErrors.CHANGED.problem("read the task again");
        }
        if (task.isOver()) {
            throw GovernanceErrors.OVER.problem("the task is " + task.state());
        }
    }

    private GovernanceTask next(Caller caller, GovernanceTask task, Change change) {
        String unit = Objects.requireNonNullElse(change.unit(), task.unit());
        requireUnit(caller, unit);
        LocalDate due = Objects.requireNonNullElse(change.dueOn(), task.dueOn());
        require(!due.isBefore(task.beginsOn()), "due_on", "not before it begins");
        return new GovernanceTask(
                task.id(),
                task.kind(),
                task.origin(),
                task.originRef(),
                task.title(),
                task.words(),
                task.category(),
                task.areaLevel(),
                task.area(),
                task.formerAreas(),
                task.lon(),
                task.lat(),
                unit,
                task.beginsOn(),
                due,
                task.measure(),
                task.goal(),
                task.budget(),
                task.grid(),
                Objects.requireNonNullElse(change.state(), task.state()),
                task.version(),
                task.createdAt(),
                task.updatedAt());
    }
}
