package org.servicemap.wardens;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.requests.Inspections;
import org.servicemap.storage.Database;

/** The life of tasks in the field: made, changed, done by whoever was there first, cancelled. Thread-safe. */
final class Tasks implements WardenTasks {
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_WORDS = 2000;

    private final Database database;
    private final AssignmentGrids grids;
    private final TaskStore store;
    private final Inspections inspections;
    private final Supplier<ZoneId> zone;

    Tasks(Database database, AssignmentGrids grids, TaskStore store, Inspections inspections, Supplier<ZoneId> zone) {
        this.database = database;
        this.grids = grids;
        this.store = store;
        this.inspections = inspections;
        this.zone = zone;
    }

    /** What staff ask for; the request's number makes it an inspection. */
    record Asked(
            String title,
            String words,
            @Nullable String grid,
            @Nullable LonLat point,
            @Nullable String request,
            @Nullable Long account,
            LocalDate dueOn) {}

    /** Makes a task of staff; an inspection takes its grid and place from the request. */
    TaskStore.Named create(Handle handle, AssignmentScope scope, Asked asked) {
        Inspections.@Nullable Inspected inspected =
                asked.request() == null ? null : handled(handle, scope, asked.request());
        String grid = asked.grid() != null ? asked.grid() : gridOf(scope, inspected);
        scope.require(grid, "grid");
        LonLat point = asked.point() != null || inspected == null ? asked.point() : inspected.point();
        Task task = task(
                inspected == null ? Task.PREVENTION : Task.INSPECTION,
                Task.STAFF,
                null,
                asked.title(),
                asked.words(),
                grid,
                point,
                inspected == null ? null : inspected.id(),
                asked.account(),
                asked.dueOn(),
                scope.caller().account());
        store.insert(handle, task);
        return store.find(handle, task.id()).orElseThrow();
    }

    private Inspections.Inspected handled(Handle handle, AssignmentScope scope, String number) {
        Inspections.Inspected found = inspections
                .find(handle, scope.caller(), number)
                .orElseThrow(() -> WardenException.badField("request", "there is no request " + number + " for you"));
        if (found.handledAt() == null) {
            throw new WardenException(
                    WardenException.NOT_HANDLED, "request", "request " + found.number() + " was not handled yet");
        }
        return found;
    }

    private static String gridOf(AssignmentScope scope, Inspections.@Nullable Inspected inspected) {
        String grid = inspected == null ? null : inspected.areas().get(AssignmentGrids.finest(scope.snapshot()));
        if (grid == null) {
            throw WardenException.badField("grid", "say in which grid");
        }
        return grid;
    }

    private Task task(
            String kind,
            String origin,
            @Nullable String ref,
            String title,
            String words,
            String grid,
            @Nullable LonLat point,
            @Nullable Long request,
            @Nullable Long account,
            LocalDate dueOn,
            @Nullable Long by) {
        requireText(title, words);
        return new Task(
                database.nextId(),
                kind,
                origin,
                ref,
                title.strip(),
                words.strip(),
                grid,
                point == null ? null : point.lon(),
                point == null ? null : point.lat(),
                request,
                account,
                dueOn,
                Task.OPEN,
                null,
                null,
                null,
                null,
                null,
                1,
                by,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    static void requireText(String title, String words) {
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw WardenException.badField("title", "1 to " + LONGEST_TITLE + " characters");
        }
        if (words.length() > LONGEST_WORDS) {
            throw WardenException.badField("words", "at most " + LONGEST_WORDS + " characters");
        }
    }

    @Override
    public long add(Handle handle, Wanted wanted) {
        if (AssignmentGrids.grid(grids.snapshot(), wanted.grid()).isEmpty()) {
            throw WardenException.badField("grid", "there is no grid " + wanted.grid());
        }
        String origin = word(wanted.origin());
        Task task = task(
                Task.PREVENTION,
                origin,
                wanted.ref(),
                wanted.title(),
                wanted.words(),
                wanted.grid(),
                wanted.point(),
                null,
                null,
                wanted.dueOn(),
                wanted.by());
        return store.insert(handle, task)
                ? task.id()
                : store.ofOrigin(handle, origin, wanted.ref(), wanted.grid())
                        .orElseThrow()
                        .id();
    }

    private static String word(Origin origin) {
        return origin.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable Progress find(Handle handle, Origin origin, String ref, String grid) {
        return store.ofOrigin(handle, word(origin), ref, grid)
                .or(() -> store.onlyOfOrigin(handle, word(origin), ref))
                .map(task -> new Progress(task.id(), task.state(), task.outcome(), day(task.doneAt())))
                .orElse(null);
    }

    private @Nullable LocalDate day(@Nullable Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, zone.get());
    }

    /**
     * The open task of this version, locked.
     *
     * @param version null where any will do
     */
    Task lockOpen(Handle handle, AssignmentScope scope, long id, @Nullable Integer version) {
        Task task = store.lock(handle, id).orElseThrow(() -> unknown(id));
        scope.requireGrid(task.grid());
        if (!task.isOpen()) {
            throw new WardenException(WardenException.TASK_OVER, "state", "the task is " + task.state());
        }
        if (version != null && version != task.version()) {
            throw new WardenException(
                    WardenException.CHANGED, "version", "the task was changed: it is at version " + task.version());
        }
        return task;
    }

    static WardenException unknown(long id) {
        return new WardenException(WardenException.UNKNOWN_TASK, "id", "there is no task " + id);
    }
}
