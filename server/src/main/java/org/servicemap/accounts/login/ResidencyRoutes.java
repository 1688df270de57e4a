package org.servicemap.accounts.login;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Where citizens live, as their community confirms. */
public final class ResidencyRoutes implements RouteGroup {
    private static final String OWN = SessionRoutes.SESSION + "/residency";
    private static final String ALL = HttpServer.API + "/residencies";
    private static final Param<Long> ACCOUNT =
            Param.id("account", "The citizen's account").inPath();
    private static final Param<String> STATUS = Param.oneOf(
            "status",
            List.of(Residencies.REQUESTED, Residencies.CONFIRMED),
            "Who waits (the default), or who is confirmed");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 500, "At most so many");
    private static final int PAGE = 100;
    private static final RateLimit OPENING = RateLimit.perHour("open_resident", 300);

    private static final RateLimit SEARCHING = RateLimit.perHour("search_resident", 300);

    private final Residencies residencies;

    public ResidencyRoutes(Residencies residencies) {
        this.residencies = residencies;
    }

    record ResidencyBody(
            @Describe("Code of the community's unit") String unit,

            @Describe("As the community's register has it, at most 80 characters; stored sealed")
            String name,

            @Describe("Down to the door, at most 200 characters; stored sealed")
            String address) {}

    record ResidencyDecisionBody(
            boolean confirmed,

            @Describe(
                    "The unit as it was seen: refused with `changed_meanwhile` when the citizen has named another since")
            String unit,

            @Describe(
                    "To confirm: household and person in the community's register, at most 80 characters. Only a keyed hash is kept")
            @Nullable
            String reference) {}

    record ResidencySearchBody(
            @Describe("Household and person in the community's register, in any writing of it")
            String reference) {}

    @Describe("For whom a number of the register is confirmed")
    record ResidencySearchJson(
            @Describe("Empty when it is confirmed for nobody in the own communities")
            List<ResidencyJson> items) {}

    record ResidencyEndBody(
            @Describe("The unit as it was seen") String unit) {}

    @Describe("Who a citizen says to be, for the register; null where nothing is kept")
    record ResidentJson(@Nullable String name, @Nullable String address) {}

    @Describe("Where a citizen lives")
    record ResidencyJson(
            String account,
            @Describe("Masked contact") String name,
            String unit,

            @Describe("requested, confirmed, refused or ended")
            String status,

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
                        .body(ResidencyBody.class, "The community, and who asks")
                        .fails(LoginErrors.UNKNOWN_UNIT, ErrorCode.INVALID_FIELD)
                        .json(ResidencyJson.class, "The residency", this::request),
                Route.get(ALL, "listResidencies")
                        .summary("Citizens who wait for the own community, or whom it has confirmed")
                        .roles(Role.HANDLER, Role.LEAD)
                        .takes(STATUS, Cursor.PARAM, LIMIT)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(ResidencyJson.class, "Residencies", this::list),
                Route.post(ALL + "/search", "searchResidencies")
                        .summary("For which account a number of the register is confirmed, in the own communities")
                        .description(
                                "The number is in the body, so that no log has it. That it was asked is kept in the"
                                        + " audit log, without the number.")
                        .roles(Role.HANDLER, Role.LEAD)
                        .body(ResidencySearchBody.class, "The number")
                        .limit(SEARCHING)
                        .fails(ErrorCode.INVALID_FIELD)
                        .json(ResidencySearchJson.class, "Who has it", this::search),
                Route.post(ALL + "/{account}/identity", "openResident")
                        .summary("Open who a citizen says to be; that it was opened is kept in the audit log")
                        .roles(Role.HANDLER, Role.LEAD)
                        .takes(ACCOUNT)
                        .limit(OPENING)
                        .fails(LoginErrors.UNKNOWN_RESIDENCY, ErrorCode.OUT_OF_SCOPE)
                        .json(ResidentJson.class, "Name and address", this::open),
                Route.put(ALL + "/{account}", "decideResidency")
                        .summary("Confirm by the register's number, or refuse")
                        .roles(Role.HANDLER, Role.LEAD)
                        .takes(ACCOUNT)
                        .body(ResidencyDecisionBody.class, "The decision")
                        .fails(LoginErrors.UNKNOWN_RESIDENCY, ErrorCode.OUT_OF_SCOPE, ErrorCode.INVALID_FIELD)
                        .fails(LoginErrors.ALREADY_CONFIRMED, AccountErrors.CHANGED_MEANWHILE)
                        .json(ResidencyJson.class, "The residency", this::decide),
                Route.post(ALL + "/{account}/end", "endResidency")
                        .summary("Say that a confirmed resident lives there no more")
                        .roles(Role.HANDLER, Role.LEAD)
                        .takes(ACCOUNT)
                        .body(ResidencyEndBody.class, "What was seen")
                        .idempotent()
                        .fails(LoginErrors.UNKNOWN_RESIDENCY, ErrorCode.OUT_OF_SCOPE, AccountErrors.CHANGED_MEANWHILE)
                        .json(
                                ResidencyJson.class,
                                "The residency",
                                exchange -> ResidencyJson.of(residencies.end(
                                        exchange.caller(),
                                        exchange.get(ACCOUNT),
                                        exchange.body(ResidencyEndBody.class).unit()))));
    }

    private ResidencyJson request(Exchange exchange) {
        ResidencyBody body = exchange.body(ResidencyBody.class);
        return ResidencyJson.of(
                residencies.request(exchange.caller(), body.unit(), Resident.read(body.name(), body.address())));
    }

    private Page<ResidencyJson> list(Exchange exchange) {
        String status = exchange.get(STATUS, Residencies.REQUESTED);
        String scope = "residencies " + status;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        int limit = exchange.get(LIMIT, PAGE);
        return Page.part(residencies.list(exchange.caller(), status, offset, limit), offset, limit, scope)
                .map(ResidencyJson::of);
    }

    private ResidencySearchJson search(Exchange exchange) {
        String reference = exchange.body(ResidencySearchBody.class).reference();
        return new ResidencySearchJson(residencies.search(exchange.caller(), exchange.address(), reference).stream()
                .map(ResidencyJson::of)
                .toList());
    }

    private ResidentJson open(Exchange exchange) {
        Resident who = residencies.open(exchange.caller(), exchange.address(), exchange.get(ACCOUNT));
        return new ResidentJson(who.name(), who.door());
    }

    private ResidencyJson decide(Exchange exchange) {
        ResidencyDecisionBody body = exchange.body(ResidencyDecisionBody.class);
        long account = exchange.get(ACCOUNT);
        if (!body.confirmed()) {
            return ResidencyJson.of(residencies.refuse(exchange.caller(), account, body.unit()));
        }
        String reference = body.reference() == null ? "" : body.reference();
        return ResidencyJson.of(residencies.confirm(exchange.caller(), account, body.unit(), reference));
    }

    private ResidencyJson own(Exchange exchange) {
        Long account = exchange.caller().account();
        return residencies
                .find(account == null ? 0 : account)
                .map(ResidencyJson::of)
                .orElseThrow(() -> LoginErrors.UNKNOWN_RESIDENCY.problem("you have not named your community yet"));
    }
}
