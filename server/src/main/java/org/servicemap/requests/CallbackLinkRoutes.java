package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Way;
import org.servicemap.storage.Database;

/** Answering a callback by the link of a message. What the link carries stands in the body, never in an address. */
final class CallbackLinkRoutes implements FollowingGroup {
    private static final RateLimit USING = RateLimit.perMinute("callback_link", 20);
    private static final String LINK = HttpServer.API + "/callback-links";

    private final Database database;
    private final CallbackLinks links;
    private final RequestStore store;
    private final Requests requests;
    private final CityNames names;
    private final CityRules rules;

    CallbackLinkRoutes(
            Database database,
            CallbackLinks links,
            RequestStore store,
            Requests requests,
            CityNames names,
            CityRules rules) {
        this.database = database;
        this.links = links;
        this.store = store;
        this.requests = requests;
        this.names = names;
        this.rules = rules;
    }

    @Describe("What the link of the message carries behind its #")
    record LinkJson(String token) {}

    @Describe("How it was handled, as the petitioner sees it")
    record LinkEvaluationJson(
            String token,
            @Describe("Whether the unit got in touch") boolean contacted,
            @Describe("Whether the matter is solved") boolean solved,

            @Describe("satisfied, basically_satisfied, neutral or dissatisfied")
            String satisfaction,

            @Nullable String text) {}

    @Describe("What is to be evaluated: no more than the message said")
    record AskedJson(
            String number,
            CityNames.@Nullable NamedJson unit,
            @Nullable OffsetDateTime handledAt,
            @Describe("What was answered last") @Nullable String reply) {}

    @Describe("The request after the evaluation")
    record EvaluatedJson(String number, String state) {}

    @Override
    public List<Route> routes() {
        return List.of(
                open("/status", "openCallbackLink", "What the link of a message asks about")
                        .body(LinkJson.class, "The link")
                        .json(AskedJson.class, "What is to be evaluated", this::status),
                open("/evaluation", "evaluateByLink", "Say how it was handled, once, without number and query code")
                        .body(LinkEvaluationJson.class, "The evaluation")
                        .idempotent()
                        .fails(RequestErrors.ofActions())
                        .json(EvaluatedJson.class, "The request", this::evaluate));
    }

    private static RouteBuilder open(String path, String id, String summary) {
        return Route.post(LINK + path, id)
                .summary(summary)
                .limit(USING)
                .fails(RequestErrors.WRONG_LINK, RequestErrors.USED_LINK, RequestErrors.EXPIRED_LINK);
    }

    private AskedJson status(Exchange exchange) {
        String token = exchange.body(LinkJson.class).token();
        return database.inTransaction(handle -> asked(handle, open(handle, links.open(handle, token))));
    }

    /** Nobody is shown a form that will be refused: since the link was sent the work may have begun again. */
    private Request open(Handle handle, long id) {
        Request request = store.find(handle, id).orElseThrow(CallbackLinks::expired);
        if (!rules.lifecycle().takesResult(request.facts(), requests.now())) {
            throw CallbackLinks.expired();
        }
        return request;
    }

    private AskedJson asked(Handle handle, Request request) {
        boolean sealed = request.facts().flag(Field.SENSITIVE);
        return new AskedJson(
                request.number().digits(),
                sealed ? null : names.unit(request.facts().text(Field.UNIT)),
                new RequestJson.Writer(names, rules.current().zone())
                        .time(request.facts().instant(Field.HANDLED_AT)),
                sealed ? null : lastReply(handle, request.id()));
    }

    private @Nullable String lastReply(Handle handle, long id) {
        var values = store.values(handle, id);
        String reply = null;
        for (Chain.Link link : store.chain(handle, id)) {
            Event event = Event.read(link.body()).event();
            Commitment value = values.get(event.seq() + "." + Input.REPLY.key());
            reply = value == null ? reply : value.value();
        }
        return reply;
    }

    private EvaluatedJson evaluate(Exchange exchange) {
        LinkEvaluationJson body = exchange.body(LinkEvaluationJson.class);
        ActionInput said = ActionInput.builder()
                .text(Input.WAY, Way.LINK.key())
                .flag(Input.CONTACTED, body.contacted())
                .flag(Input.SOLVED, body.solved())
                .text(Input.SATISFACTION, body.satisfaction())
                .text(Input.TEXT, body.text())
                .build();
        Request after = database.inTransaction(handle -> {
            // the request before its link, as all do that send a newer one
            store.lock(handle, links.find(handle, body.token()));
            Request asked = open(handle, links.use(handle, body.token()));
            return requests.act(asked.id(), Action.CALL_BACK, said, Requests.Right.of(Author.PETITIONER), null);
        });
        return new EvaluatedJson(after.number().digits(), after.facts().state().key());
    }
}
