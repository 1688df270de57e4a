package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.attachments.AttachmentRoutes;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Lifecycle;
import org.servicemap.requests.lifecycle.Transitions;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.units.CategoryTree;

/**
 * What a petitioner does with number and query code, without an account. The code is always in the body, never in an
 * address.
 */
final class FollowRoutes implements FollowingGroup {
    private static final RateLimit FOLLOWING = RateLimit.perMinute("follow_request", 60);
    private static final List<String> SHOWN_FILES = List.of(RequestFiles.FILED, RequestFiles.PROOF);
    private static final Param<Long> FILE =
            Param.id("id", "Id of the attachment").inPath();
    private static final String REQUEST = HttpServer.API + "/requests/{number}";

    private final Database database;
    private final PetitionerAccess access;
    private final RequestStore store;
    private final Requests requests;
    private final CityNames names;
    private final CityRules rules;
    private final RequestFiles files;

    FollowRoutes(
            Database database,
            PetitionerAccess access,
            RequestStore store,
            Requests requests,
            CityNames names,
            CityRules rules,
            RequestFiles files) {
        this.files = files;
        this.database = database;
        this.access = access;
        this.store = store;
        this.requests = requests;
        this.names = names;
        this.rules = rules;
    }

    @Describe("The secret that goes with the number")
    record CodeJson(String queryCode) {}

    @Describe("More that the petitioner knows")
    record AddedJson(
            String queryCode,
            @Describe("1 to 4000 characters") String text,

            @Describe("Keys of uploads, at most 9") @Nullable
            List<String> attachments) {}

    @Describe("Why it is withdrawn")
    record WithdrawalJson(String queryCode, @Nullable String reason) {}

    @Describe("How it was handled, as the petitioner sees it")
    record EvaluationJson(
            String queryCode,
            @Describe("Whether the unit got in touch") boolean contacted,
            @Describe("Whether the matter is solved") boolean solved,

            @Describe("satisfied, basically_satisfied, neutral or dissatisfied")
            String satisfaction,

            @Nullable String text) {}

    @Describe("A request as its petitioner sees it")
    record FollowedJson(
            String number,
            String state,
            CityNames.@Nullable NamedJson category,
            @Nullable String text,
            List<CityNames.AreaJson> areas,
            CityNames.@Nullable NamedJson unit,
            OffsetDateTime receivedAt,
            @Nullable OffsetDateTime deadline,
            @Nullable OffsetDateTime reviewAt,
            boolean overdue,

            @Describe("Of a suggestion: whether it was adopted")
            CityNames.@Nullable NamedJson outcome,

            @Describe("What was answered, the newest last") List<StepJson> steps,

            @Describe("Photos and documents: one's own, and what came with replies")
            List<WorkRoutes.FileJson> attachments,

            @Describe("Numbers of the requests that were split off; the same query code opens them")
            List<String> parts,

            @Describe("What the petitioner may do now: add_facts, withdraw, call_back; a follower: stop")
            List<String> actions,

            @Describe("Whether the code is a follower's: then only what is public is said")
            boolean follower) {
        /** How far it is, and nothing that was said; not even that once its category may not be spoken of. */
        FollowedJson forFollower(CategoryTree tree) {
            boolean named = category != null && PublicRequests.isOpenlyNamed(tree, category.code());
            return new FollowedJson(
                    number,
                    state,
                    named ? category : null,
                    null,
                    named ? areas : List.of(),
                    named ? unit : null,
                    receivedAt,
                    named ? deadline : null,
                    null,
                    named && overdue,
                    null,
                    steps.stream()
                            .filter(step -> !step.action().equals(Action.ADD_FACTS.key()))
                            .map(step -> new StepJson(step.at(), step.action(), null))
                            .toList(),
                    List.of(),
                    List.of(),
                    List.of("stop"),
                    true);
        }
    }

    @Describe("A step that concerns the petitioner")
    record StepJson(
            OffsetDateTime at, String action, @Nullable String text) {}

    @Override
    public List<Route> routes() {
        return List.of(
                open("/status", "followRequest", "How far a request is")
                        .body(CodeJson.class, "The query code")
                        .json(FollowedJson.class, "The request", this::status),
                open("/attachments/{id}", "followAttachment", "A photo or document of the request")
                        .takes(FILE)
                        .body(CodeJson.class, "The query code")
                        .fails(AttachmentErrors.UNKNOWN, ErrorCode.UNAVAILABLE)
                        .file(AttachmentRoutes.TYPES, "The file", this::file),
                open("/facts", "addFacts", "Add what was forgotten")
                        .body(AddedJson.class, "What is new")
                        .idempotent()
                        .fails(RequestErrors.ofActions())
                        .fails(RequestErrors.BAD_FIELD, AttachmentErrors.UNKNOWN)
                        .json(FollowedJson.class, "The request", this::addFacts),
                open("/withdrawal", "withdrawRequest", "Withdraw a request")
                        .body(WithdrawalJson.class, "Why")
                        .idempotent()
                        .fails(RequestErrors.ofActions())
                        .json(FollowedJson.class, "The request", this::withdraw),
                open("/evaluation", "evaluateRequest", "Say how it was handled, in place of a callback")
                        .body(EvaluationJson.class, "The evaluation")
                        .idempotent()
                        .fails(RequestErrors.ofActions())
                        .json(FollowedJson.class, "The request", this::evaluate));
    }

    private static RouteBuilder open(String path, String id, String summary) {
        return Route.post(REQUEST + path, id)
                .summary(summary)
                .takes(WorkRoutes.NUMBER)
                .limit(FOLLOWING)
                .fails(RequestErrors.WRONG_CODE, RequestErrors.TOO_MANY_CODES);
    }

    private long enter(Exchange exchange, String code) {
        return access.enter(exchange.get(WorkRoutes.NUMBER), code);
    }

    private FollowedJson status(Exchange exchange) {
        String code = exchange.body(CodeJson.class).queryCode();
        PetitionerAccess.Entered entered = access.enterAny(exchange.get(WorkRoutes.NUMBER), code);
        FollowedJson whole = followed(entered.request());
        return entered.follower() == null
                ? whole
                : whole.forFollower(names.units().categories());
    }

    private byte[] file(Exchange exchange) {
        long id = enter(exchange, exchange.body(CodeJson.class).queryCode());
        long file = exchange.get(FILE);
        boolean shown = database.jdbi()
                .withHandle(handle -> files.of(handle, id, SHOWN_FILES).stream()
                        .anyMatch(item -> item.ref().id() == file));
        if (!shown) {
            throw AttachmentErrors.UNKNOWN.problem("this request has no such attachment", "id");
        }
        Attachments.Content content = files.open(file);
        exchange.answersAs(content.type(), file + "." + content.extension());
        return content.bytes();
    }

    private FollowedJson addFacts(Exchange exchange) {
        AddedJson body = exchange.body(AddedJson.class);
        long id = enter(exchange, body.queryCode());
        return act(
                id,
                Action.ADD_FACTS,
                ActionInput.builder()
                        .text(Input.TEXT, body.text())
                        .list(Input.ATTACHMENTS, RequestFiles.keys(body.attachments()))
                        .build());
    }

    private FollowedJson withdraw(Exchange exchange) {
        WithdrawalJson body = exchange.body(WithdrawalJson.class);
        long id = enter(exchange, body.queryCode());
        return act(
                id,
                Action.WITHDRAW,
                ActionInput.builder().text(Input.REASON, body.reason()).build());
    }

    private FollowedJson evaluate(Exchange exchange) {
        EvaluationJson body = exchange.body(EvaluationJson.class);
        long id = enter(exchange, body.queryCode());
        return act(
                id,
                Action.CALL_BACK,
                ActionInput.builder()
                        .flag(Input.CONTACTED, body.contacted())
                        .flag(Input.SOLVED, body.solved())
                        .text(Input.SATISFACTION, body.satisfaction())
                        .text(Input.TEXT, body.text())
                        .build());
    }

    private FollowedJson act(long id, Action action, ActionInput input) {
        requests.act(id, action, input, Requests.Right.of(Author.PETITIONER), null);
        return followed(id);
    }

    private FollowedJson followed(long id) {
        return database.inTransaction(handle -> followed(
                store.find(handle, id).orElseThrow(() -> Requests.unknown("")),
                store.chain(handle, id),
                store.values(handle, id),
                files.of(handle, id, SHOWN_FILES),
                parts(handle, id)));
    }

    private List<String> parts(Handle handle, long id) {
        return store.parts(handle, id).stream().map(RequestNumber::digits).toList();
    }

    private FollowedJson followed(
            Request request,
            List<Chain.Link> chain,
            Map<String, Commitment> values,
            List<RequestFiles.Item> shown,
            List<String> parts) {
        Facts facts = request.facts();
        Lifecycle lifecycle = rules.lifecycle();
        RequestJson.Writer writer =
                new RequestJson.Writer(names, rules.current().zone());
        Commitment text = values.get("text");
        OffsetDateTime received = writer.time(facts.instant(Field.RECEIVED_AT));
        return new FollowedJson(
                request.number().digits(),
                facts.state().key(),
                names.category(facts.text(Field.CATEGORY)),
                text == null ? null : text.value(),
                names.areas(facts),
                names.unit(facts.text(Field.UNIT)),
                java.util.Objects.requireNonNull(received),
                writer.time(facts.instant(Field.DEADLINE)),
                writer.time(facts.instant(Field.REVIEW_AT)),
                facts.flag(Field.OVERDUE),
                outcome(facts),
                new FollowedSteps(chain, values, writer).list(),
                shown.stream().map(WorkRoutes.FileJson::of).toList(),
                parts,
                Transitions.possible(facts.state(), java.util.Set.of(Actor.PETITIONER)).stream()
                        .filter(action -> action != Action.CALL_BACK || lifecycle.takesResult(facts, requests.now()))
                        .map(Action::key)
                        .toList(),
                false);
    }

    private CityNames.@Nullable NamedJson outcome(Facts facts) {
        LocalText name = rules.current().process().suggestions().nameOf(facts);
        return name == null ? null : new CityNames.NamedJson(String.valueOf(facts.text(Field.OUTCOME)), name);
    }
}
