package org.servicemap.accounts.login;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Scope;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.storage.Database;
import org.servicemap.units.UnitDirectory;

/**
 * Where citizens live: they name the unit of their community and say who they are, and that unit (or one above it) finds them in its
 * register and confirms, or refuses. A number of the register is confirmed for one account at a time: so a resident with two accounts has
 * one voice. Another community named later starts anew and ends the former. Thread-safe.
 */
public final class Residencies {
    static final String REQUESTED = "requested";
    static final String CONFIRMED = "confirmed";
    private static final String REFERENCE = "residency.reference";
    private static final String DUPLICATE_KEY = "23505";

    private final Database database;
    private final Supplier<UnitDirectory> units;
    private final PersonalCipher cipher;
    private final BlindIndex index;
    private final Ending ending;

    /** @param ending what else ends with a residency */
    public Residencies(
            Database database, Supplier<UnitDirectory> units, PersonalCipher cipher, BlindIndex index, Ending ending) {
        this.database = database;
        this.units = units;
        this.cipher = cipher;
        this.index = index;
        this.ending = ending;
    }

    /** Told in the transaction in which a confirmed residency ends. */
    @FunctionalInterface
    public interface Ending {
        void ended(Handle handle, long account);
    }

    /**
     * Where one citizen lives.
     *
     * @param name of the account: the masked contact
     * @param status {@code requested}, {@code confirmed}, {@code refused} or {@code ended}
     */
    public record Residency(
            long account,
            String name,
            String unit,
            String status,
            Instant requestedAt,
            @Nullable Instant decidedAt) {
        boolean isConfirmed() {
            return status.equals(CONFIRMED);
        }
    }

    public Optional<Residency> find(long account) {
        return database.jdbi().withHandle(handle -> ResidencyStore.find(handle, account));
    }

    /** Asks a community's unit to confirm; one that has confirmed is not asked again, and another one's word ends. */
    Residency request(Caller caller, String unit, Resident who) {
        long account = accountOf(caller);
        if (units.get().find(unit).isEmpty()) {
            throw new AccountException(LoginErrors.UNKNOWN_UNIT, "there is no unit " + unit, "unit");
        }
        return database.inTransaction(handle -> {
            Optional<Residency> former = ResidencyStore.lock(handle, account).filter(Residency::isConfirmed);
            if (former.isPresent() && former.get().unit().equals(unit)) {
                return former.get();
            }
            byte[] person = Resident.seal(cipher, account, "person", who.name());
            byte[] door = Resident.seal(cipher, account, "door", who.door());
            ResidencyStore.ask(handle, account, unit, person, door);
            former.ifPresent(left -> {
                ending.ended(handle, account);
                Audit.record(handle, caller, "residency_left", Accounts.subject(account), null);
            });
            return ResidencyStore.find(handle, account).orElseThrow();
        });
    }

    private static long accountOf(Caller caller) {
        Long account = caller.account();
        if (account == null) {
            throw new AccountException(ErrorCode.NOT_LOGGED_IN, "log in first");
        }
        return account;
    }

    /** Of the caller's units, who waits or who is confirmed; one more than {@code limit} when it goes on. */
    List<Residency> list(Caller caller, String status, int offset, int limit) {
        List<String> own = Scope.units(units.get(), caller);
        return database.jdbi().withHandle(handle -> ResidencyStore.list(handle, own, status, offset, limit + 1));
    }

    /**
     * For which accounts a number of the register is confirmed, of the caller's units alone. That it was asked stands in the audit log,
     * with what was found and without the number.
     */
    List<Residency> search(Caller caller, String address, String reference) {
        byte[] foundBy = index.of(REFERENCE, RegisterReference.normalised(reference));
        List<String> own = Scope.units(units.get(), caller);
        return database.inTransaction(handle -> {
            List<Residency> found = ResidencyStore.byReference(handle, own, foundBy);
            List<String> subjects = found.isEmpty()
                    ? List.of("residencies")
                    : found.stream()
                            .map(each -> Accounts.subject(each.account()))
                            .toList();
            subjects.forEach(subject -> Audit.record(handle, caller, address, "residency_searched", subject, null));
            return found;
        });
    }

    /** Who a citizen says to be; that it was opened stands in the audit log. */
    Resident open(Caller caller, String address, long account) {
        return database.inTransaction(handle -> {
            required(handle, caller, account);
            Audit.record(handle, caller, address, "residency_opened", Accounts.subject(account), null);
            return Resident.open(handle, cipher, account);
        });
    }

    /** Confirms by the register's number; refuses with {@code already_confirmed} when that is another account's. */
    Residency confirm(Caller caller, long account, String unit, String reference) {
        byte[] foundBy = index.of(REFERENCE, RegisterReference.normalised(reference));
        try {
            return decide(
                    caller,
                    account,
                    "residency_confirmed",
                    handle -> ResidencyStore.confirm(handle, account, unit, foundBy, caller.account()));
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException cause && DUPLICATE_KEY.equals(cause.getSQLState())) {
                throw new AccountException(
                        LoginErrors.ALREADY_CONFIRMED,
                        "this number of the register is confirmed for another account; end that one first",
                        "reference");
            }
            throw e;
        }
    }

    /** Says that the citizen does not live there; forgets name and door. */
    Residency refuse(Caller caller, long account, String unit) {
        return decide(
                caller,
                account,
                "residency_refused",
                handle -> ResidencyStore.leave(handle, account, unit, REQUESTED, "refused", caller.account()));
    }

    /** Says that a confirmed resident lives there no more; forgets name, door and number. */
    Residency end(Caller caller, long account, String unit) {
        return decide(caller, account, "residency_ended", handle -> {
            boolean ended = ResidencyStore.leave(handle, account, unit, CONFIRMED, "ended", caller.account());
            if (ended) {
                ending.ended(handle, account);
            }
            return ended;
        });
    }

    /** One step that answers whether it was possible as the clerk saw it. */
    private interface Step {
        boolean take(Handle handle);
    }

    private Residency decide(Caller caller, long account, String action, Step step) {
        return database.inTransaction(handle -> {
            Residency before = required(handle, caller, account);
            if (!step.take(handle)) {
                throw new AccountException(
                        AccountErrors.CHANGED_MEANWHILE,
                        "it is " + before.status() + " at the unit " + before.unit() + " by now");
            }
            Audit.record(handle, caller, action, Accounts.subject(account), null);
            return ResidencyStore.find(handle, account).orElseThrow();
        });
    }

    /** Held until the transaction ends; refuses with {@code out_of_scope} what is another unit's. */
    private Residency required(Handle handle, Caller caller, long account) {
        Residency found = ResidencyStore.lock(handle, account)
                .orElseThrow(() -> new AccountException(
                        LoginErrors.UNKNOWN_RESIDENCY, "account " + account + " has not asked", "account"));
        Scope.require(units.get(), caller, found.unit());
        return found;
    }
}
