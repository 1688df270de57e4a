package org.servicemap.wardens;

import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;

/** Who looks after which grid: made, ended and withdrawn, each by those in whose areas the grid lies, and audited. Thread-safe. */
final class Assignments {
    private static final String EXCLUSION_VIOLATION = "23P01";

    private final Database database;
    private final AssignmentStore store;
    private final Supplier<ZoneId> zone;
    private final Clock clock;

    Assignments(Database database, AssignmentStore store, Supplier<ZoneId> zone, Clock clock) {
        this.database = database;
        this.store = store;
        this.zone = zone;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** The day in the city. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone.get());
    }

    /** The day of a moment in the city. */
    LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, zone.get());
    }

    /** Where a day begins in the city. */
    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone.get()).toInstant();
    }

    static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Where the week of a day begins in the city. */
    Instant weekStart(LocalDate day) {
        return startOf(monday(day));
    }

    /** What is asked for; see {@link Assignment}. */
    record Wanted(
            long account,
            String duty,
            String grid,
            LocalDate firstDay,
            @Nullable LocalDate lastDay,
            @Nullable Long substituteFor) {
        Wanted {
            if (lastDay != null && lastDay.isBefore(firstDay)) {
                throw WardenException.badField("last_day", "the last day is before the first");
            }
        }

        Assignment as(long id) {
            return new Assignment(id, account, duty, grid, firstDay, lastDay, substituteFor);
        }
    }

    /** Makes one; {@code already_assigned} names the row that stands in the way. */
    AssignmentStore.Named create(AssignmentScope scope, Wanted wanted) {
        return database.inTransaction(handle -> {
            scope.require(wanted.grid(), "grid");
            requirePerson(handle, scope, wanted.account(), "account");
            requireSubstituted(handle, wanted);
            Assignment made = wanted.as(database.nextId());
            insert(handle, made, scope.caller());
            Audit.record(handle, scope.caller(), "grid_assigned", subject(made), made.grid() + " " + made.span());
            return store.find(handle, made.id()).orElseThrow();
        });
    }

    static String subject(Assignment one) {
        return "account:" + one.account();
    }

    /** Writes one; the database decides whether days overlap, also against who writes at the same time. */
    void insert(Handle handle, Assignment made, Caller by) {
        guarded(handle, made, () -> store.insert(handle, made, by.account()));
    }

    private void guarded(Handle handle, Assignment made, Runnable write) {
        handle.savepoint("assignment");
        try {
            write.run();
            handle.releaseSavepoint("assignment");
        } catch (JdbiException e) {
            if (!isClash(e)) {
                throw e;
            }
            handle.rollbackToSavepoint("assignment");
            throw WardenException.alreadyAssigned(store.clash(handle, made).orElse(null));
        }
    }

    private static boolean isClash(Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && EXCLUSION_VIOLATION.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** The account, if it is a warden's and the caller's to assign. */
    AssignmentStore.Person requirePerson(Handle handle, AssignmentScope scope, long account, String field) {
        AssignmentStore.Person person = store.person(handle, account)
                .orElseThrow(() -> WardenException.badField(field, "this is no account of a warden or steward"));
        if (!scope.coversPerson(person.unit(), person.areaLevel(), person.area())) {
            throw AssignmentScope.outOfScope("the account belongs to another unit");
        }
        return person;
    }

    /** Somebody can only stand in for who has the duty there on one of the days. */
    private void requireSubstituted(Handle handle, Wanted wanted) {
        Long substituted = wanted.substituteFor();
        if (substituted == null) {
            return;
        }
        if (substituted == wanted.account()) {
            throw WardenException.badField("substitute_for", "nobody stands in for themselves");
        }
        Assignment other =
                new Assignment(0, substituted, wanted.duty(), wanted.grid(), wanted.firstDay(), wanted.lastDay(), null);
        if (store.clash(handle, other).isEmpty()) {
            throw WardenException.badField("substitute_for", "that account does not look after the grid on these days");
        }
    }

    /** Sets the last day, also a later one than it was. */
    AssignmentStore.Named end(AssignmentScope scope, long id, LocalDate lastDay) {
        return database.inTransaction(handle -> {
            Assignment before = lock(handle, scope, id);
            if (lastDay.isBefore(before.firstDay())) {
                throw WardenException.badField(
                        "last_day", "it begins on " + before.firstDay() + "; withdraw it if it has not begun");
            }
            Assignment after = new Assignment(
                    id,
                    before.account(),
                    before.duty(),
                    before.grid(),
                    before.firstDay(),
                    lastDay,
                    before.substituteFor());
            guarded(handle, after, () -> store.end(handle, id, lastDay));
            Audit.record(
                    handle, scope.caller(), "grid_assignment_ended", subject(after), after.grid() + " " + after.span());
            return store.find(handle, id).orElseThrow();
        });
    }

    /** Takes back one that has not begun. */
    void withdraw(AssignmentScope scope, long id) {
        database.useTransaction(handle -> {
            Assignment one = lock(handle, scope, id);
            if (!one.firstDay().isAfter(today())) {
                throw new WardenException(WardenException.NOT_BEGUN, null, "it has begun: give it a last day instead");
            }
            store.delete(handle, id);
            Audit.record(
                    handle, scope.caller(), "grid_assignment_withdrawn", subject(one), one.grid() + " " + one.span());
        });
    }

    private Assignment lock(Handle handle, AssignmentScope scope, long id) {
        Assignment one = store.lock(handle, id)
                .orElseThrow(() ->
                        new WardenException(WardenException.UNKNOWN_ASSIGNMENT, "id", "there is no assignment " + id));
        boolean lost = AssignmentGrids.grid(scope.snapshot(), one.grid()).isEmpty();
        if (lost) {
            requirePerson(handle, scope, one.account(), "account");
        } else {
            scope.requireGrid(one.grid());
        }
        return one;
    }
}
