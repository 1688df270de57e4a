package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;
import org.servicemap.wardens.AssignmentJson.GridNameJson;

/** One warden's grids and open tasks go to another, all of them in one transaction or none. */
final class HandoverRoutes implements RouteGroup {
    private final Database database;
    private final AssignmentGrids grids;
    private final Assignments assignments;
    private final AssignmentStore store;
    private final TaskStore tasks;

    HandoverRoutes(
            Database database, AssignmentGrids grids, Assignments assignments, AssignmentStore store, TaskStore tasks) {
        this.database = database;
        this.grids = grids;
        this.assignments = assignments;
        this.store = store;
        this.tasks = tasks;
    }

    @Describe("Who hands what over to whom, and when")
    record HandoverBody(
            @Describe("Id of who leaves") String from,
            @Describe("Id of who comes") String to,

            @Describe("Codes; without them all that the leaving account has") @Nullable
            List<String> grids,

            @Describe("First day of who comes") LocalDate on,

            @Describe("Whether open tasks go along, on the day `on` if it is to come; without it they do") @Nullable
            Boolean tasks,

            @Describe("Only say what would move") @Nullable Boolean dryRun) {
        HandoverBody {
            if (from.equals(to)) {
                throw new FieldException("to", "somebody else");
            }
        }
    }

    @Describe("Days of a grid that move")
    record HandoverGridJson(
            GridNameJson grid,
            @Describe("warden or steward") String duty,
            LocalDate firstDay,
            @Nullable LocalDate lastDay) {}

    @Describe("What was handed over")
    record HandoverJson(
            @Describe("Assignments of who leaves, as they end now")
            List<HandoverGridJson> ended,

            @Describe("Those that had not begun, and are gone")
            List<HandoverGridJson> withdrawn,

            @Describe("New ones of who comes") List<HandoverGridJson> created,
            @Describe("What who comes had already") List<HandoverGridJson> kept,

            @Describe("Open tasks that moved, or move on tasksOn")
            int tasks,

            @Describe("The day on which they move; null: at once") @Nullable
            LocalDate tasksOn,

            @Describe("Open tasks that stay with who leaves: in grids that do not move, or are others' to administer")
            int tasksLeft,

            @Describe("Nothing was changed") boolean dryRun) {}

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
        return List.of(Route.post(AssignmentRoutes.WARDENS + "/handovers", "handOver")
                .summary("Hand grids and open tasks from one warden to another, all or nothing")
                .roles(AssignmentRoutes.STAFF)
                .body(HandoverBody.class, "Who, what and when")
                .idempotent()
                .fails(ErrorCode.OUT_OF_SCOPE, ErrorCode.INVALID_FIELD, WardenErrors.ALREADY_ASSIGNED)
                .json(HandoverJson.class, "What moved", this::handOver));
    }

    private HandoverJson handOver(Exchange exchange) {
        HandoverBody body = exchange.body(HandoverBody.class);
        AssignmentScope scope = grids.scope(exchange.caller());
        return database.inTransaction(handle -> handOver(handle, scope, body));
    }

    private HandoverJson handOver(Handle handle, AssignmentScope scope, HandoverBody body) {
        long from = AssignmentRoutes.id(body.from(), "from");
        long to = AssignmentRoutes.id(body.to(), "to");
        assignments.requirePerson(handle, scope, from, "from");
        AssignmentStore.Person comes = assignments.requirePerson(handle, scope, to, "to");
        if (comes.locked()) {
            throw WardenException.badField("to", "this account is locked");
        }
        List<String> named = body.grids();
        Set<String> chosen = named == null ? null : new HashSet<>(named);
        HandoverPlan plan = HandoverPlan.of(store.lockAll(handle, List.of(from, to)), from, to, chosen, body.on());
        requireAll(scope, plan, chosen);
        boolean dry = Boolean.TRUE.equals(body.dryRun());
        Going going = going(scope, plan, body, chosen);
        int open = tasks.countOpen(handle, from, null);
        int moved = going.none() ? 0 : tasks.countOpen(handle, from, going.grids());
        if (!dry) {
            apply(handle, scope, plan);
            move(handle, plan, from, to, going);
            Audit.record(
                    handle,
                    scope.caller(),
                    "grids_handed_over",
                    "account:" + from,
                    "to account:" + to + ": " + plan.gridsMoved().size() + " grids, " + moved + " tasks"
                            + (going.on() == null ? "" : " on " + going.on()));
        }
        return json(scope.snapshot(), plan, moved, going, open - moved, dry);
    }

    /**
     * Which open tasks go.
     *
     * @param none because nobody asked for it
     * @param grids in these; null for all
     * @param on on that day; null at once
     */
    private record Going(
            boolean none,
            @Nullable Collection<String> grids,
            @Nullable LocalDate on) {}

    /** At once those in all grids of the caller's; on a day to come those in the grids that then move. */
    private Going going(AssignmentScope scope, HandoverPlan plan, HandoverBody body, @Nullable Set<String> chosen) {
        boolean none = Boolean.FALSE.equals(body.tasks());
        if (body.on().isAfter(assignments.today())) {
            return new Going(none, plan.gridsMoved(), none ? null : body.on());
        }
        if (chosen != null) {
            return new Going(none, chosen, null);
        }
        List<String> own = scope.codes(null);
        if (own == null) {
            return new Going(none, null, null);
        }
        Set<String> all = new HashSet<>(own);
        all.addAll(plan.gridsMoved());
        return new Going(none, all, null);
    }

    private void move(Handle handle, HandoverPlan plan, long from, long to, Going going) {
        tasks.forgetMoves(handle, from, plan.gridsMoved());
        LocalDate on = going.on();
        if (on != null) {
            tasks.giveOn(handle, from, to, plan.gridsMoved(), on);
        } else if (!going.none()) {
            tasks.give(handle, from, to, going.grids());
        }
    }

    /** Each grid that moves must be the caller's, and each grid named must move: what is asked for is done whole. */
    private static void requireAll(AssignmentScope scope, HandoverPlan plan, @Nullable Set<String> chosen) {
        Set<String> moved = plan.gridsMoved();
        moved.stream()
                .filter(grid -> AssignmentGrids.grid(scope.snapshot(), grid).isPresent())
                .forEach(scope::requireGrid);
        if (chosen != null) {
            chosen.stream().filter(grid -> !moved.contains(grid)).findFirst().ifPresent(grid -> {
                throw WardenException.badField("grids", "grid " + grid + " is not theirs on that day or later");
            });
        }
    }

    private void apply(Handle handle, AssignmentScope scope, HandoverPlan plan) {
        plan.ended().forEach(one -> store.end(handle, one.id(), one.lastDay()));
        plan.withdrawn().forEach(one -> store.delete(handle, one.id()));
        plan.created()
                .forEach(one -> assignments.insert(
                        handle,
                        new Assignment(
                                database.nextId(),
                                one.account(),
                                one.duty(),
                                one.grid(),
                                one.firstDay(),
                                one.lastDay(),
                                one.substituteFor()),
                        scope.caller()));
    }

    private static HandoverJson json(
            AreaSnapshot snapshot, HandoverPlan plan, int tasks, Going going, int left, boolean dry) {
        return new HandoverJson(
                json(snapshot, plan.ended()),
                json(snapshot, plan.withdrawn()),
                json(snapshot, plan.created()),
                json(snapshot, plan.kept()),
                tasks,
                going.on(),
                left,
                dry);
    }

    private static List<HandoverGridJson> json(AreaSnapshot snapshot, List<Assignment> all) {
        return all.stream()
                .map(one -> new HandoverGridJson(
                        GridNameJson.of(snapshot, one.grid()), one.duty(), one.firstDay(), one.lastDay()))
                .toList();
    }
}
