package org.servicemap.wardens;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.PartRule;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.http.Upload;
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
                        PartRule.file("file", 1, mostBytes, "CSV or XLSX"),
                        PartRule.text("encoding", "Of CSV; UTF-8 without it"),
                        PartRule.text("dry_run", "false takes the table; else it is only looked at"),
                        PartRule.text("fingerprint", "Of what was looked at: another is refused"))
                .fails(
                        WardenErrors.BAD_TABLE,
                        WardenErrors.TABLE_FAULTS,
                        WardenErrors.CHANGED,
                        WardenErrors.ALREADY_ASSIGNED,
                        ErrorCode.MISSING_FIELD,
                        ErrorCode.INVALID_FIELD)
                .json(AssignmentImportJson.class, "What was found", this::read));
    }

    private AssignmentImportJson read(Exchange exchange) {
        List<Upload> files = exchange.parts().files("file");
        if (files.isEmpty()) {
            throw ErrorCode.MISSING_FIELD.problem("the part file is missing", "file");
        }
        AssignmentScope scope = grids.scope(exchange.caller());
        List<Row> rows = rows(files.get(0), encoding(exchange.parts().text("encoding")));
        boolean takes = "false".equals(exchange.parts().text("dry_run"));
        AssignmentImports.Outcome outcome =
                takes ? imports.apply(scope, rows, exchange.parts().text("fingerprint")) : imports.look(scope, rows);
        return json(scope.snapshot(), outcome);
    }

    static String encoding(@Nullable String named) {
        String name = Objects.requireNonNullElse(named, "UTF-8").strip();
        try {
            return Charset.forName(name).name();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw WardenException.badField("encoding", "there is no encoding " + name);
        }
    }

    private static List<Row> rows(Upload upload, String encoding) {
        try {
            Path copy = Files.createTempFile("wardens", ".import");
            try (InputStream in = upload.open()) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                return AssignmentTable.read(copy, encoding);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
