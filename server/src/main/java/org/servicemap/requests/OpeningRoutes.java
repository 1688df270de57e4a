package org.servicemap.requests;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;

/** Asking a second person to agree to more openings of contacts, and that person's answer. */
final class OpeningRoutes implements PersonGroup {
    private static final RateLimit ASKING = RateLimit.perHour("ask_openings", 30);
    private static final String OPENINGS = HttpServer.API + "/contact-openings";
    private static final Param<Long> ID = Param.id("id", "Id of the question").inPath();

    private final ContactOpenings openings;

    OpeningRoutes(ContactOpenings openings) {
        this.openings = openings;
    }

    @Describe("Why more have to be opened")
    record AskingJson(
            @Describe("1 to 200 characters; kept in the audit log")
            String reason) {}

    @Describe("A question to a second person")
    record QuestionJson(String id) {}

    @Describe("What the second person says")
    record AgreementJson(
            @Describe("Whether as many again may be opened in the city's period")
            boolean granted,

            @Describe("1 to 200 characters; kept in the audit log")
            String reason) {}

    @Describe("Somebody asks to open more contacts than the city lets one person open")
    record OpeningJson(
            String id,
            @Describe("Account id") String account,
            String name,
            @Nullable String unit,
            String reason,
            Instant askedAt,

            @Describe("Contacts of different requests that the account opened in the city's period")
            int opened,

            @Describe("Who agreed or did not") @Nullable String decider,
            @Nullable Instant decidedAt,
            @Nullable Boolean granted,
            @Nullable Instant until) {
        static OpeningJson of(ContactOpenings.Asked asked) {
            return new OpeningJson(
                    Long.toString(asked.id()),
                    Long.toString(asked.account()),
                    asked.name(),
                    asked.unit(),
                    asked.reason(),
                    asked.askedAt(),
                    asked.opened(),
                    asked.decider(),
                    asked.decidedAt(),
                    asked.granted(),
                    asked.until());
        }
    }

    @Describe("Questions: the undecided first")
    record OpeningsJson(List<OpeningJson> items) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(OPENINGS, "askForOpenings")
                        .summary("Ask a second person to agree to more openings of contacts")
                        .roles(Desk.roles())
                        .grants("contact")
                        .body(AskingJson.class, "Why")
                        .limit(ASKING)
                        .idempotent()
                        .fails(RequestErrors.BAD_FIELD)
                        .created(QuestionJson.class, "The question", this::ask),
                Route.get(OPENINGS, "listOpenings")
                        .summary("Who asks to open more contacts, and what was decided")
                        .roles(Role.SUPERVISOR, Role.ADMINISTRATOR)
                        .json(OpeningsJson.class, "The questions", this::list),
                Route.post(OPENINGS + "/{id}/decision", "decideOpenings")
                        .summary("Agree to more openings, or not")
                        .roles(Role.SUPERVISOR)
                        .takes(ID)
                        .body(AgreementJson.class, "Whether, and why")
                        .fails(RequestErrors.UNKNOWN_QUESTION, RequestErrors.SAME_PERSON, RequestErrors.BAD_FIELD)
                        .nothing("It is decided", this::decide));
    }

    private QuestionJson ask(Exchange exchange) {
        String reason = ContactRoutes.checked(exchange.body(AskingJson.class).reason());
        return new QuestionJson(Long.toString(openings.ask(exchange.caller(), reason)));
    }

    private OpeningsJson list(Exchange exchange) {
        return new OpeningsJson(
                openings.list(exchange.caller()).stream().map(OpeningJson::of).toList());
    }

    private void decide(Exchange exchange) {
        AgreementJson body = exchange.body(AgreementJson.class);
        openings.decide(exchange.caller(), exchange.get(ID), body.granted(), ContactRoutes.checked(body.reason()));
    }
}
