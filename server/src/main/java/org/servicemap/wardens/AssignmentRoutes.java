package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;

/** Who looks after which grid. */
final class AssignmentRoutes implements RouteGroup {
    static final String WARDENS = HttpServer.API + "/wardens";
    static final Role[] STAFF = {Role.LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR};
    static final Role[] READERS = {Role.LEAD, Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR};
    static final Param<String> AREA =
            Param.text("area", "Only inside this area, as level:code; default: all that the caller looks after");
    static final Param<LocalDate> ON = Param.date("on", "On this day; default today");
    static final Param<String> DUTY = Param.oneOf("duty", Assignment.DUTIES, "warden or steward");
    static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 100");
    static final int USUAL = 100;
    private static final Param<Long> ACCOUNT = Param.id("account", "Only of this account");
    private static final Param<String> GRID = Param.text("grid", "Only of the grid of this code");
    private static final Param<LocalDate> IN_FORCE = Param.date("on", "Only those in force on this day");
    private static final Param<Long> ID = Param.id("id", "The assignment").inPath();

    private final Database database;
    private final AssignmentGrids grids;
    private final AssignmentStore store;
    private final Assignments assignments;

    AssignmentRoutes(Database database, AssignmentGrids grids, AssignmentStore store, Assignments assignments) {
        this.database = database;
        this.grids = grids;
        this.store = store;
        this.assignments = assignments;
    }

    @Describe("Who shall look after a grid, and when")
    record NewAssignmentBody(
            @Describe("Id of an account with the role warden")
            String account,

            @Describe("warden or steward") String duty,
            @Describe("Code of the grid") String grid,
            LocalDate firstDay,

            @Describe("Included; without it until further notice") @Nullable
            LocalDate lastDay,

            @Describe("Id of the account for which it stands in") @Nullable
            String substituteFor) {
        NewAssignmentBody {
            if (!Assignment.DUTIES.contains(duty)) {
                throw new FieldException("duty", "warden or steward");
            }
        }
    }

    @Describe("The last day of an assignment")
    record AssignmentEndBody(LocalDate lastDay) {}

    /** The id of a body; refuses what is none. */
    static long id(String text, String field) {
        if (!text.matches("\\d{1,18}")) {
            throw WardenException.badField(field, "not an id");
        }
        return Long.parseLong(text);
    }

    static @Nullable Long idOrNull(@Nullable String text, String field) {
        return text == null || text.isEmpty() ? null : Long.valueOf(id(text, field));
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
        String path = WARDENS + "/assignments";
        return List.of(
                Route.get(path, "listAssignments")
                        .summary("Who looks after which grid")
                        .roles(READERS)
                        .takes(ACCOUNT, GRID, AREA, DUTY, IN_FORCE, LIMIT, Cursor.PARAM)
                        .fails(AreaErrors.UNKNOWN_AREA, ErrorCode.OUT_OF_SCOPE, ErrorCode.BAD_CURSOR)
                        .page(AssignmentJson.class, "Assignments by grid, duty and first day", this::list),
                Route.post(path, "createAssignment")
                        .summary("Give a grid to a warden or steward, or to a substitute")
                        .roles(STAFF)
                        .body(NewAssignmentBody.class, "The assignment")
                        .idempotent()
                        .fails(ErrorCode.OUT_OF_SCOPE, ErrorCode.INVALID_FIELD, WardenErrors.ALREADY_ASSIGNED)
                        .created(AssignmentJson.class, "The assignment", this::create),
                Route.post(path + "/{id}/end", "endAssignment")
                        .summary("Set the last day of an assignment")
                        .roles(STAFF)
                        .takes(ID)
                        .body(AssignmentEndBody.class, "The last day")
                        .fails(
                                WardenErrors.UNKNOWN_ASSIGNMENT,
                                WardenErrors.ALREADY_ASSIGNED,
                                ErrorCode.OUT_OF_SCOPE,
                                ErrorCode.INVALID_FIELD)
                        .json(AssignmentJson.class, "The assignment", this::end),
                Route.delete(path + "/{id}", "withdrawAssignment")
                        .summary("Take back an assignment that has not begun")
                        .roles(STAFF)
                        .takes(ID)
                        .fails(WardenErrors.UNKNOWN_ASSIGNMENT, WardenErrors.ALREADY_BEGUN, ErrorCode.OUT_OF_SCOPE)
                        .nothing(
                                "It will not begin",
                                exchange -> assignments.withdraw(scope(exchange), exchange.get(ID))));
    }

    private AssignmentScope scope(Exchange exchange) {
        return grids.scope(exchange.caller());
    }

    private Page<AssignmentJson> list(Exchange exchange) {
        AssignmentScope scope = scope(exchange);
        AreaSnapshot snapshot = scope.snapshot();
        String grid = exchange.find(GRID);
        String area = exchange.find(AREA);
        if (grid != null) {
            scope.requireGrid(grid);
        }
        Collection<String> codes = grid == null ? scope.codes(area) : List.of(grid);
        AssignmentStore.Filter filter =
                new AssignmentStore.Filter(exchange.find(ACCOUNT), exchange.find(DUTY), codes, exchange.find(IN_FORCE));
        String key = filter.account() + "|" + filter.duty() + "|" + grid + "|" + area + "|" + filter.on();
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), key);
        int limit = exchange.get(LIMIT, USUAL);
        List<AssignmentStore.Named> found =
                database.inSnapshot(handle -> store.list(handle, filter, offset, limit + 1));
        return Page.part(found, offset, limit, key).map(one -> AssignmentJson.of(one, snapshot));
    }

    private AssignmentJson create(Exchange exchange) {
        NewAssignmentBody body = exchange.body(NewAssignmentBody.class);
        AssignmentScope scope = scope(exchange);
        Assignments.Wanted wanted = new Assignments.Wanted(
                id(body.account(), "account"),
                body.duty(),
                body.grid(),
                body.firstDay(),
                body.lastDay(),
                idOrNull(body.substituteFor(), "substitute_for"));
        return AssignmentJson.of(assignments.create(scope, wanted), scope.snapshot());
    }

    private AssignmentJson end(Exchange exchange) {
        AssignmentScope scope = scope(exchange);
        LocalDate last = exchange.body(AssignmentEndBody.class).lastDay();
        return AssignmentJson.of(assignments.end(scope, exchange.get(ID), last), scope.snapshot());
    }
}
