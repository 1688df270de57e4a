package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;
import org.servicemap.wardens.AssignmentJson.GridNameJson;
import org.servicemap.wardens.AssignmentTable.Row;

/** Assignments from a table. */
final class AssignmentImportRoutes implements RouteGroup {
    private static final int MOST_SHOWN = 1000;

    private final AssignmentGrids grids;
    private final AssignmentImports imports;
    private final long mostBytes;

    /** @param mostBytes of a file */
    AssignmentImportRoutes(AssignmentGrids grids, AssignmentImports imports, long mostBytes) {
        this.grids = grids;
        this.imports = imports;
        this.mostBytes = mostBytes;
    }

    @Describe("What is wrong with a cell")
    record AssignmentFaultJson(
            @Describe("1-based; the first row names the columns")
            long line,

            String column,
            String code,
            LocalText message) {}

    @Describe("What a row does")
    record AssignmentChangeJson(
            long line,
            @Describe("new or changed") String kind,
            String login,
            @Describe("warden or steward") String duty,
            GridNameJson grid,
            LocalDate firstDay,
            @Nullable LocalDate lastDay,
            @Describe("As it is now") @Nullable LocalDate lastDayBefore,

            @Describe("Login of whom it stands in for") @Nullable
            String substituteFor) {}

    @Describe("A table of assignments that was read")
    record AssignmentImportJson(
            int rows,

            @Describe("While there is one, nothing is taken")
            int errorCount,

            @Describe("The first thousand") List<AssignmentFaultJson> errors,
            int created,
            int changed,
            int unchanged,
            @Describe("The first thousand") List<AssignmentChangeJson> changes,
            @Describe("Send it back to take exactly this") String fingerprint,
            @Describe("Whether it was taken") boolean applied) {}

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
        return List.of(Route.post(AssignmentRoutes.WARDENS + "/imports", "importAssignments")
                .summary("Read a table of assignments: what it would change, or take it, all or nothing")
                .description("CSV or XLSX (first sheet) with the columns " + String.join(", ", AssignmentTable.COLUMNS)
                        + ". A row is an assignment that there is when login, duty, grid and first_day are the same: its"
                        + " last day and for whom it stands in become what the row says. Nothing is ended because the table"
                        + " lacks it.")
                .roles(AssignmentRoutes.STAFF)
                .parts(
                        "The table and what to do with it",
                        SentTable.file(mostBytes),
                        SentTable.ENCODING,
                        SentTable.DRY_RUN,
                        SentTable.FINGERPRINT)
                .idempotent()
                .fails(SentTable.refusals())
                .json(AssignmentImportJson.class, "What was found", this::read));
    }

    private AssignmentImportJson read(Exchange exchange) {
        SentTable table = SentTable.of(exchange);
        AssignmentScope scope = grids.scope(exchange.caller());
        List<Row> rows = table.read(AssignmentTable::read);
        return json(
                scope.snapshot(),
                table.takes() ? imports.apply(scope, rows, table.fingerprint()) : imports.look(scope, rows));
    }

    private static AssignmentImportJson json(AreaSnapshot snapshot, AssignmentImports.Outcome outcome) {
        AssignmentCheck.Report report = outcome.report();
        Map<Boolean, Long> fresh = report.changes().stream()
                .collect(Collectors.partitioningBy(change -> change.before() == null, Collectors.counting()));
        return new AssignmentImportJson(
                report.rows(),
                report.faults().size(),
                report.faults().stream()
                        .limit(MOST_SHOWN)
                        .map(fault ->
                                new AssignmentFaultJson(fault.line(), fault.column(), fault.code(), fault.message()))
                        .toList(),
                fresh.getOrDefault(true, 0L).intValue(),
                fresh.getOrDefault(false, 0L).intValue(),
                report.unchanged(),
                report.changes().stream()
                        .limit(MOST_SHOWN)
                        .map(change -> json(snapshot, change))
                        .toList(),
                outcome.fingerprint(),
                outcome.applied());
    }

    private static AssignmentChangeJson json(AreaSnapshot snapshot, AssignmentCheck.Change change) {
        Assignment after = change.after();
        Assignment before = change.before();
        return new AssignmentChangeJson(
                change.line(),
                before == null ? "new" : "changed",
                change.login(),
                after.duty(),
                GridNameJson.of(snapshot, after.grid()),
                after.firstDay(),
                after.lastDay(),
                before == null ? null : before.lastDay(),
                change.substitute());
    }
}
