package org.servicemap.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;

/** Service accounts, for administrators. */
public final class ServiceAccountRoutes implements RouteGroup {
    private static final Param<Long> ID = Param.id("id", "The service account").inPath();

    private final ServiceAccounts accounts;

    public ServiceAccountRoutes(ServiceAccounts accounts) {
        this.accounts = accounts;
    }

    record NewServiceAccountBody(String name, String unit, Set<String> grants, int days) {
        NewServiceAccountBody {
            requireDays(days);
        }
    }

    record NewTokenBody(int days) {
        NewTokenBody {
            requireDays(days);
        }
    }

    private static void requireDays(int days) {
        if (days < 1 || days > ServiceAccounts.LONGEST_DAYS) {
            throw new FieldException("days", "a token lives 1 to " + ServiceAccounts.LONGEST_DAYS + " days");
        }
    }

    @Describe("A service account and its token, which is shown only here")
    record ServiceTokenJson(AccountJson account, String token) {
        static ServiceTokenJson of(ServiceAccounts.Issued issued) {
            return new ServiceTokenJson(AccountJson.of(issued.account()), issued.token());
        }
    }

    @Describe("A service account and its last token")
    record ServiceAccountJson(
            AccountJson account,
            @Nullable Instant tokenExpiresAt,
            @Nullable Instant tokenUsedAt) {
        static ServiceAccountJson of(ServiceAccounts.Listed listed) {
            return new ServiceAccountJson(AccountJson.of(listed.account()), listed.expiresAt(), listed.usedAt());
        }
    }

    @Override
    public String tag() {
        return "service-accounts";
    }

    @Override
    public String description() {
        return "Accounts of units' own systems, bound to a unit and to grants";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route(Route.get(path(""), "listServiceAccounts"), "All service accounts")
                        .page(
                                ServiceAccountJson.class,
                                "Service accounts",
                                exchange -> Page.whole(accounts.list().stream()
                                        .map(ServiceAccountJson::of)
                                        .toList())),
                route(Route.post(path(""), "createServiceAccount"), "Make a service account with a token")
                        .body(NewServiceAccountBody.class, "The account")
                        .idempotent()
                        .created(ServiceTokenJson.class, "The account", this::create),
                route(Route.post(path("/{id}/tokens"), "rotateServiceToken"), "Make a new token; the old end in a day")
                        .takes(ID)
                        .body(NewTokenBody.class, "How long it lives")
                        .idempotent()
                        .fails(AccountErrors.UNKNOWN_ACCOUNT)
                        .created(
                                ServiceTokenJson.class,
                                "The token",
                                exchange -> ServiceTokenJson.of(accounts.rotate(
                                        exchange.caller(),
                                        exchange.get(ID),
                                        exchange.body(NewTokenBody.class).days()))),
                route(Route.delete(path("/{id}/tokens"), "revokeServiceTokens"), "End all tokens at once")
                        .takes(ID)
                        .fails(AccountErrors.UNKNOWN_ACCOUNT)
                        .nothing("Ended", exchange -> accounts.revoke(exchange.caller(), exchange.get(ID))));
    }

    private static String path(String rest) {
        return HttpServer.API + "/service-accounts" + rest;
    }

    private static RouteBuilder route(RouteBuilder route, String summary) {
        return route.summary(summary).roles(Role.ADMINISTRATOR);
    }

    private ServiceTokenJson create(Exchange exchange) {
        NewServiceAccountBody body = exchange.body(NewServiceAccountBody.class);
        return ServiceTokenJson.of(
                accounts.create(exchange.caller(), body.name(), body.unit(), body.grants(), body.days()));
    }
}
