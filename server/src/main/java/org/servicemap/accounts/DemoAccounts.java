package org.servicemap.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;
import org.servicemap.units.Unit;
import org.servicemap.units.Units;

/**
 * The accounts of the demo, with one documented password: one for each role, a handler and a lead for the first unit of
 * each kind ({@code handler-enterprise}), and beside the warden a steward and a substitute. Outside demo mode that password must be changed at the first login.
 */
public final class DemoAccounts {
    public static final String PASSWORD = "servicemap-demo";
    private static final Map<String, Role> CITY_WIDE = cityWide();

    private final Database database;
    private final Accounts accounts;
    private final Units units;

    /** The area to which the demo's warden is bound, inside that of the unit of {@code handler}. */
    @FunctionalInterface
    public interface WardenArea {
        /** Level and code, or null where the unit has no area. */
        @Nullable
        Area within(Unit unit);
    }

    /** An area by level and code. */
    public record Area(String level, String code) {}

    public DemoAccounts(Database database, Accounts accounts, Units units) {
        this.database = database;
        this.accounts = accounts;
        this.units = units;
    }

    private static Map<String, Role> cityWide() {
        Map<String, Role> logins = new LinkedHashMap<>();
        logins.put("operator", Role.OPERATOR);
        logins.put("dispatcher", Role.DISPATCHER);
        logins.put("supervisor", Role.SUPERVISOR);
        logins.put("analyst", Role.ANALYST);
        logins.put("admin", Role.ADMINISTRATOR);
        return logins;
    }

    /** Makes them; does nothing when there is any staff account already. */
    public void create(WardenArea wardens) {
        Accounts.Filter anyStaff = new Accounts.Filter(AccountKind.STAFF, null, null, null, 0, 1);
        if (!accounts.list(anyStaff).isEmpty()) {
            return;
        }
        String hash = Passwords.hash(PASSWORD);
        // read before: what reads them first does so in a snapshot of its own, which cannot begin inside a transaction
        List<Unit> all = units.current().directory().list();
        database.useTransaction(handle -> {
            handle.execute("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE"); // two servers may start at once
            if (!AccountStore.list(handle, anyStaff).isEmpty()) {
                return;
            }
            CITY_WIDE.forEach((login, role) -> add(handle, hash, login, role, null, null));
            addOfUnits(handle, hash, all, wardens);
        });
    }

    /** Whether any can still be entered with the published password. */
    public boolean remain() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("SELECT EXISTS (SELECT FROM accounts WHERE demo AND NOT locked)")
                                .mapTo(Boolean.class)
                                .one());
    }

    private void addOfUnits(Handle handle, String hash, List<Unit> all, WardenArea wardens) {
        Map<String, Unit> firstOfKind = new LinkedHashMap<>();
        all.forEach(unit -> firstOfKind.putIfAbsent(unit.kind(), unit));
        firstOfKind.forEach((kind, unit) -> {
            String suffix = "-" + kind.replace('_', '-');
            add(handle, hash, "handler" + suffix, Role.HANDLER, unit, null);
            add(handle, hash, "lead" + suffix, Role.LEAD, unit, null);
        });
        Unit usual = firstOfKind.getOrDefault("subdistrict_office", all.isEmpty() ? null : all.get(0));
        if (usual != null) {
            add(handle, hash, "handler", Role.HANDLER, usual, null);
            add(handle, hash, "lead", Role.LEAD, usual, null);
            Area area = wardens.within(usual);
            if (area != null) {
                add(handle, hash, "warden", Role.WARDEN, usual, area);
                add(handle, hash, "steward", Role.WARDEN, usual, area);
                add(handle, hash, "substitute", Role.WARDEN, usual, area);
            }
        }
    }

    private void add(Handle handle, String hash, String login, Role role, @Nullable Unit unit, @Nullable Area area) {
        String name = unit == null ? login : login + " (" + unit.name().in("zh", "en") + ")";
        AccountChange change = new AccountChange(
                name.length() > 100 ? login : name,
                Set.of(role),
                unit == null ? null : unit.code(),
                area == null ? null : area.level(),
                area == null ? null : area.code(),
                false);
        accounts.insert(handle, Caller.ANONYMOUS, login, change, hash, false, true);
    }
}
