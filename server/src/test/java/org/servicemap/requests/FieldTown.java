package org.servicemap.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountChange;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.LoginPolicy;
import org.servicemap.accounts.Sessions;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;
import org.servicemap.wardens.FieldWork;

/** The town of the request tests for wardens' phones: other packages' tests stand on it too. */
public final class FieldTown {
    /** A grid of 钟楼社区, of 东桥街道 (S001). */
    public static final String GRID = "99010100100204";

    /** In that grid. */
    public static final double LON = 116.4215;

    public static final double LAT = 39.9072;

    private static final Caller BY = new Caller(null, "test", Set.of(), null, null, null, false, Set.of());

    private final Town town;
    private final Accounts accounts;

    public FieldTown(Database database) {
        town = Town.in(database);
        accounts = new Accounts(
                database,
                town.units,
                (level, code) -> true,
                new Sessions(database, new LoginPolicy(() -> true, false)));
    }

    /** What phones stand on, with positions kept for so many days. */
    public FieldWork.Ground ground(int positionDays) {
        return new FieldWork.Ground(
                town.database,
                () -> town.cities.find().orElseThrow(),
                town.areas,
                town.units,
                accounts,
                town.keys,
                town.attachments,
                new FieldRequests(town.intake, town.requests, town.store, town.rules),
                10_000_000,
                positionDays,
                town.clock);
    }

    public Account warden(String login) {
        return accounts.create(
                        BY, login, new AccountChange("网格员 " + login, Set.of(Role.WARDEN), "S001", "grid", GRID, false))
                .account();
    }

    public void lock(Account account) {
        Account now = accounts.get(account.id());
        accounts.change(
                BY,
                now.id(),
                now.version(),
                new AccountChange(now.name(), now.roles(), now.unit(), now.areaLevel(), now.area(), true));
    }

    public Clock clock() {
        return town.clock;
    }

    public Instant now() {
        return town.clock.instant();
    }

    public void advance(Duration by) {
        town.clock.advance(by);
    }

    /** Number of a request that citizens filed, as units handle it. */
    public long file(String category) {
        return town.file(category).request().id();
    }

    /** What breaks the history of all requests; empty when it is whole. */
    public String broken() {
        HistoryCheck.Finding broken =
                HistoryCheck.of(town.database, town.keys, town.clock).run().broken();
        return broken == null ? "" : broken.toString();
    }

    /** The history of a request as its staff reads it: actions in their order. */
    public java.util.List<String> actions(long request) {
        return town.database
                .jdbi()
                .withHandle(handle -> town.store.chain(handle, request).stream()
                        .map(link -> org.servicemap.requests.history.Event.read(link.body())
                                .event()
                                .action())
                        .toList());
    }
}
