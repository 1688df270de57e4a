package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.wardens.AssignmentCheck.Change;
import org.servicemap.wardens.AssignmentCheck.Fault;
import org.servicemap.wardens.AssignmentTable.Row;
import org.servicemap.wardens.PersonCheck.Person;

/**
 * Wardens' accounts with their grids from a table: looked at first, then taken whole or not at all, and only as they were looked at. The
 * accounts have no password; phones are enrolled for them by codes. The same table again changes nothing. Thread-safe.
 */
final class PersonImports {
    private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('servicemap wardens'))";

    private final Database database;
    private final Accounts accounts;
    private final AssignmentStore store;
    private final Assignments assignments;
    private final WardenPhones phones;

    PersonImports(
            Database database, Accounts accounts, AssignmentStore store, Assignments assignments, WardenPhones phones) {
        this.database = database;
        this.accounts = accounts;
        this.store = store;
        this.assignments = assignments;
        this.phones = phones;
    }

    /**
     * What a table does.
     *
     * @param people all of them that have no fault, in its order
     * @param grids what is new or other of who looks after what
     * @param ids of the accounts by login, once it was taken; while it is only looked at, of those there are
     */
    record Outcome(
            int rows,
            List<Fault> faults,
            List<Person> people,
            List<Change> grids,
            int gridsUnchanged,
            String fingerprint,
            boolean applied,
            Map<String, Long> ids) {}

    Outcome look(AssignmentScope scope, PersonTable.Sheet sheet) {
        return database.inTransaction(handle -> check(handle, scope, sheet));
    }

    /**
     * Takes all rows.
     *
     * @param seen fingerprint of what was looked at; null takes whatever it is now
     * @throws WardenException {@code table_faults}, {@code changed_meanwhile}, {@code already_assigned}
     */
    Outcome apply(AssignmentScope scope, PersonTable.Sheet sheet, @Nullable String seen) {
        return database.inTransaction(handle -> {
            handle.execute(ONE_AT_A_TIME);
            Outcome found = check(handle, scope, sheet);
            if (!found.faults().isEmpty()) {
                throw new WardenException(
                        WardenException.TABLE_FAULTS,
                        "file",
                        found.faults().size() + " cells are not acceptable; nothing was taken");
            }
            if (seen != null && !seen.equals(found.fingerprint())) {
                throw new WardenException(
                        WardenException.CHANGED, "fingerprint", "people were changed since you looked; look again");
            }
            return write(handle, scope, found);
        });
    }

    private Outcome check(Handle handle, AssignmentScope scope, PersonTable.Sheet sheet) {
        List<Fault> faults = new ArrayList<>(missing(sheet));
        List<Row> rows = faults.isEmpty() ? sheet.rows() : List.of();
        Set<String> logins = rows.stream()
                .map(PersonCheck::loginOf)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
        Map<String, Account> there = Accounts.listLogins(handle, logins).stream()
                .collect(Collectors.toMap(account -> String.valueOf(account.login()), Function.identity()));
        List<Long> ids = there.values().stream().map(Account::id).toList();
        Map<Long, PhoneNumber> known = phones.find(handle, ids);
        PersonCheck check = new PersonCheck(scope, phones.format(), there, known);
        Map<String, Person> people = check.check(rows);
        faults.addAll(check.faults());
        AssignmentCheck.Report report = grids(scope, rows, people, store.lockAll(handle, ids));
        faults.addAll(report.faults());
        faults.sort(Comparator.comparingLong(Fault::line));
        List<Person> all = List.copyOf(people.values());
        Map<String, Long> byLogin = new HashMap<>();
        there.forEach((login, account) -> byLogin.put(login, account.id()));
        return new Outcome(
                sheet.rows().size(),
                faults,
                all,
                report.changes(),
                report.unchanged(),
                fingerprint(all, report.changes()),
                false,
                byLogin);
    }

    private static List<Fault> missing(PersonTable.Sheet sheet) {
        return Stream.of("login", "name")
                .filter(column -> !sheet.mapping().containsKey(column))
                .map(column -> new Fault(
                        1,
                        column,
                        "missing_column",
                        LocalText.of("zh", "请选择这一列在文件中的名称", "en", "say which column of the file this is")))
                .toList();
    }

    private AssignmentCheck.Report grids(
            AssignmentScope scope, List<Row> rows, Map<String, Person> people, List<Assignment> existing) {
        Map<String, AssignmentStore.Person> named = new HashMap<>();
        people.forEach((login, person) -> named.put(login, person.named()));
        List<Row> wanted = rows.stream()
                .flatMap(row -> {
                    Person person = people.get(String.valueOf(PersonCheck.loginOf(row)));
                    return person == null ? Stream.empty() : wanted(row, person, existing);
                })
                .toList();
        return new AssignmentCheck(
                        named,
                        code -> AssignmentGrids.grid(scope.snapshot(), code).isPresent(),
                        scope::coversGrid,
                        person -> true,
                        existing)
                .check(wanted);
    }

    /** A row for each grid. Who has it already is left alone by a row without days: so the same table may come again on another day. */
    private Stream<Row> wanted(Row row, Person person, List<Assignment> existing) {
        String duty = Objects.requireNonNullElse(row.get("duty"), Assignment.WARDEN);
        boolean dated = row.get("first_day") != null || row.get("last_day") != null;
        LocalDate today = assignments.today();
        return PersonCheck.grids(row).stream()
                .filter(grid -> dated
                        || existing.stream()
                                .noneMatch(each -> has(each, person, AssignmentCheck.dutyOf(duty), grid, today)))
                .map(grid -> {
                    Map<String, String> cells = new LinkedHashMap<>(row.cells());
                    cells.put("login", person.login());
                    cells.put("duty", duty);
                    cells.put("grid", grid);
                    cells.putIfAbsent("first_day", today.toString());
                    return new Row(row.line(), cells);
                });
    }

    private static boolean has(Assignment each, Person person, @Nullable String duty, String grid, LocalDate today) {
        LocalDate last = each.lastDay();
        return each.account() == person.id()
                && each.grid().equals(grid)
                && each.duty().equals(duty)
                && (last == null || !last.isBefore(today));
    }

    private static String fingerprint(List<Person> people, List<Change> grids) {
        Stream<String> accounts = people.stream()
                .filter(Person::isChanged)
                .map(person -> person.login() + " " + person.id() + " " + person.change() + " "
                        + (person.phone() == null ? "" : person.phone().value()) + " "
                        + (person.before() == null ? 0 : person.before().version()));
        return AssignmentImports.hash(Stream.concat(
                        accounts, grids.stream().map(change -> change.before() + " > " + change.after()))
                .sorted()
                .collect(Collectors.joining("\n")));
    }

    private Outcome write(Handle handle, AssignmentScope scope, Outcome found) {
        Map<String, Long> ids = new LinkedHashMap<>(found.ids());
        Map<Long, Long> made = new HashMap<>();
        for (Person person : found.people()) {
            Account account = account(handle, scope, person);
            ids.put(person.login(), account.id());
            made.put(person.id(), account.id());
            PhoneNumber phone = person.phone();
            if (phone != null && person.phoneChanges()) {
                phones.keep(handle, account.id(), phone);
            }
        }
        List<Change> grids = found.grids().stream()
                .map(change -> change.with(made.getOrDefault(
                        change.after().account(), change.after().account())))
                .toList();
        AssignmentImports.write(handle, database, store, assignments, scope, grids);
        long changed = found.people().stream().filter(Person::isChanged).count();
        if (changed > 0) {
            Audit.record(handle, scope.caller(), "wardens_imported", "wardens", changed + " accounts");
        }
        return new Outcome(
                found.rows(),
                found.faults(),
                found.people(),
                grids,
                found.gridsUnchanged(),
                found.fingerprint(),
                true,
                ids);
    }

    private Account account(Handle handle, AssignmentScope scope, Person person) {
        Account there = person.before();
        if (there == null) {
            return accounts.createWithoutPassword(handle, scope.caller(), person.login(), person.change());
        }
        return person.change().equals(PersonCheck.change(there))
                ? there
                : accounts.changeInside(handle, scope.caller(), there, person.change());
    }
}
