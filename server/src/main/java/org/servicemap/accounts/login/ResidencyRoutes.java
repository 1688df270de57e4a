package org.servicemap.accounts.login;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Where citizens live, as their community confirms. */
public final class ResidencyRoutes implements RouteGroup {
    private static final String OWN = SessionRoutes.SESSION + "/residency";
    private static final String ALL = HttpServer.API + "/residencies";
    private static final Param<Long> ACCOUNT =
            Param.id("account", "The citizen's account").inPath();

    private final Residencies residencies;

    public ResidencyRoutes(Residencies residencies) {
        this.residencies = residencies;
    }

    record ResidencyBody(
            @Describe("Code of the community's unit") String unit) {}

    record ResidencyDecisionBody(boolean confirmed) {}

    @Describe("Where a citizen lives")
    record ResidencyJson(
            String account,
            @Describe("Masked contact") String name,
            String unit,
            @Describe("requested, confirmed or refused") String status,
            Instant requestedAt,
            @Nullable Instant decidedAt) {
        static ResidencyJson of(Residencies.Residency residency) {
            return new ResidencyJson(
                    Long.toString(residency.account()),
                    residency.name(),
                    residency.unit(),
                    residency.status(),
                    residency.requestedAt(),
                    residency.decidedAt());
        }
    }

    @Override
    public String tag() {
        return "residencies";
    }

    @Override
    public String description() {
        return "Where citizens live, as their community confirms";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(OWN, "getOwnResidency")
                        .summary("The own residency")
                        .roles(Role.CITIZEN)
                        .fails(LoginErrors.UNKNOWN_RESIDENCY)
                        .json(ResidencyJson.class, "The residency", this::own),
                Route.put(OWN, "requestResidency")
                        .summary("Name the own community")
                        .roles(Role.CITIZEN)
                        .body(ResidencyBody.class, "The community")
                        .fails(LoginErrors.UNKNOWN_UNIT)
                        .json(
                                ResidencyJson.class,
                                "The residency",
                                exchange -> ResidencyJson.of(residencies.request(
                                        exchange.caller(),
                                        exchange.body(ResidencyBody.class).unit()))),
                Route.get(ALL, "listResidencies")
                        .summary("Citizens who wait for the own community")
                        .roles(Role.HANDLER, Role.LEAD)
                        .page(
                                ResidencyJson.class,
                                "Residencies",
                                exchange -> Page.whole(residencies.waiting(exchange.caller()).stream()
                                        .map(ResidencyJson::of)
                                        .toList())),
                Route.put(ALL + "/{account}", "decideResidency")
                        .summary("Confirm or refuse")
                        .roles(Role.HANDLER, Role.LEAD)
                        .takes(ACCOUNT)
                        .body(ResidencyDecisionBody.class, "The decision")
                        .fails(LoginErrors.UNKNOWN_RESIDENCY, ErrorCode.OUT_OF_SCOPE)
                        .json(
                                ResidencyJson.class,
                                "The residency",
                                exchange -> ResidencyJson.of(residencies.decide(
                                        exchange.caller(),
                                        exchange.get(ACCOUNT),
                                        exchange.body(ResidencyDecisionBody.class)
                                                .confirmed()))));
    }

    private ResidencyJson own(Exchange exchange) {
        Long account = exchange.caller().account();
        return residencies
                .find(account == null ? 0 : account)
                .map(ResidencyJson::of)
                .orElseThrow(() -> LoginErrors.UNKNOWN_RESIDENCY.problem("you have not named your community yet"));
    }
}
