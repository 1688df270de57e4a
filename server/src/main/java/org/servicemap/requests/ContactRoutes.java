package org.servicemap.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;

/** Opening who asks: one request at a time, with a reason, audited. */
final class ContactRoutes implements DeskGroup {
    private static final RateLimit OPENING = RateLimit.perHour("open_contact", 300);
    private static final int MAX_REASON = 200;

    private final Desk desk;

    ContactRoutes(Desk desk) {
        this.desk = desk;
    }

    @Describe("Why it is opened")
    record OpeningJson(
            @Describe("1 to 200 characters; kept in the audit log")
            String reason) {}

    @Describe("Who asks and how to reach them. Nothing is said of an anonymous petitioner, nor of an erased one")
    record OpenedJson(
            boolean anonymous,
            boolean enterprise,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String address) {
        static OpenedJson of(Contact contact) {
            return new OpenedJson(
                    false, contact.enterprise(), contact.name(), contact.phone(), contact.email(), contact.address());
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post(HttpServer.API + "/requests/{number}/contact", "openContact")
                .summary("Open who the petitioner is; who opened it and why is kept in the audit log")
                .roles(Desk.roles())
                .grants("contact")
                .takes(WorkRoutes.NUMBER)
                .body(OpeningJson.class, "Why")
                .limit(OPENING)
                .fails(RequestErrors.UNKNOWN, RequestErrors.NOT_ALLOWED, RequestErrors.IDENTITY_SEALED)
                .fails(RequestErrors.SECOND_PERSON, RequestErrors.BAD_FIELD)
                .json(OpenedJson.class, "The petitioner", this::open));
    }

    /** A reason that says something. */
    static String checked(String said) {
        String reason = said.strip();
        if (reason.isEmpty() || reason.length() > MAX_REASON) {
            throw new RequestException(
                    RequestException.BAD_FIELD, "reason", "say why in 1 to " + MAX_REASON + " characters");
        }
        return reason;
    }

    private OpenedJson open(Exchange exchange) {
        String reason = checked(exchange.body(OpeningJson.class).reason());
        return desk.openContact(
                        exchange.caller(),
                        WorkRoutes.parse(exchange.get(WorkRoutes.NUMBER)),
                        exchange.address(),
                        reason)
                .map(OpenedJson::of)
                .orElse(new OpenedJson(true, false, null, null, null, null));
    }
}
