package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.incidents.IncidentErrors;
import org.servicemap.knowledge.ArticleRoutes;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/** Calls: announced by the telephone system or an operator, answered at the operator's desk. */
final class CallRoutes implements RouteGroup {
    private static final String CALLS = HttpServer.API + "/calls";
    private static final Param<Long> ID = Param.id("id", "The call").inPath();
    private static final Param<String> NUMBER =
            Param.text("number", "Number of the request").inPath();
    private static final RateLimit ANNOUNCING = RateLimit.perMinute("announce_call", 600);
    private static final int MOST = 400;

    private final Calls calls;
    private final CityNames names;
    private final CityRules rules;

    CallRoutes(Calls calls, CityNames names, CityRules rules) {
        this.calls = calls;
        this.names = names;
        this.rules = rules;
    }

    @Describe("A call that comes in")
    record NewCallJson(
            @Describe("What the telephone system calls it: 1 to 100 characters. The same id again is the same call")
            String callId,

            @Describe("Number of who calls; leave it out when it was withheld") @Nullable
            String caller,

            @Describe("Where the recording is found") @Nullable
            String recording,

            @Describe("Account that shall take it; else any operator may. Only for telephone systems") @Nullable
            String operator) {
        NewCallJson {
            if (callId.isBlank() || callId.length() > 100) {
                throw new FieldException("call_id", "1 to 100 characters");
            }
            if (recording != null && recording.length() > MOST) {
                throw new FieldException("recording", "at most " + MOST + " characters");
            }
        }

        Calls.Announced announced() {
            try {
                return new Calls.Announced(
                        callId.strip(), caller, recording, operator == null ? null : Long.valueOf(operator));
            } catch (NumberFormatException e) {
                throw new FieldException("operator", "the id of an account");
            }
        }
    }

    @Describe("A call")
    record CallJson(
            String id,
            String callId,
            @Describe("waiting, open or ended") String state,

            @Describe("The number with its middle hidden; null when it was withheld") @Nullable
            String caller,

            @Nullable String recording,
            @Describe("Account that has it") @Nullable String operator,
            OffsetDateTime receivedAt,
            @Nullable OffsetDateTime openedAt,
            @Nullable OffsetDateTime endedAt,
            @Describe("Requests that it was about") List<TiedJson> requests,

            @Describe("Address of the operator's desk with this call")
            String desk) {}

    @Describe("A request of a call")
    record TiedJson(
            String number,

            @Describe("Whether the call made it; else it was there before")
            boolean filed) {}

    @Describe("A call with what is known of who calls. Reading it is recorded")
    record OpenedCallJson(
            CallJson call,

            @Describe("As the caller once gave it") @Nullable
            String name,

            @Nullable Boolean enterprise,
            @Describe("Calls from this number before") int earlierCalls,

            @Describe("The caller's requests, the newest first")
            List<RequestJson> history) {}

    @Describe("What a caller says, and what becomes of it at once")
    record CallFilingJson(
            @Describe("Without a contact that can be reached it gets the caller's number")
            FilingJson request,

            @Describe("Whether the caller's number is left out") @Nullable
            Boolean anonymous,

            @Describe("dispatch (default), answer, divert, link or join") @Nullable
            String step,

            @Describe("With divert: one of the city's diversions") @Nullable
            String diversion,

            @Describe("With answer: what was answered; with divert: what the caller was told") @Nullable
            String reply,

            @Describe("With answer: code of the article that it was answered with") @Nullable
            String article,

            @Describe("With answer to a suggestion: whether it is adopted, a word of the city's") @Nullable
            String outcome,

            @Describe("With link: number of the request that it follows") @Nullable
            String parent,

            @Describe("With join: id of the open incident that it is about") @Nullable
            String incident) {
        Calls.Next next() {
            return switch (step == null ? "dispatch" : step) {
                case "dispatch" -> new Calls.Next.Dispatch();
                case "answer" -> new Calls.Next.Answer(needed("reply", reply), article, outcome);
                case "divert" -> new Calls.Next.Divert(needed("diversion", diversion), reply);
                case "link" -> new Calls.Next.Link(WorkRoutes.parse(needed("parent", parent)));
                case "join" -> new Calls.Next.Join(id(needed("incident", incident)));
                default -> throw Calls.BAD_STEP.problem("dispatch, answer, divert, link or join", "step");
            };
        }

        private static long id(String digits) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                throw Calls.BAD_STEP.problem("the id of an incident", "incident");
            }
        }

        private static String needed(String field, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw Calls.BAD_STEP.problem("this step needs " + field, field);
            }
            return value;
        }
    }

    @Describe("What the caller is given. The query code is said here once and never again")
    record CallReceiptJson(
            String number,
            String queryCode,
            String state,
            CityNames.@Nullable NamedJson unit,
            @Nullable OffsetDateTime deadline) {}

    @Override
    public String tag() {
        return "calls";
    }

    @Override
    public String description() {
        return "Telephone calls and what becomes of them";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(CALLS, "announceCall")
                        .summary("Say that a call comes in, once for each call id")
                        .roles(Role.OPERATOR)
                        .grants("call")
                        .limit(ANNOUNCING)
                        .body(NewCallJson.class, "The call")
                        .fails(RequestErrors.BAD_FIELD, Calls.REUSED)
                        .created(
                                CallJson.class,
                                "The call",
                                exchange -> json(calls.announce(
                                        exchange.caller(),
                                        exchange.body(NewCallJson.class).announced()))),
                operator(Route.get(CALLS, "listCalls"), "Running calls that the caller has or may take")
                        .page(CallJson.class, "Calls, the longest waiting first", this::list),
                one(Route.get(CALLS + "/{id}", "openCall"), "A call with its caller's earlier requests; recorded")
                        .json(
                                OpenedCallJson.class,
                                "The call",
                                exchange -> opened(calls.open(exchange.caller(), exchange.get(ID)))),
                one(Route.post(CALLS + "/{id}/take", "takeCall"), "Take a waiting call")
                        .fails(Calls.TAKEN, Calls.ENDED)
                        .json(
                                CallJson.class,
                                "The call",
                                exchange -> json(calls.take(exchange.caller(), exchange.get(ID)))),
                one(Route.post(CALLS + "/{id}/end", "endCall"), "End a call")
                        .json(
                                CallJson.class,
                                "The call",
                                exchange -> json(calls.end(exchange.caller(), exchange.get(ID)))),
                one(Route.put(CALLS + "/{id}/requests/{number}", "tieRequest"), "Tie a request to the call")
                        .takes(NUMBER)
                        .fails(RequestErrors.UNKNOWN, Calls.ENDED)
                        .json(CallJson.class, "The call", this::tie),
                filing());
    }

    private Route filing() {
        return one(
                        Route.post(CALLS + "/{id}/requests", "fileCall"),
                        "File what the caller says, and answer, divert, link it or join it to an incident at once")
                .body(CallFilingJson.class, "The request and what becomes of it")
                .idempotent()
                .fails(RequestErrors.UNKNOWN, ArticleRoutes.UNKNOWN, Calls.ENDED, Calls.BAD_STEP)
                .fails(IncidentErrors.UNKNOWN, IncidentErrors.ENDED)
                .fails(RequestErrors.BAD_FIELD, RequestErrors.CONTACT_NEEDED)
                .fails(RequestErrors.ofActions())
                .fails(IntakeRoutes.unknownWords())
                .fails(AreaErrors.ofPosition())
                .created(CallReceiptJson.class, "The receipt", this::file);
    }

    private static RouteBuilder operator(RouteBuilder route, String summary) {
        return route.summary(summary).roles(Role.OPERATOR);
    }

    private static RouteBuilder one(RouteBuilder route, String summary) {
        return operator(route, summary).takes(ID).fails(Calls.UNKNOWN);
    }

    private Page<CallJson> list(Exchange exchange) {
        return Page.whole(
                calls.running(exchange.caller()).stream().map(this::json).toList());
    }

    private CallJson tie(Exchange exchange) {
        return json(calls.tie(exchange.caller(), exchange.get(ID), WorkRoutes.parse(exchange.get(NUMBER))));
    }

    private CallReceiptJson file(Exchange exchange) {
        CallFilingJson body = exchange.body(CallFilingJson.class);
        Filing filing =
                body.request().toFiling("hotline", true, rules.current().city().defaultLanguage(), null);
        Receipt receipt = calls.file(
                exchange.caller(), exchange.get(ID), filing, Boolean.TRUE.equals(body.anonymous()), body.next());
        Facts facts = receipt.request().facts();
        return new CallReceiptJson(
                receipt.request().number().digits(),
                receipt.code().grouped(),
                facts.state().key(),
                facts.flag(Field.SENSITIVE) ? null : names.unit(facts.text(Field.UNIT)),
                writer().time(facts.instant(Field.DEADLINE)));
    }

    private CallJson json(Call call) {
        RequestJson.Writer writer = writer();
        return new CallJson(
                Long.toString(call.id()),
                call.callId(),
                call.state().key(),
                calls.masked(call),
                call.recording(),
                call.operator() == null ? null : call.operator().toString(),
                call.receivedAt().atZone(rules.current().zone()).toOffsetDateTime(),
                writer.time(call.openedAt()),
                writer.time(call.endedAt()),
                call.tied().stream()
                        .map(tied -> new TiedJson(tied.number(), tied.filed()))
                        .toList(),
                "/operator?call=" + call.id());
    }

    private OpenedCallJson opened(Calls.Opened opened) {
        Petitioners.Person person = opened.person();
        RequestJson.Writer writer = writer();
        return new OpenedCallJson(
                json(opened.call()),
                person == null ? null : person.contact().name(),
                person == null ? null : person.contact().enterprise(),
                opened.earlierCalls(),
                opened.history().stream()
                        .map(seen -> writer.of(seen.request(), seen.text(), seen.view()))
                        .toList());
    }

    private RequestJson.Writer writer() {
        return new RequestJson.Writer(names, rules.current().zone());
    }
}
