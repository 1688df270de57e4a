package org.servicemap.wardens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.storage.Database;
import org.servicemap.wardens.AssignmentCheck.Change;
import org.servicemap.wardens.AssignmentCheck.Report;
import org.servicemap.wardens.AssignmentTable.Row;

/** Tables of assignments: looked at first, then taken whole or not at all, and only as they were looked at. Thread-safe. */
final class AssignmentImports {
    private final Database database;
    private final AssignmentStore store;
    private final Assignments assignments;

    AssignmentImports(Database database, AssignmentStore store, Assignments assignments) {
        this.database = database;
        this.store = store;
        this.assignments = assignments;
    }

    /**
     * What a table does.
     *
     * @param fingerprint of the changes: what is taken is what was shown
     */
    record Outcome(Report report, String fingerprint, boolean applied) {}

    Outcome look(AssignmentScope scope, List<Row> rows) {
        return database.inTransaction(handle -> outcome(check(handle, scope, rows), false));
    }

    /**
     * Takes all rows.
     *
     * @param seen fingerprint of what was looked at; null takes whatever it is now
     * @throws WardenException {@code table_faults}, {@code changed_meanwhile}, {@code already_assigned}
     */
    Outcome apply(AssignmentScope scope, List<Row> rows, @Nullable String seen) {
        return database.inTransaction(handle -> {
            Outcome found = outcome(check(handle, scope, rows), true);
            if (!found.report().faults().isEmpty()) {
                throw new WardenException(
                        WardenException.TABLE_FAULTS,
                        "file",
                        found.report().faults().size() + " cells are not acceptable; nothing was taken");
            }
            if (seen != null && !seen.equals(found.fingerprint())) {
                throw new WardenException(
                        WardenException.CHANGED,
                        "fingerprint",
                        "assignments were changed since you looked; look again");
            }
            write(handle, scope, found.report().changes());
            return found;
        });
    }

    private Report check(Handle handle, AssignmentScope scope, List<Row> rows) {
        Set<String> logins = rows.stream()
                .flatMap(row -> Stream.of("login", "substitute_for")
                        .map(row::get)
                        .filter(Objects::nonNull)
                        .map(login -> login.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
        Map<String, AssignmentStore.Person> people = new HashMap<>();
        store.persons(handle, logins).forEach(person -> people.put(String.valueOf(person.login()), person));
        List<Assignment> existing = store.lockAll(
                handle, people.values().stream().map(AssignmentStore.Person::id).toList());
        return new AssignmentCheck(
                        people,
                        code -> AssignmentGrids.grid(scope.snapshot(), code).isPresent(),
                        scope::coversGrid,
                        person -> scope.coversPerson(person.unit(), person.areaLevel(), person.area()),
                        existing)
                .check(rows);
    }

    private static Outcome outcome(Report report, boolean applied) {
        String text = report.changes().stream()
                .map(change -> change.before() + " > " + change.after())
                .sorted()
                .collect(Collectors.joining("\n"));
        return new Outcome(report, hash(text), applied);
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(Handle handle, AssignmentScope scope, List<Change> changes) {
        write(handle, database, store, assignments, scope, changes);
    }

    /** What gives up days goes first, so that others may have them. */
    static void write(
            Handle handle,
            Database database,
            AssignmentStore store,
            Assignments assignments,
            AssignmentScope scope,
            List<Change> changes) {
        changes.stream()
                .filter(change -> change.before() != null)
                .sorted(Comparator.comparing(AssignmentImports::grows))
                .forEach(change -> store.change(handle, change.after()));
        changes.stream()
                .filter(change -> change.before() == null)
                .forEach(change ->
                        assignments.insert(handle, numbered(database.nextId(), change.after()), scope.caller()));
        if (!changes.isEmpty()) {
            Audit.record(handle, scope.caller(), "assignments_imported", "wardens", changes.size() + " assignments");
        }
    }

    private static boolean grows(Change change) {
        Assignment before = Objects.requireNonNull(change.before());
        var last = before.lastDay();
        var next = change.after().lastDay();
        return last != null && (next == null || next.isAfter(last));
    }

    private static Assignment numbered(long id, Assignment one) {
        return new Assignment(
                id, one.account(), one.duty(), one.grid(), one.firstDay(), one.lastDay(), one.substituteFor());
    }
}
