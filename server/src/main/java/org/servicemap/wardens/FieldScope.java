package org.servicemap.wardens;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Role;
import org.servicemap.units.UnitDirectory;

/** Which wardens' phones are whose to look after: by the warden's unit, and by its area for staff that is bound to one. */
final class FieldScope {
    private final Accounts accounts;
    private final Supplier<UnitDirectory> units;
    private final PublishedAreas areas;

    FieldScope(Accounts accounts, Supplier<UnitDirectory> units, PublishedAreas areas) {
        this.accounts = accounts;
        this.units = units;
        this.areas = areas;
    }

    /** A warden in the caller's scope. */
    Account warden(Caller by, long account) {
        Account warden = wardenOf(account);
        requireOver(by, warden);
        return warden;
    }

    /** An account that is a warden's. */
    Account wardenOf(long account) {
        Account found = find(account);
        if (!found.roles().contains(Role.WARDEN)) {
            throw FieldErrors.NOT_A_WARDEN.problem("the account is no warden's", "account");
        }
        return found;
    }

    private Account find(long account) {
        return accounts.find(account)
                .orElseThrow(() -> AccountErrors.UNKNOWN_ACCOUNT.problem("there is no account " + account, "account"));
    }

    /** Also of who is no warden any more: a phone can always be revoked. */
    void requireOver(Caller by, long account) {
        requireOver(by, find(account));
    }

    private void requireOver(Caller by, Account warden) {
        Scope.require(units.get(), by, warden.unit());
        if (!Scope.covers(by, areasOf(warden))) {
            throw ErrorCode.OUT_OF_SCOPE.problem("this warden is of another area");
        }
    }

    /** The warden's own area and those that it lies in, by level. */
    private Map<String, String> areasOf(Account warden) {
        Map<String, String> found = new HashMap<>();
        AreaDirectory directory = areas.current().snapshot().directory();
        Optional<Level> level = directory.levels().stream()
                .filter(each -> each.id().equals(warden.areaLevel()))
                .findFirst();
        OptionalInt own = level.isEmpty()
                ? OptionalInt.empty()
                : directory.findByCode(level.get().rank(), String.valueOf(warden.area()));
        for (int area = own.orElse(-1); area >= 0; area = directory.parent(area)) {
            found.put(directory.levels().get(directory.level(area) - 1).id(), directory.code(area));
        }
        return found;
    }
}
