package org.servicemap.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.FormerArea;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.units.Units;

@OnEveryDatabase
class AccountsStoreTest {
    private static final Caller BY =
            new Caller(9L, "boss", Set.of(Role.ADMINISTRATOR), null, null, null, false, Set.of());

    private final Database database;
    private final Units units;
    private final Sessions sessions;
    private final Accounts accounts;
    private final ServiceAccounts services;

    AccountsStoreTest(Database database) {
        this.database = database;
        units = TestUnits.in(database);
        sessions = new Sessions(database, new LoginPolicy(() -> false, false));
        accounts = new Accounts(database, units, (level, code) -> code.equals("G1"), sessions);
        services = new ServiceAccounts(database, units, sessions);
    }

    @BeforeEach
    void empty() {
        database.useTransaction(handle -> handle.execute("DELETE FROM accounts"));
        sessions.forget();
    }

    private static AccountChange with(Role... roles) {
        return new AccountChange("Name", Set.of(roles), "S", "grid", "G1", false);
    }

    private static void refused(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        AccountException.class, e -> assertThat(e.errorCode()).isEqualTo(code));
    }

    @Test
    void anAccountIsReadAsItWasMade() {
        Account made = accounts.create(BY, " Zhang.Wei ", with(Role.HANDLER, Role.WARDEN))
                .account();
        assertThat(made.login()).isEqualTo("zhang.wei");
        assertThat(made.roles()).containsExactlyInAnyOrder(Role.HANDLER, Role.WARDEN);
        assertThat(made.passwordExpired()).isTrue();
        assertThat(accounts.get(made.id())).isEqualTo(made);
        assertThat(accounts.findLogin("ZHANG.WEI")).hasValue(made);
        assertThat(accounts.list(new Accounts.Filter(AccountKind.STAFF, Role.WARDEN, "S", "zhang", 0, 10)))
                .containsExactly(made);
        assertThat(accounts.list(new Accounts.Filter(null, Role.ANALYST, null, null, 0, 10)))
                .isEmpty();
        refused(AccountErrors.LOGIN_TAKEN, () -> accounts.create(BY, "zhang.wei", with(Role.HANDLER)));
        refused(AccountErrors.UNKNOWN_ACCOUNT, () -> accounts.get(5));
    }

    @Test
    void formerCodesEndWhenAnAdministratorBindsTheAccountElsewhere() {
        Account made = accounts.create(BY, "zhang.wei", with(Role.HANDLER)).account();
        database.useTransaction(handle -> handle.execute(
                "INSERT INTO account_former_areas VALUES (?, 'grid', 'G 0', 11), (?, 'grid', 'G 0', 12), (?, 'grid', 'G9', 12)",
                made.id(),
                made.id(),
                made.id()));
        List<FormerArea> former =
                List.of(new FormerArea("grid", "G 0", Set.of("11", "12")), new FormerArea("grid", "G9", Set.of("12")));
        assertThat(accounts.get(made.id()).formerAreas()).containsExactlyElementsOf(former);
        assertThat(accounts.get(made.id()).caller(false).formerAreas()).containsExactlyElementsOf(former);

        Account renamed = accounts.change(
                BY,
                made.id(),
                made.version(),
                new AccountChange("Other", Set.of(Role.HANDLER), "S", "grid", "G1", false));
        assertThat(renamed.formerAreas()).containsExactlyElementsOf(former);
        accounts.change(
                BY,
                made.id(),
                renamed.version(),
                new AccountChange("Other", Set.of(Role.HANDLER), "S", null, null, false));
        assertThat(accounts.get(made.id()).formerAreas()).isEmpty();
    }

    @Test
    void accountsThatCannotWorkAreRefused() {
        refusedField("roles", with(Role.CITIZEN));
        refusedField("unit", new AccountChange("N", Set.of(Role.LEAD), null, null, null, false));
        refusedField("unit", new AccountChange("N", Set.of(Role.LEAD), "nowhere", null, null, false));
        refusedField("area", new AccountChange("N", Set.of(Role.WARDEN), "S", null, null, false));
        refusedField("area", new AccountChange("N", Set.of(Role.WARDEN), "S", "grid", "G2", false));
        refusedField("name", new AccountChange(" ", Set.of(), null, null, null, false));
    }

    private void refusedField(String field, AccountChange change) {
        assertThatThrownBy(() -> accounts.create(BY, "someone", change))
                .isInstanceOfSatisfying(
                        AccountException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void twoChangesOfOneVersionAreOne() {
        Account made = accounts.create(BY, "a1", with(Role.HANDLER)).account();
        Account changed = accounts.change(BY, made.id(), made.version(), with(Role.LEAD));
        assertThat(changed.roles()).containsExactly(Role.LEAD);
        refused(
                AccountErrors.CHANGED_MEANWHILE,
                () -> accounts.change(BY, made.id(), made.version(), with(Role.HANDLER)));
    }

    @Test
    void theLastAdministratorStays() {
        Account first = accounts.create(BY, "a1", with(Role.ADMINISTRATOR)).account();
        refused(
                AccountErrors.LAST_ADMINISTRATOR,
                () -> accounts.change(BY, first.id(), first.version(), with(Role.ANALYST)));
        accounts.create(BY, "a2", with(Role.ADMINISTRATOR));
        assertThat(accounts.change(BY, first.id(), first.version(), with(Role.ANALYST))
                        .roles())
                .containsExactly(Role.ANALYST);
    }

    @Test
    void sessionsEndByIdlenessByAgeAndByLocking() {
        Account account = accounts.create(BY, "a1", with(Role.HANDLER)).account();
        String idle = start(account);
        String old = start(account);
        String live = start(account);
        // the one-time password must be changed first: logged in, without roles
        assertThat(sessions.ofSession(live)).isEqualTo(account.caller(true));
        assertThat(sessions.find(live).orElseThrow().duties()).containsExactly(Duty.CHANGE_PASSWORD);
        age(idle, "seen_at = seen_at - interval '121 minutes'");
        age(old, "expires_at = clock_timestamp()");
        sessions.forget();
        assertThat(sessions.ofSession(idle)).isNull();
        assertThat(sessions.ofSession(old)).isNull();
        assertThat(sessions.ofSession(live)).isNotNull();
        accounts.change(BY, account.id(), account.version(), new AccountChange("N", Set.of(), null, null, null, true));
        assertThat(sessions.ofSession(live)).isNull();
    }

    private String start(Account account) {
        return database.inTransaction(handle -> sessions.start(handle, account, LoginMethod.PASSWORD, "192.0.2.1"));
    }

    private void age(String token, String change) {
        database.useTransaction(handle ->
                handle.execute("UPDATE sessions SET " + change + " WHERE token_hash = ?", Secrets.hash(token)));
    }

    @Test
    void narrowingAnAccountEndsItsSessions() {
        Account account =
                accounts.create(BY, "a1", with(Role.HANDLER, Role.LEAD)).account();
        String token = start(account);
        Account wider =
                accounts.change(BY, account.id(), account.version(), with(Role.HANDLER, Role.LEAD, Role.ANALYST));
        assertThat(sessions.ofSession(token)).isNotNull();
        accounts.change(BY, account.id(), wider.version(), with(Role.HANDLER));
        assertThat(sessions.ofSession(token)).isNull();
    }

    @Test
    void serviceTokensAreRotatedAndRevoked() {
        ServiceAccounts.Issued first = services.create(BY, "System", "E", Set.of("accept", "reply"), 30);
        Caller caller = sessions.ofService(first.token());
        assertThat(caller).isNotNull();
        assertThat(caller.service()).isTrue();
        assertThat(caller.unit()).isEqualTo("E");
        assertThat(caller.mayBy("accept")).isTrue();
        assertThat(caller.mayBy("dispute")).isFalse();
        assertThat(sessions.ofSession(first.token())).isNull();
        String second = services.rotate(BY, first.account().id(), 30).token();
        assertThat(sessions.ofService(first.token())).isNotNull();
        assertThat(sessions.ofService(second)).isNotNull();
        database.useTransaction(handle -> handle.execute(
                "UPDATE service_tokens SET expires_at = expires_at - interval '25 hours' WHERE token_hash = ?",
                Secrets.hash(first.token())));
        sessions.forget();
        assertThat(sessions.ofService(first.token())).isNull();
        assertThat(services.list()).hasSize(1);
        services.revoke(BY, first.account().id());
        assertThat(sessions.ofService(second)).isNull();
        assertThatThrownBy(() -> services.create(BY, "System", "E", Set.of("everything"), 30))
                .isInstanceOf(AccountException.class);
    }

    @Test
    void theAuditIsOnlyAddedTo() {
        Audit audit = new Audit(database);
        database.useTransaction(handle -> Audit.record(handle, BY, "phone_opened", "request:1", "callback"));
        Audit.Entry entry = audit.list(new Audit.Filter(null, 9L, "phone_opened", "request:1", null, 10))
                .get(0);
        assertThat(entry.name()).isEqualTo("boss");
        assertThat(entry.reason()).isEqualTo("callback");
        assertThat(entry.roles()).containsExactly("administrator");
        assertThat(audit.list(new Audit.Filter(List.of("S"), null, null, "request:1", null, 10)))
                .isEmpty();
        for (String sql : List.of("DELETE FROM audit", "UPDATE audit SET name = 'x'", "TRUNCATE audit")) {
            assertThatThrownBy(() -> database.useTransaction(handle -> handle.execute(sql)))
                    .as(sql)
                    .hasMessageContaining("only ever added");
        }
    }

    @Test
    void theDemoHasOneAccountForEachRole() {
        DemoAccounts demo = new DemoAccounts(database, accounts, units);
        demo.create(unit -> new DemoAccounts.Area("grid", "G1"));
        demo.create(unit -> new DemoAccounts.Area("grid", "G1"));
        List<Account> all = accounts.list(new Accounts.Filter(AccountKind.STAFF, null, null, null, 0, 100));
        assertThat(all.stream().map(Account::login))
                .contains("operator", "dispatcher", "supervisor", "analyst", "admin", "handler", "lead", "warden")
                .contains("handler-enterprise", "lead-community")
                .doesNotHaveDuplicates();
        assertThat(all).allMatch(Account::demo);
    }

    /** As on a server that finds an imported city and has read nothing of it yet. */
    @Test
    void theDemosAccountsAreMadeFromUnitsThatNobodyHasReadYet() {
        Units unread = new Units(database);
        Accounts fresh = new Accounts(database, unread, (level, code) -> code.equals("G1"), sessions);

        new DemoAccounts(database, fresh, unread).create(unit -> new DemoAccounts.Area("grid", "G1"));

        assertThat(fresh.findLogin("handler-enterprise").map(Account::unit)).hasValue("E");
        assertThat(fresh.findLogin("warden").map(Account::area)).hasValue("G1");
    }
}
