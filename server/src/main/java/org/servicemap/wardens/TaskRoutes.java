package org.servicemap.wardens;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.requests.Inspections;
import org.servicemap.storage.Database;
import org.servicemap.wardens.AssignmentJson.GridNameJson;
import org.servicemap.wardens.AssignmentJson.WardenJson;

/** Tasks in the field, as the desk gives and follows them. */
final class TaskRoutes implements RouteGroup {
    private static final String TASKS = AssignmentRoutes.WARDENS + "/tasks";
    private static final Param<Long> ID = Param.id("id", "The task").inPath();
    private static final Param<String> GRID = Param.text("grid", "Only of the grid of this code");
    private static final Param<String> STATE = Param.oneOf("state", Task.STATES, "Only in this state");
    private static final Param<String> KIND = Param.oneOf("kind", Task.KINDS, "Only of this kind");
    private static final Param<Long> ACCOUNT = Param.id("account", "Only given to this account");
    private static final Param<String> OVERDUE =
            Param.oneOf("overdue", List.of("true"), "Only open ones that were due before today");

    private final Database database;
    private final AssignmentGrids grids;
    private final Assignments assignments;
    private final TaskStore store;
    private final Tasks tasks;
    private final Inspections inspections;

    TaskRoutes(
            Database database,
            AssignmentGrids grids,
            Assignments assignments,
            TaskStore store,
            Tasks tasks,
            Inspections inspections) {
        this.database = database;
        this.grids = grids;
        this.assignments = assignments;
        this.store = store;
        this.tasks = tasks;
        this.inspections = inspections;
    }

    @Describe("A task in the field")
    record FieldTaskJson(
            String id,
            @Describe("prevention or inspection") String kind,
            @Describe("staff, hot_spot or courtyard") String origin,
            String title,
            String words,
            GridNameJson grid,
            @Describe("WGS 84") @Nullable Double lon,
            @Nullable Double lat,

            @Describe("Whose handling is inspected; null when it is none, or may not be seen") @Nullable
            InspectedJson request,

            @Describe("Whose it is; null: whoever looks after the grid") @Nullable
            WardenJson account,

            LocalDate dueOn,
            @Describe("open, done or cancelled") String state,

            @Describe("fine, not_fine or not_found") @Nullable
            String outcome,

            @Describe("Of who did it, or why it was cancelled") @Nullable
            String note,

            @Nullable WardenJson doneBy,

            @Describe("By the phone's clock, put right where that is off") @Nullable
            Instant doneAt,

            @Describe("All that phones answered, also what came too late")
            List<FieldAnswerJson> answers,

            @Describe("Send it back with a change") int version,
            Instant createdAt,
            Instant updatedAt) {}

    @Describe("What a phone answered to a task")
    record FieldAnswerJson(
            String name,
            @Describe("fine, not_fine or not_found") String outcome,
            @Nullable String note,
            @Describe("Attachments") List<String> photos,

            @Describe("False: somebody else was first, or the task was changed meanwhile")
            boolean taken,

            @Describe("By the phone's clock, put right where that is off; the arrival where it cannot be true")
            Instant foundAt,

            Instant arrivedAt,

            @Describe("The phone's time cannot be true: found_at is the arrival")
            boolean doubtful,

            @Describe("How far the phone's clock was ahead, in seconds; null once it is given up") @Nullable
            Integer clockOffS,

            @Describe("The phone did not say where it was") boolean withoutPosition,

            @Describe("The phone was not in the task's grid, as far as its position is known")
            boolean outside,

            @Describe("A photo says that it was taken elsewhere than the phone was")
            boolean exifDiffers) {
        static FieldAnswerJson of(TaskStore.Answer answer) {
            return new FieldAnswerJson(
                    answer.name(),
                    answer.outcome(),
                    answer.note(),
                    answer.photos().stream().map(String::valueOf).toList(),
                    answer.taken(),
                    answer.foundAt(),
                    answer.arrivedAt(),
                    answer.doubtful(),
                    answer.clockOff(),
                    answer.unplaced(),
                    answer.outside(),
                    answer.exifDiffers());
        }
    }

    @Describe("A handled request that is inspected")
    record InspectedJson(
            String number,
            String state,
            @Nullable String category,

            @Describe("Attachments from before it was handled")
            List<String> before,

            @Describe("Attachments that came with the reply")
            List<String> after) {
        static InspectedJson of(Inspections.Inspected one) {
            return new InspectedJson(
                    one.number(),
                    one.state(),
                    one.category(),
                    one.photos().stream().map(String::valueOf).toList(),
                    one.after().stream().map(String::valueOf).toList());
        }
    }

    @Describe("A task to be done in the field; with a request's number it is an inspection")
    record NewFieldTaskBody(
            @Describe("At most 120 characters") String title,
            @Describe("At most 2000 characters") @Nullable String words,

            @Describe("Code; may be left out of an inspection") @Nullable
            String grid,

            @Describe("WGS 84; with lat") @Nullable Double lon,
            @Nullable Double lat,

            @Describe("Number of a handled request") @Nullable
            String request,

            @Describe("Id of who shall do it; without it whoever looks after the grid") @Nullable
            String account,

            LocalDate dueOn) {
        NewFieldTaskBody {
            if ((lon == null) != (lat == null)) {
                throw new FieldException("lon", "lon and lat go together");
            }
        }

        @Nullable
        LonLat point() {
            return lon == null || lat == null ? null : new LonLat(lon, lat);
        }
    }

    @Describe("An open task as it shall be")
    record FieldTaskBody(
            int version,
            String title,
            @Nullable String words,
            @Nullable String account,
            LocalDate dueOn) {}

    @Describe("Why a task need not be done")
    record FieldTaskCancelBody(
            @Nullable Integer version,
            @Describe("At most 500 characters") @Nullable String reason) {
        FieldTaskCancelBody {
            if (reason != null && reason.length() > 500) {
                throw new FieldException("reason", "at most 500 characters");
            }
        }
    }

    @Override
    public String tag() {
        return "wardens";
    }

    @Override
    public String description() {
        return "Wardens and alley stewards: grids, plans, tasks, coverage";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(TASKS, "listFieldTasks")
                        .summary("Tasks in the field, open ones first by the day on which they are due")
                        .roles(AssignmentRoutes.STAFF)
                        .takes(
                                GRID,
                                AssignmentRoutes.AREA,
                                STATE,
                                KIND,
                                ACCOUNT,
                                OVERDUE,
                                AssignmentRoutes.LIMIT,
                                Cursor.PARAM)
                        .fails(AreaErrors.UNKNOWN_AREA, ErrorCode.OUT_OF_SCOPE, ErrorCode.BAD_CURSOR)
                        .page(FieldTaskJson.class, "Tasks", this::list),
                Route.get(TASKS + "/{id}", "getFieldTask")
                        .summary("One task")
                        .roles(AssignmentRoutes.STAFF)
                        .takes(ID)
                        .fails(WardenErrors.UNKNOWN_TASK, ErrorCode.OUT_OF_SCOPE)
                        .json(FieldTaskJson.class, "The task", this::get),
                Route.post(TASKS, "createFieldTask")
                        .summary("Give a task: something to look at, or a handled request to inspect")
                        .roles(AssignmentRoutes.STAFF)
                        .body(NewFieldTaskBody.class, "The task")
                        .idempotent()
                        .fails(ErrorCode.OUT_OF_SCOPE, ErrorCode.INVALID_FIELD, WardenErrors.NOT_HANDLED)
                        .created(FieldTaskJson.class, "The task", this::create),
                Route.put(TASKS + "/{id}", "changeFieldTask")
                        .summary("Change an open task, or give it to somebody else")
                        .roles(AssignmentRoutes.STAFF)
                        .takes(ID)
                        .body(FieldTaskBody.class, "The task")
                        .fails(
                                WardenErrors.UNKNOWN_TASK,
                                WardenErrors.CHANGED,
                                WardenErrors.TASK_OVER,
                                ErrorCode.OUT_OF_SCOPE,
                                ErrorCode.INVALID_FIELD)
                        .json(FieldTaskJson.class, "The task", this::change),
                Route.post(TASKS + "/{id}/cancel", "cancelFieldTask")
                        .summary("Say that an open task need not be done")
                        .roles(AssignmentRoutes.STAFF)
                        .takes(ID)
                        .body(FieldTaskCancelBody.class, "Why")
                        .fails(
                                WardenErrors.UNKNOWN_TASK,
                                WardenErrors.CHANGED,
                                WardenErrors.TASK_OVER,
                                ErrorCode.OUT_OF_SCOPE)
                        .json(FieldTaskJson.class, "The task", this::cancel));
    }

    private Page<FieldTaskJson> list(Exchange exchange) {
        AssignmentScope scope = grids.scope(exchange.caller());
        String grid = exchange.find(GRID);
        String area = exchange.find(AssignmentRoutes.AREA);
        if (grid != null) {
            scope.requireGrid(grid);
        }
        Collection<String> codes = grid == null ? scope.codes(area) : List.of(grid);
        LocalDate overdue = exchange.find(OVERDUE) == null ? null : assignments.today();
        TaskStore.Filter filter = new TaskStore.Filter(
                codes, exchange.find(STATE), exchange.find(KIND), exchange.find(ACCOUNT), null, overdue);
        String key =
                grid + "|" + area + "|" + filter.state() + "|" + filter.kind() + "|" + filter.account() + "|" + overdue;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), key);
        int limit = exchange.get(AssignmentRoutes.LIMIT, AssignmentRoutes.USUAL);
        return database.inSnapshot(
                handle -> Page.part(store.list(handle, filter, offset, limit + 1), offset, limit, key)
                        .map(task -> json(handle, scope, task)));
    }

    private FieldTaskJson get(Exchange exchange) {
        AssignmentScope scope = grids.scope(exchange.caller());
        long id = exchange.get(ID);
        return database.inSnapshot(handle -> {
            TaskStore.Named found = store.find(handle, id).orElseThrow(() -> Tasks.unknown(id));
            scope.requireGrid(found.task().grid());
            return json(handle, scope, found);
        });
    }

    private FieldTaskJson create(Exchange exchange) {
        NewFieldTaskBody body = exchange.body(NewFieldTaskBody.class);
        AssignmentScope scope = grids.scope(exchange.caller());
        Long account = AssignmentRoutes.idOrNull(body.account(), "account");
        return database.inTransaction(handle -> {
            if (account != null) {
                assignments.requirePerson(handle, scope, account, "account");
            }
            Tasks.Asked asked = new Tasks.Asked(
                    body.title(),
                    Objects.requireNonNullElse(body.words(), ""),
                    body.grid(),
                    body.point(),
                    body.request(),
                    account,
                    body.dueOn());
            return json(handle, scope, tasks.create(handle, scope, asked));
        });
    }

    private FieldTaskJson change(Exchange exchange) {
        FieldTaskBody body = exchange.body(FieldTaskBody.class);
        AssignmentScope scope = grids.scope(exchange.caller());
        long id = exchange.get(ID);
        Long account = AssignmentRoutes.idOrNull(body.account(), "account");
        String words = Objects.requireNonNullElse(body.words(), "");
        Tasks.requireText(body.title(), words);
        return database.inTransaction(handle -> {
            tasks.lockOpen(handle, scope, id, body.version());
            if (account != null) {
                assignments.requirePerson(handle, scope, account, "account");
            }
            store.change(handle, id, body.title().strip(), words.strip(), account, body.dueOn());
            return json(handle, scope, store.find(handle, id).orElseThrow());
        });
    }

    private FieldTaskJson cancel(Exchange exchange) {
        FieldTaskCancelBody body = exchange.body(FieldTaskCancelBody.class);
        AssignmentScope scope = grids.scope(exchange.caller());
        long id = exchange.get(ID);
        return database.inTransaction(handle -> {
            tasks.lockOpen(handle, scope, id, body.version());
            store.cancel(handle, id, body.reason());
            return json(handle, scope, store.find(handle, id).orElseThrow());
        });
    }

    private FieldTaskJson json(Handle handle, AssignmentScope scope, TaskStore.Named named) {
        Task task = named.task();
        Long request = task.request();
        return new FieldTaskJson(
                Long.toString(task.id()),
                task.kind(),
                task.origin(),
                task.title(),
                task.words(),
                GridNameJson.of(scope.snapshot(), task.grid()),
                task.lon(),
                task.lat(),
                request == null
                        ? null
                        : inspections
                                .get(handle, request)
                                .map(InspectedJson::of)
                                .orElse(null),
                person(task.account(), named.account()),
                task.dueOn(),
                task.state(),
                task.outcome(),
                task.note(),
                person(task.doneBy(), named.doneBy()),
                task.doneAt(),
                store.answers(handle, task.id()).stream()
                        .map(FieldAnswerJson::of)
                        .toList(),
                task.version(),
                task.createdAt(),
                task.updatedAt());
    }

    private static @Nullable WardenJson person(@Nullable Long id, @Nullable String name) {
        return id == null ? null : new WardenJson(Long.toString(id), name == null ? "" : name);
    }
}
