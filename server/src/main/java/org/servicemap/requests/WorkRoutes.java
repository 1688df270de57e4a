package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.coverage.Level;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.attachments.AttachmentRef;
import org.servicemap.geo.BBox;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.RunningClock;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** The desks' routes: lists, one request, actions, claims. */
final class WorkRoutes implements DeskGroup {
    private static final List<String> VIEWS =
            List.of("all", "queue", "disputed", "work", "suspended", "extensions", "callbacks", "publication");
    private static final Param<String> VIEW = Param.oneOf("view", VIEWS, "Which list, with its own order; default all");
    private static final Param<Set<String>> STATE = Param.words("state", "Only these states");
    private static final Param<String> UNIT = Param.text("unit", "Only with this unit or those below it");
    private static final Param<String> PARTY =
            Param.text("asked", "Only where this unit, or one below it, was asked to help and has not answered");
    private static final Param<String> CATEGORY = Param.text("category", "Only this category and those below it");
    private static final Param<String> AREA = Param.text("area", "Only in this area, as level:code");
    private static final Param<String> URGENCY = Param.text("urgency", "Only of this urgency class");
    private static final Param<String> CHANNEL = Param.text("channel", "Only from this channel");
    private static final Param<String> OVERDUE = Param.oneOf("overdue", List.of("true", "false"), "Only (not) overdue");
    private static final Param<String> SUPERVISED =
            Param.oneOf("supervised", List.of("true", "false"), "Only (not) supervised");
    private static final Param<String> SENSITIVE =
            Param.oneOf("sensitive", List.of("true", "false"), "Only (not) of sensitive categories");
    private static final Param<String> LATE = Param.oneOf(
            "late",
            List.of("true"),
            "Only what is late in the way of its list: the decision about a dispute or about more time, the review of a"
                    + " suspension, the callback; elsewhere the deadline");
    private static final Param<String> MINE = Param.oneOf("mine", List.of("true"), "Only those assigned to me");
    private static final Param<OffsetDateTime> FROM = Param.time("from", "Only received at this time or later");
    private static final Param<OffsetDateTime> UNTIL = Param.time("until", "Only received before this time");
    private static final Param<BBox> BOX = Param.bbox("bbox", "Only in this box");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 500, "At most so many; default 50");
    static final Param<String> NUMBER =
            Param.text("number", "Number of the request").inPath();
    private static final Param<String> ACTION =
            Param.text("action", "The action's word").inPath();
    private static final String REQUESTS = HttpServer.API + "/requests";

    private final Desk desk;
    private final Requests requests;
    private final CityNames names;
    private final CityRules rules;

    WorkRoutes(Desk desk, Requests requests, CityNames names, CityRules rules) {
        this.desk = desk;
        this.requests = requests;
        this.names = names;
        this.rules = rules;
    }

    @Describe("How many requests a list has")
    record CountJson(
            int count,

            @Describe("Whether there are more than were counted")
            boolean more) {}

    @Describe("A request with all that its reader may see and do")
    record DetailJson(
            RequestJson request,
            @Nullable String text,
            @Nullable String address,

            @Describe("What was answered to the questions of its category")
            List<FiledAnswers.AnswerJson> answers,

            List<PartyJson> parties,
            List<ClockJson> clocks,
            @Nullable ShownDecisionsJson decisions,
            List<HistoryJson> history,

            @Describe("Attempts to call back and what was answered, the oldest first")
            List<CallbackResults.CallbackJson> callbacks,

            List<FileJson> attachments,

            @Describe("What it follows or is a part of, and what follows it or is a part of it")
            List<RelatedJson> related,

            @Describe("Actions that the reader may take now; rules may still refuse")
            List<String> actions,

            @Describe("Whether who filed it is kept from the reader, as for tip-offs")
            boolean identitySealed,

            @Describe("Of a warden's report: when and how it was found") @Nullable
            FieldFindingJson found) {}

    @Describe("Decisions of the catalogue as stored, the newest first, each a JSON document")
    record ShownDecisionsJson(List<String> shown) {}

    @Describe("A unit beside the leading one")
    record PartyJson(
            CityNames.@Nullable NamedJson unit,
            String role,
            String status,
            @Nullable OffsetDateTime askedAt,
            @Nullable OffsetDateTime dueAt,
            @Nullable OffsetDateTime answeredAt,
            @Nullable Integer scoreByLead,
            @Nullable Integer scoreOfLead) {}

    @Describe("A photo or document of the request")
    record FileJson(
            String id,

            @Describe("request (the petitioner's), reply (proof, which the petitioner sees) or note")
            String kind,

            @Describe("Media type") String type,
            long bytes,
            int width,
            int height) {
        static FileJson of(RequestFiles.Item item) {
            AttachmentRef ref = item.ref();
            return new FileJson(
                    Long.toString(ref.id()), item.kind(), ref.type(), ref.bytes(), ref.width(), ref.height());
        }
    }

    @Describe("A clock that runs")
    record ClockJson(String clock, String subject, @Nullable OffsetDateTime dueAt, boolean paused) {}

    @Describe("Who can be given the request inside its unit")
    record HandlersJson(List<HandlerJson> items) {}

    @Describe("Somebody who handles requests for a unit")
    record HandlerJson(@Describe("Account id") String id, String name, CityNames.@Nullable NamedJson unit) {}

    @Describe("A claim that holds until then")
    record ClaimJson(@Nullable OffsetDateTime until) {}

    @Override
    public List<Route> routes() {
        return List.of(
                filtered(Route.get(REQUESTS, "listRequests").summary("Requests by list and filter"))
                        .takes(LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(RequestJson.class, "Requests", this::list),
                filtered(Route.get(REQUESTS + "/count", "countRequests").summary("How many a list has, up to 10,000"))
                        .json(CountJson.class, "The count", this::count),
                staff(Route.get(REQUESTS + "/{number}", "getRequest").summary("One request"))
                        .takes(NUMBER)
                        .fails(RequestErrors.UNKNOWN)
                        .json(DetailJson.class, "The request", this::detail),
                staff(Route.post(REQUESTS + "/{number}/actions/{action}", "takeAction")
                                .summary("Take an action on a request")
                                .description("What each action needs, who may take it and what follows: the table of"
                                        + " transitions in the documentation."))
                        .grants("accept", "contact", "reply", "dispute")
                        .takes(NUMBER, ACTION)
                        .body(ActionJson.class, "What the action carries")
                        .idempotent()
                        .fails(RequestErrors.UNKNOWN, RequestErrors.UNKNOWN_ACTION)
                        .fails(RequestErrors.CHANGED, RequestErrors.CLAIMED)
                        .fails(RequestErrors.ofActions())
                        .fails(RequestErrors.BAD_FIELD, RequestErrors.UNKNOWN_UNIT, AttachmentErrors.UNKNOWN)
                        .fails(IntakeRoutes.UNKNOWN_CATEGORY)
                        .fails(AreaErrors.ofPosition())
                        .json(RequestJson.class, "The request afterwards", this::act),
                Route.get(REQUESTS + "/{number}/handlers", "listHandlers")
                        .summary("Who can be given the request inside its unit")
                        .roles(Role.LEAD)
                        .takes(NUMBER)
                        .fails(RequestErrors.UNKNOWN)
                        .json(HandlersJson.class, "The handlers", this::handlers),
                staff(Route.put(REQUESTS + "/{number}/claim", "claimRequest")
                                .summary("Keep a request for some minutes, so that no two work on it"))
                        .takes(NUMBER)
                        .fails(RequestErrors.UNKNOWN, RequestErrors.CLAIMED)
                        .json(ClaimJson.class, "The claim", this::claim),
                staff(Route.delete(REQUESTS + "/{number}/claim", "releaseRequest")
                                .summary("Give a claim back"))
                        .takes(NUMBER)
                        .fails(RequestErrors.UNKNOWN)
                        .nothing("It is free", exchange -> desk.release(exchange.caller(), number(exchange))));
    }

    private static RouteBuilder staff(RouteBuilder route) {
        return route.roles(Desk.roles());
    }

    private static RouteBuilder filtered(RouteBuilder route) {
        return staff(route)
                .fails(RequestErrors.NOT_ALLOWED)
                .takes(
                        VIEW,
                        STATE,
                        UNIT,
                        PARTY,
                        CATEGORY,
                        AREA,
                        URGENCY,
                        CHANNEL,
                        OVERDUE,
                        SUPERVISED,
                        SENSITIVE,
                        LATE,
                        MINE,
                        FROM,
                        UNTIL,
                        BOX);
    }

    private RequestQuery query(Exchange exchange) {
        return new RequestQuery(
                RequestQuery.View.valueOf(exchange.get(VIEW, "all").toUpperCase(java.util.Locale.ROOT)),
                filter(exchange));
    }

    private RequestFilter filter(Exchange exchange) {
        Set<String> states = exchange.find(STATE);
        return new RequestFilter(
                states == null ? null : new ArrayList<>(states),
                units(exchange.find(UNIT)),
                units(exchange.find(PARTY)),
                categories(exchange),
                areas(exchange.find(AREA)),
                exchange.find(URGENCY),
                exchange.find(CHANNEL),
                new RequestFilter.Flags(
                        flag(exchange.find(OVERDUE)),
                        flag(exchange.find(SUPERVISED)),
                        flag(exchange.find(SENSITIVE)),
                        exchange.find(LATE) != null),
                new RequestFilter.Received(instant(exchange.find(FROM)), instant(exchange.find(UNTIL))),
                exchange.find(BOX),
                null,
                exchange.find(MINE) == null ? null : exchange.caller().account());
    }

    private @Nullable List<String> categories(Exchange exchange) {
        String category = exchange.find(CATEGORY);
        List<String> within = category == null ? null : names.categoriesWithin(category);
        if (!exchange.get(VIEW, "all").equals("publication")) {
            return within;
        }
        CategoryTree tree = names.units().categories();
        return tree.list().stream()
                .map(Category::code)
                .filter(code -> within == null || within.contains(code))
                .filter(code -> PublicRequests.publishesPoints(tree, code))
                .toList();
    }

    private static java.time.@Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Boolean flag(@Nullable String word) {
        return word == null ? null : Boolean.valueOf(word);
    }

    private @Nullable List<String> units(@Nullable String unit) {
        return unit == null ? null : names.tree().subtree(unit);
    }

    private Map<Integer, String> areas(@Nullable String area) {
        Map<Integer, String> areas = new HashMap<>();
        if (area == null) {
            return areas;
        }
        int colon = area.indexOf(':');
        int rank = names.levels().stream()
                .filter(level -> colon > 0 && level.id().equals(area.substring(0, colon)))
                .mapToInt(Level::rank)
                .findFirst()
                .orElseThrow(
                        () -> ErrorCode.INVALID_PARAMETER.problem("area is level:code, as district:110101", "area"));
        areas.put(rank, area.substring(colon + 1));
        return areas;
    }

    private Page<RequestJson> list(Exchange exchange) {
        Desk.Page page =
                desk.list(exchange.caller(), query(exchange), exchange.find(Cursor.PARAM), exchange.get(LIMIT, 50));
        RequestJson.Writer writer = writer();
        return new Page<>(
                page.items().stream()
                        .map(seen -> writer.of(seen.request(), seen.text(), seen.view()))
                        .toList(),
                page.next());
    }

    private CountJson count(Exchange exchange) {
        int count = desk.count(exchange.caller(), query(exchange));
        return new CountJson(Math.min(count, RequestLists.COUNT_LIMIT), count > RequestLists.COUNT_LIMIT);
    }

    private DetailJson detail(Exchange exchange) {
        Desk.Detail detail = desk.detail(exchange.caller(), number(exchange));
        RequestJson.Writer writer = writer();
        return new DetailJson(
                writer.of(detail.request(), detail.text(), detail.standing().view()),
                detail.text(),
                detail.address(),
                answers(detail),
                detail.parties().stream().map(party -> party(party, writer)).toList(),
                detail.clocks().stream().map(clock -> clock(clock, writer)).toList(),
                new ShownDecisionsJson(
                        detail.decisions().stream().map(StoredDecision::shown).toList()),
                HistoryJson.of(detail.chain(), detail.values(), rules.current().zone()),
                CallbackResults.of(detail.chain(), rules.current().zone()),
                detail.files().stream().map(FileJson::of).toList(),
                detail.related().stream()
                        .map(each -> RelatedJson.of(detail.request(), each, names))
                        .toList(),
                detail.actions().stream().map(Action::key).toList(),
                detail.identitySealed(),
                FieldFindingJson.of(detail.chain(), rules.current().zone()));
    }

    private List<FiledAnswers.AnswerJson> answers(Desk.Detail detail) {
        String category = detail.request().facts().text(Field.CATEGORY);
        return FiledAnswers.shown(
                detail.values().get(FiledAnswers.NAME),
                category == null
                        ? List.of()
                        : rules.current().attributes().of(names.units().categories(), category));
    }

    private PartyJson party(Party party, RequestJson.Writer writer) {
        return new PartyJson(
                names.unit(party.unit()),
                party.role().key(),
                party.status().key(),
                writer.time(party.askedAt()),
                writer.time(party.dueAt()),
                writer.time(party.answeredAt()),
                party.scoreByLead(),
                party.scoreOfLead());
    }

    private static ClockJson clock(RunningClock clock, RequestJson.Writer writer) {
        return new ClockJson(clock.clock(), clock.subject(), writer.time(clock.dueAt()), clock.pausedAt() != null);
    }

    private RequestJson act(Exchange exchange) {
        Action action = Action.find(exchange.get(ACTION))
                .orElseThrow(() -> RequestErrors.UNKNOWN_ACTION.problem("there is no such action", "action"));
        ActionJson body = exchange.body(ActionJson.class);
        Long parent = body.parent() == null ? null : requests.idOf(parse(body.parent()));
        Request after = desk.act(exchange.caller(), number(exchange), action, body.toInput(parent), body.version());
        return writer().of(after, null, Standing.View.OUTLINE);
    }

    private HandlersJson handlers(Exchange exchange) {
        return new HandlersJson(desk.handlers(exchange.caller(), number(exchange)).stream()
                .map(worker ->
                        new HandlerJson(Long.toString(worker.account()), worker.name(), names.unit(worker.unit())))
                .toList());
    }

    private ClaimJson claim(Exchange exchange) {
        return new ClaimJson(writer().time(desk.claim(exchange.caller(), number(exchange))));
    }

    private RequestJson.Writer writer() {
        return new RequestJson.Writer(names, rules.current().zone(), rules.limits());
    }

    private static RequestNumber number(Exchange exchange) {
        return parse(exchange.get(NUMBER));
    }

    static RequestNumber parse(String typed) {
        return RequestNumber.parse(typed)
                .orElseThrow(() -> RequestErrors.UNKNOWN.problem("there is no request of this number", "number"));
    }
}
