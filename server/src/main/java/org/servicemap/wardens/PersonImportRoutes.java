package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.PartRule;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;
import org.servicemap.wardens.AssignmentCheck.Change;
import org.servicemap.wardens.AssignmentJson.GridNameJson;
import org.servicemap.wardens.PersonCheck.Person;

/** Wardens' accounts from a table. */
final class PersonImportRoutes implements RouteGroup {
    private static final int MOST_SHOWN = 1000;

    private final AssignmentGrids grids;
    private final PersonImports imports;
    private final WardenPhones phones;
    private final long mostBytes;

    /** @param mostBytes of a file */
    PersonImportRoutes(AssignmentGrids grids, PersonImports imports, WardenPhones phones, long mostBytes) {
        this.grids = grids;
        this.imports = imports;
        this.phones = phones;
        this.mostBytes = mostBytes;
    }

    @Describe("What is wrong with a cell of a table of wardens")
    record PersonFaultJson(
            @Describe("1-based; the first row names the columns")
            long line,

            String column,
            String code,
            LocalText message) {}

    @Describe("A grid that somebody gets, or has for other days")
    record PersonGridJson(
            long line,
            @Describe("new or changed") String kind,
            @Describe("warden or steward") String duty,
            GridNameJson grid,
            LocalDate firstDay,
            @Nullable LocalDate lastDay) {}

    @Describe("Somebody of a table of wardens")
    record ImportedPersonJson(
            long line,
            @Describe("new, changed or unchanged") String kind,

            @Describe("Id of the account; null while it is only looked at") @Nullable
            String account,

            String login,
            String name,
            @Nullable String unit,
            @Describe("level:code") @Nullable String area,

            @Describe("With its middle hidden; null when the table has none") @Nullable
            String phone,

            List<PersonGridJson> grids) {}

    @Describe("A table of wardens that was read")
    record PersonImportJson(
            int rows,
            @Describe("The file's columns") List<String> columns,

            @Describe("Ours, and which of the file's each is")
            Map<String, String> mapping,

            @Describe("All of ours") List<String> fields,

            @Describe("While there is one, nothing is taken")
            int errorCount,

            @Describe("The first thousand") List<PersonFaultJson> errors,
            int created,
            int changed,
            int unchanged,
            @Describe("Grids given or changed") int grids,
            @Describe("The first thousand") List<ImportedPersonJson> people,

            @Describe("Ids of all accounts of the table, in its order; empty while it is only looked at")
            List<String> accounts,

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
        return List.of(Route.post(AssignmentRoutes.WARDENS + "/people/imports", "importWardens")
                .summary("Read a table of wardens with their grids: what it would change, or take it, all or nothing")
                .description("CSV or XLSX (first sheet). What a row may say: " + String.join(", ", PersonTable.names())
                        + "; needed are login and name. Accounts that there are not are made, with the role warden and without"
                        + " a password: phones are enrolled for them. Of those there are, name, unit, area and phone become"
                        + " what the row says; a row without first_day and last_day leaves alone who has the grid already."
                        + " Nobody is taken away because the table lacks them. The same table again changes nothing.")
                .roles(Role.LEAD, Role.ADMINISTRATOR)
                .parts(
                        "The table and what to do with it",
                        SentTable.file(mostBytes),
                        SentTable.ENCODING,
                        PartRule.text(
                                "columns",
                                "Lines `ours=theirs`, where the file calls its columns otherwise; without it they are guessed"),
                        SentTable.DRY_RUN,
                        SentTable.FINGERPRINT)
                .idempotent()
                .fails(SentTable.refusals())
                .json(PersonImportJson.class, "What was found", this::read));
    }

    private PersonImportJson read(Exchange exchange) {
        SentTable table = SentTable.of(exchange);
        AssignmentScope scope = grids.scope(exchange.caller());
        PersonTable.Sheet sheet =
                table.read(rows -> PersonTable.read(rows, exchange.parts().text("columns")));
        return json(
                scope.snapshot(),
                sheet,
                table.takes() ? imports.apply(scope, sheet, table.fingerprint()) : imports.look(scope, sheet));
    }

    private PersonImportJson json(AreaSnapshot snapshot, PersonTable.Sheet sheet, PersonImports.Outcome outcome) {
        Map<String, List<PersonGridJson>> given = given(snapshot, outcome.grids());
        List<ImportedPersonJson> people = outcome.people().stream()
                .map(person -> person(person, outcome, given.getOrDefault(person.login(), List.of())))
                .toList();
        return new PersonImportJson(
                outcome.rows(),
                sheet.columns(),
                sheet.mapping(),
                PersonTable.names(),
                outcome.faults().size(),
                outcome.faults().stream()
                        .limit(MOST_SHOWN)
                        .map(PersonImportRoutes::fault)
                        .toList(),
                count(people, "new"),
                count(people, "changed"),
                count(people, "unchanged"),
                outcome.grids().size(),
                people.stream().limit(MOST_SHOWN).toList(),
                outcome.applied()
                        ? people.stream()
                                .map(person -> String.valueOf(person.account()))
                                .toList()
                        : List.of(),
                outcome.fingerprint(),
                outcome.applied());
    }

    private static int count(List<ImportedPersonJson> people, String kind) {
        return (int)
                people.stream().filter(person -> person.kind().equals(kind)).count();
    }

    /** A row names several grids in one cell, whose column has another name than that of a table of assignments. */
    private static PersonFaultJson fault(AssignmentCheck.Fault fault) {
        String column = fault.column().equals("grid") ? "grids" : fault.column();
        return new PersonFaultJson(fault.line(), column, fault.code(), fault.message());
    }

    private static Map<String, List<PersonGridJson>> given(AreaSnapshot snapshot, List<Change> changes) {
        Map<String, List<PersonGridJson>> given = new LinkedHashMap<>();
        changes.forEach(change -> given.computeIfAbsent(change.login(), login -> new ArrayList<>())
                .add(new PersonGridJson(
                        change.line(),
                        change.before() == null ? "new" : "changed",
                        change.after().duty(),
                        GridNameJson.of(snapshot, change.after().grid()),
                        change.after().firstDay(),
                        change.after().lastDay())));
        return given;
    }

    private ImportedPersonJson person(Person person, PersonImports.Outcome outcome, List<PersonGridJson> given) {
        PhoneNumber phone = person.phone();
        Long account = outcome.applied() ? outcome.ids().get(person.login()) : null;
        return new ImportedPersonJson(
                person.line(),
                person.before() == null ? "new" : person.isChanged() ? "changed" : "unchanged",
                account == null ? null : account.toString(),
                person.login(),
                person.change().name(),
                person.change().unit(),
                person.change().areaLevel() + ":" + person.change().area(),
                phone == null ? null : phones.format().masked(phone),
                given);
    }
}
