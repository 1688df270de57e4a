package org.servicemap.accounts;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;

/** Accounts, for administrators. */
public final class AccountRoutes implements RouteGroup {
    private static final Param<Long> ID = Param.id("id", "The account").inPath();
    private static final Param<String> KIND =
            Param.oneOf("kind", List.of("staff", "citizen", "service"), "Only accounts of this kind");
    private static final Param<String> ROLE = Param.oneOf(
            "role", Arrays.stream(Role.values()).skip(1).map(Role::word).toList(), "Only accounts with this role");
    private static final Param<String> UNIT = Param.text("unit", "Only accounts of exactly this unit");
    private static final Param<String> Q = Param.text("q", "Only accounts whose name or login holds this text");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 500, "At most so many; default 100");
    private static final Param<String> CURSOR =
            Param.text("cursor", "`next` of the page before; leave it out for the first page");

    private final Accounts accounts;

    public AccountRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    record NewAccountBody(
            String login,
            String name,
            Set<Role> roles,
            @Nullable String unit,
            @Nullable String areaLevel,
            @Nullable String area) {}

    record AccountChangeBody(
            int version,
            String name,
            Set<Role> roles,
            @Nullable String unit,
            @Nullable String areaLevel,
            @Nullable String area,
            boolean locked) {}

    @Describe("An account and the password for its first login, which is shown only here")
    record IssuedJson(AccountJson account, String oneTimePassword) {
        static IssuedJson of(Accounts.Issued issued) {
            return new IssuedJson(AccountJson.of(issued.account()), issued.oneTimePassword());
        }
    }

    @Override
    public String tag() {
        return "accounts";
    }

    @Override
    public String description() {
        return "Accounts, service accounts and the audit";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                administer(Route.get(path(""), "listAccounts"), "Accounts by kind, role, unit and name")
                        .takes(KIND, ROLE, UNIT, Q, LIMIT, CURSOR)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(AccountJson.class, "Accounts", this::list),
                administer(Route.post(path(""), "createAccount"), "Make an account of staff")
                        .body(NewAccountBody.class, "The account")
                        .idempotent()
                        .fails(AccountErrors.LOGIN_TAKEN)
                        .created(IssuedJson.class, "The account", this::create),
                administer(Route.get(path("/{id}"), "getAccount"), "One account")
                        .takes(ID)
                        .fails(AccountErrors.UNKNOWN_ACCOUNT)
                        .json(
                                AccountJson.class,
                                "The account",
                                exchange -> AccountJson.of(accounts.get(exchange.get(ID)))),
                administer(Route.put(path("/{id}"), "changeAccount"), "Change roles, unit, area; lock or unlock")
                        .takes(ID)
                        .body(AccountChangeBody.class, "The account as it shall be")
                        .fails(
                                AccountErrors.UNKNOWN_ACCOUNT,
                                AccountErrors.CHANGED_MEANWHILE,
                                AccountErrors.LAST_ADMINISTRATOR,
                                AccountErrors.NOT_STAFF)
                        .json(AccountJson.class, "The account as it is now", this::change),
                administer(Route.post(path("/{id}/password"), "resetPassword"), "Give a one-time password")
                        .takes(ID)
                        .idempotent()
                        .fails(AccountErrors.UNKNOWN_ACCOUNT, AccountErrors.NOT_STAFF)
                        .json(
                                IssuedJson.class,
                                "The account",
                                exchange -> IssuedJson.of(accounts.resetPassword(exchange.caller(), exchange.get(ID)))),
                administer(
                                Route.delete(path("/{id}/second-factor"), "removeSecondFactor"),
                                "Take the second factor away")
                        .takes(ID)
                        .fails(AccountErrors.UNKNOWN_ACCOUNT, AccountErrors.NOT_STAFF)
                        .nothing("Gone", exchange -> accounts.removeSecondFactor(exchange.caller(), exchange.get(ID))),
                administer(Route.delete(path("/{id}/sessions"), "endSessionsOf"), "Log an account out everywhere")
                        .takes(ID)
                        .fails(AccountErrors.UNKNOWN_ACCOUNT)
                        .nothing("Logged out", exchange -> accounts.logOut(exchange.caller(), exchange.get(ID))));
    }

    private static String path(String rest) {
        return HttpServer.API + "/accounts" + rest;
    }

    private static RouteBuilder administer(RouteBuilder route, String summary) {
        return route.summary(summary).roles(Role.ADMINISTRATOR);
    }

    private Page<AccountJson> list(Exchange exchange) {
        int limit = exchange.get(LIMIT, 100);
        String kind = exchange.find(KIND);
        String role = exchange.find(ROLE);
        List<Account> found = accounts.list(new Accounts.Filter(
                kind == null ? null : AccountKind.of(kind),
                role == null ? null : Role.of(role),
                exchange.find(UNIT),
                exchange.find(Q),
                position(exchange.find(CURSOR)),
                limit));
        String next =
                found.size() < limit ? null : Long.toString(found.get(limit - 1).id());
        return new Page<>(found.stream().map(AccountJson::of).toList(), next);
    }

    /** The id that a cursor stands for; 0 for none. */
    static long position(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        if (!cursor.matches("\\d{1,18}")) {
            throw ErrorCode.BAD_CURSOR.problem("this cursor is not of this list", "cursor");
        }
        return Long.parseLong(cursor);
    }

    private IssuedJson create(Exchange exchange) {
        NewAccountBody body = exchange.body(NewAccountBody.class);
        AccountChange change =
                new AccountChange(body.name(), body.roles(), body.unit(), body.areaLevel(), body.area(), false);
        Accounts.Issued issued = accounts.create(exchange.caller(), body.login(), change);
        exchange.location(path("/" + issued.account().id()));
        return IssuedJson.of(issued);
    }

    private AccountJson change(Exchange exchange) {
        AccountChangeBody body = exchange.body(AccountChangeBody.class);
        AccountChange change =
                new AccountChange(body.name(), body.roles(), body.unit(), body.areaLevel(), body.area(), body.locked());
        return AccountJson.of(accounts.change(exchange.caller(), exchange.get(ID), body.version(), change));
    }
}
