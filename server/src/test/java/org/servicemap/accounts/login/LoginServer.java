package org.servicemap.accounts.login;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.AccountRoutes;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.AuditRoutes;
import org.servicemap.accounts.IdempotencyKeys;
import org.servicemap.accounts.LoginPolicy;
import org.servicemap.accounts.ServiceAccountRoutes;
import org.servicemap.accounts.ServiceAccounts;
import org.servicemap.accounts.Sessions;
import org.servicemap.accounts.TestUnits;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.http.Access;
import org.servicemap.http.ApiClient;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.http.RateLimits;
import org.servicemap.storage.Database;
import org.servicemap.units.Units;

/** A server with nothing but accounts; codes that are sent stay here. */
final class LoginServer implements AutoCloseable {
    final Database database;
    final Accounts accounts;
    final Sessions sessions;
    final ServiceAccounts services;
    final ConcurrentLinkedDeque<String> sent = new ConcurrentLinkedDeque<>();
    final ConcurrentLinkedDeque<Long> ended = new ConcurrentLinkedDeque<>();
    final Keyset keys;
    final HttpServer http;
    final ApiClient api;

    /** @param secondFactorRequired as outside the demo, or not */
    LoginServer(Database database, Path folder, boolean secondFactorRequired, List<OidcSettings> providers) {
        this.database = database;
        Units units = TestUnits.in(database);
        sessions = new Sessions(database, new LoginPolicy(() -> false, secondFactorRequired));
        accounts = new Accounts(database, units, (level, code) -> true, sessions);
        services = new ServiceAccounts(database, units, sessions);
        keys = Keyset.openOrCreate(folder.resolve("keys"));
        SecondFactors factors = new SecondFactors(database, keys.cipher(), sessions);
        Logins logins = new Logins(database, sessions, factors);
        OidcLogins oidc = new OidcLogins(database, sessions, providers);
        SessionRoutes routes = new SessionRoutes(sessions, logins, () -> false, oidc);
        PhoneFormat phones =
                PhoneFormat.of(Map.of("country", "86", "trunk", "0", "area", "10", "mobile", "1[3-9]\\d{9}"));
        CitizenLogins citizens = new CitizenLogins(
                database,
                sessions,
                keys.cipher(),
                keys.index(),
                () -> phones,
                (handle, kind, to, code, language) -> sent.add(code));
        http = HttpServer.start(
                HttpSettings.of(0, folder.resolve("spool"), "1"),
                new Access(sessions, new IdempotencyKeys(database), new RateLimits(0, false)),
                List.of(
                        routes,
                        new SecondFactorRoutes(factors, logins),
                        new CitizenRoutes(citizens, routes, () -> false),
                        new OidcRoutes(oidc, logins),
                        new ResidencyRoutes(new Residencies(
                                database,
                                () -> units.current().directory(),
                                keys.cipher(),
                                keys.index(),
                                (handle, account) -> ended.add(account))),
                        new AccountRoutes(accounts),
                        new ServiceAccountRoutes(services),
                        new AuditRoutes(
                                new Audit(database), () -> units.current().directory())),
                AccountErrors.mappings(),
                List.of());
        api = new ApiClient(http.port());
    }

    @Override
    public void close() {
        http.close();
    }
}
