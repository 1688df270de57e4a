package org.servicemap.wardens;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.wardens.AssignmentJson.GridNameJson;
import org.servicemap.wardens.Plan.PlanItem;

/** Patrol plans: made for a grid, changed, copied to others. */
final class PlanRoutes implements RouteGroup {
    private static final String PLANS = AssignmentRoutes.WARDENS + "/plans";
    private static final Param<Long> ID = Param.id("id", "The plan").inPath();
    private static final Param<String> GRID = Param.text("grid", "Only of the grid of this code");
    private static final Param<String> ACTIVE =
            Param.oneOf("active", List.of("true", "false"), "Only those in use, or not");
    private static final int LONGEST_NAME = 80;
    private static final int MOST_COPIES = 500;

    private final Database database;
    private final AssignmentGrids grids;
    private final PlanStore store;

    PlanRoutes(Database database, AssignmentGrids grids, PlanStore store) {
        this.database = database;
        this.grids = grids;
        this.store = store;
    }

    @Describe("What is to be looked after in a grid, in the order of the route")
    record PatrolPlanJson(
            String id,
            GridNameJson grid,
            LocalText name,
            @Describe("day, week or month") String every,
            List<PlanItem> items,
            @Describe("Whether wardens get it") boolean active,
            @Describe("Send it back with a change") int version,
            Instant updatedAt) {
        static PatrolPlanJson of(Plan plan, AreaSnapshot snapshot) {
            return new PatrolPlanJson(
                    Long.toString(plan.id()),
                    GridNameJson.of(snapshot, plan.grid()),
                    plan.name(),
                    plan.every(),
                    plan.items(),
                    plan.active(),
                    plan.version(),
                    plan.updatedAt());
        }
    }

    private static void check(LocalText name, String every) {
        if (name.isEmpty() || name.byTag().values().stream().anyMatch(text -> text.length() > LONGEST_NAME)) {
            throw new FieldException("name", "1 to " + LONGEST_NAME + " characters");
        }
        if (!Plan.EVERY.contains(every)) {
            throw new FieldException("every", "day, week or month");
        }
    }

    @Describe("A new patrol plan")
    record NewPatrolPlanBody(String grid, LocalText name, String every, List<PlanItem> items) {
        NewPatrolPlanBody {
            check(name, every);
        }
    }

    @Describe("A patrol plan as it shall be")
    record PatrolPlanBody(int version, LocalText name, String every, List<PlanItem> items, boolean active) {
        PatrolPlanBody {
            check(name, every);
        }
    }

    @Describe("The plans that a plan was copied to")
    record PatrolPlanCopiesJson(List<PatrolPlanJson> items) {}

    @Describe("To which grids a plan is copied")
    record PatrolPlanCopiesBody(@Describe("Codes") List<String> grids) {
        PatrolPlanCopiesBody {
            if (grids.isEmpty() || grids.size() > MOST_COPIES) {
                throw new FieldException("grids", "1 to " + MOST_COPIES + " grids");
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
                Route.get(PLANS, "listPatrolPlans")
                        .summary("Patrol plans by grid")
                        .roles(AssignmentRoutes.READERS)
                        .takes(GRID, AssignmentRoutes.AREA, ACTIVE, AssignmentRoutes.LIMIT, Cursor.PARAM)
                        .fails(AreaErrors.UNKNOWN_AREA, ErrorCode.OUT_OF_SCOPE, ErrorCode.BAD_CURSOR)
                        .page(PatrolPlanJson.class, "Plans", this::list),
                Route.post(PLANS, "createPatrolPlan")
                        .summary("Make a patrol plan for a grid")
                        .roles(AssignmentRoutes.STAFF)
                        .body(NewPatrolPlanBody.class, "The plan")
                        .idempotent()
                        .fails(ErrorCode.OUT_OF_SCOPE, ErrorCode.INVALID_FIELD)
                        .created(PatrolPlanJson.class, "The plan", this::create),
                Route.put(PLANS + "/{id}", "changePatrolPlan")
                        .summary("Change a patrol plan, or take it out of use")
                        .roles(AssignmentRoutes.STAFF)
                        .takes(ID)
                        .body(PatrolPlanBody.class, "The plan")
                        .fails(
                                WardenErrors.UNKNOWN_PLAN,
                                WardenErrors.CHANGED,
                                ErrorCode.OUT_OF_SCOPE,
                                ErrorCode.INVALID_FIELD)
                        .json(PatrolPlanJson.class, "The plan", this::change),
                Route.post(PLANS + "/{id}/copies", "copyPatrolPlan")
                        .summary("Copy a patrol plan to other grids; points that lie elsewhere stay behind")
                        .roles(AssignmentRoutes.STAFF)
                        .takes(ID)
                        .body(PatrolPlanCopiesBody.class, "The grids")
                        .idempotent()
                        .fails(WardenErrors.UNKNOWN_PLAN, ErrorCode.OUT_OF_SCOPE, ErrorCode.INVALID_FIELD)
                        .json(PatrolPlanCopiesJson.class, "The copies", this::copy));
    }

    private Page<PatrolPlanJson> list(Exchange exchange) {
        AssignmentScope scope = grids.scope(exchange.caller());
        String grid = exchange.find(GRID);
        String area = exchange.find(AssignmentRoutes.AREA);
        if (grid != null) {
            scope.requireGrid(grid);
        }
        Collection<String> codes = grid == null ? scope.codes(area) : List.of(grid);
        String active = exchange.find(ACTIVE);
        String key = grid + "|" + area + "|" + active;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), key);
        int limit = exchange.get(AssignmentRoutes.LIMIT, AssignmentRoutes.USUAL);
        List<Plan> found = database.inSnapshot(handle ->
                store.list(handle, codes, active == null ? null : Boolean.valueOf(active), offset, limit + 1));
        return Page.part(found, offset, limit, key).map(plan -> PatrolPlanJson.of(plan, scope.snapshot()));
    }

    private Plan get(Handle handle, AssignmentScope scope, long id) {
        Plan plan = store.find(handle, id)
                .orElseThrow(
                        () -> new WardenException(WardenException.UNKNOWN_PLAN, "id", "there is no patrol plan " + id));
        scope.requireGrid(plan.grid());
        return plan;
    }

    private PatrolPlanJson create(Exchange exchange) {
        NewPatrolPlanBody body = exchange.body(NewPatrolPlanBody.class);
        AssignmentScope scope = grids.scope(exchange.caller());
        scope.require(body.grid(), "grid");
        Plan plan = plan(body.grid(), body.name(), body.every(), body.items());
        return database.inTransaction(handle -> {
            store.insert(handle, plan, exchange.caller().account());
            return PatrolPlanJson.of(get(handle, scope, plan.id()), scope.snapshot());
        });
    }

    private Plan plan(String grid, LocalText name, String every, List<PlanItem> items) {
        return new Plan(database.nextId(), grid, name, every, Plan.identified(items), true, 1, Instant.EPOCH);
    }

    private PatrolPlanJson change(Exchange exchange) {
        PatrolPlanBody body = exchange.body(PatrolPlanBody.class);
        AssignmentScope scope = grids.scope(exchange.caller());
        long id = exchange.get(ID);
        return database.inTransaction(handle -> {
            Plan now = get(handle, scope, id);
            Plan wanted = new Plan(
                    id,
                    now.grid(),
                    body.name(),
                    body.every(),
                    Plan.identified(body.items()),
                    body.active(),
                    body.version(),
                    now.updatedAt());
            if (!store.update(handle, wanted, exchange.caller().account())) {
                throw new WardenException(
                        WardenException.CHANGED, "version", "the plan was changed: it is at version " + now.version());
            }
            return PatrolPlanJson.of(get(handle, scope, id), scope.snapshot());
        });
    }

    private PatrolPlanCopiesJson copy(Exchange exchange) {
        List<String> wanted = exchange.body(PatrolPlanCopiesBody.class).grids().stream()
                .distinct()
                .toList();
        AssignmentScope scope = grids.scope(exchange.caller());
        wanted.forEach(grid -> scope.require(grid, "grids"));
        return new PatrolPlanCopiesJson(database.inTransaction(handle -> {
            Plan from = get(handle, scope, exchange.get(ID));
            return wanted.stream()
                    .map(grid -> plan(grid, from.name(), from.every(), fitting(from.items(), grid)))
                    .map(plan -> {
                        store.insert(handle, plan, exchange.caller().account());
                        return PatrolPlanJson.of(get(handle, scope, plan.id()), scope.snapshot());
                    })
                    .toList();
        }));
    }

    /** A point of one grid says nothing in another. */
    private List<PlanItem> fitting(List<PlanItem> items, String grid) {
        return items.stream()
                .map(item -> isIn(item, grid) ? item : item.withoutPoint())
                .toList();
    }

    private boolean isIn(PlanItem item, String grid) {
        Double lon = item.lon();
        Double lat = item.lat();
        Optional<String> there = lon == null || lat == null ? Optional.empty() : grids.gridAt(lon, lat);
        return there.filter(grid::equals).isPresent();
    }
}
