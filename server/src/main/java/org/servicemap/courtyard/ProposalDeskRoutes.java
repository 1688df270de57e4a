package org.servicemap.courtyard;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.servicemap.courtyard.CourtyardJson.CourtyardCareJson;
import org.servicemap.courtyard.CourtyardJson.NoticeBody;
import org.servicemap.courtyard.CourtyardJson.StaffNoticeJson;
import org.servicemap.courtyard.ProposalJson.ProposalAdoptionBody;
import org.servicemap.courtyard.ProposalJson.ProposalClosingBody;
import org.servicemap.courtyard.ProposalJson.ProposalReasonBody;
import org.servicemap.courtyard.ProposalJson.ProposalSeenBody;
import org.servicemap.courtyard.ProposalJson.StaffProposalJson;
import org.servicemap.http.Cursor;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;

/** What the community's staff and the offices above it do. */
final class ProposalDeskRoutes implements RouteGroup {
    static final Set<Role> STAFF = Set.of(Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final Role[] ROLES = {Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR};
    private static final String ONE = ProposalJson.PROPOSALS + "/{id}";
    private static final String NOTICES = CourtyardRoutes.COURTYARD + "/{area}/notices";
    private static final Param<String> QUEUE = Param.oneOf(
                    "queue",
                    Stream.of(ProposalDesk.Queue.values())
                            .map(queue -> queue.name().toLowerCase(Locale.ROOT))
                            .toList(),
                    "What to look for")
            .mandatory();
    private static final Param<String> OF = Param.text("area", "Only of this community");
    private static final Param<String> WORDS = Param.text("q", "Part of a name or code");
    private static final Param<Long> NOTICE = Param.id("notice", "The notice").inPath();

    private final ProposalDesk desk;
    private final ProposalViews views;
    private final Notices notices;
    private final Communities communities;

    ProposalDeskRoutes(ProposalDesk desk, ProposalViews views, Notices notices, Communities communities) {
        this.desk = desk;
        this.views = views;
        this.notices = notices;
        this.communities = communities;
    }

    @Override
    public String tag() {
        return "courtyard";
    }

    @Override
    public String description() {
        return "The online courtyard: communities' pages and residents' micro-proposals";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(CourtyardRoutes.COURTYARD, "listCommunitiesInCare")
                        .summary("The communities that the caller looks after")
                        .roles(ROLES)
                        .takes(WORDS, Cursor.PARAM, CourtyardRoutes.LIMIT)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(CourtyardCareJson.class, "Communities", this::care),
                Route.get(ProposalJson.PROPOSALS, "listProposalsForStaff")
                        .summary("Proposals to deal with, overdue ones first")
                        .roles(ROLES)
                        .takes(QUEUE, OF, Cursor.PARAM, CourtyardRoutes.LIMIT)
                        .fails(ErrorCode.BAD_CURSOR, CourtyardErrors.UNKNOWN_COMMUNITY, ErrorCode.OUT_OF_SCOPE)
                        .page(StaffProposalJson.class, "Proposals", this::queue),
                step(Route.post(ONE + "/publish", "publishProposal"), "Let everybody read it")
                        .body(ProposalSeenBody.class, "What was seen")
                        .json(
                                StaffProposalJson.class,
                                "The proposal",
                                exchange -> views.staff(desk.publish(
                                        exchange.caller(),
                                        exchange.get(CourtyardRoutes.ID),
                                        exchange.body(ProposalSeenBody.class).version()))),
                step(Route.post(ONE + "/refuse", "refuseProposal"), "Do not let it become public, or take it down")
                        .body(ProposalReasonBody.class, "Why")
                        .json(StaffProposalJson.class, "The proposal", exchange -> {
                            ProposalReasonBody body = exchange.body(ProposalReasonBody.class);
                            return views.staff(desk.refuse(
                                    exchange.caller(),
                                    exchange.get(CourtyardRoutes.ID),
                                    body.version(),
                                    body.reason()));
                        }),
                step(Route.post(ONE + "/decline", "declineProposal"), "Answer no, and why")
                        .body(ProposalReasonBody.class, "Why")
                        .json(StaffProposalJson.class, "The proposal", exchange -> {
                            ProposalReasonBody body = exchange.body(ProposalReasonBody.class);
                            return views.staff(desk.decline(
                                    exchange.caller(),
                                    exchange.get(CourtyardRoutes.ID),
                                    body.version(),
                                    body.reason()));
                        }),
                step(Route.post(ONE + "/adopt", "adoptProposal"), "Answer yes: it becomes a request or a task")
                        .body(ProposalAdoptionBody.class, "The answer")
                        .json(StaffProposalJson.class, "The proposal", this::adopt),
                step(Route.post(ONE + "/close", "closeProposal"), "End an adopted one with what came of it")
                        .body(ProposalClosingBody.class, "What came of it")
                        .json(StaffProposalJson.class, "The proposal", exchange -> {
                            ProposalClosingBody body = exchange.body(ProposalClosingBody.class);
                            return views.staff(desk.close(
                                    exchange.caller(),
                                    exchange.get(CourtyardRoutes.ID),
                                    body.version(),
                                    body.outcome(),
                                    body.reason()));
                        }),
                step(
                                Route.post(ONE + "/reports/settle", "settleProposalReports"),
                                "Say that the reports were looked at")
                        .json(
                                StaffProposalJson.class,
                                "The proposal",
                                exchange -> views.staff(
                                        desk.settleReports(exchange.caller(), exchange.get(CourtyardRoutes.ID)))),
                notice(Route.get(NOTICES, "listNotices"), "All notices of a community")
                        .page(
                                StaffNoticeJson.class,
                                "Notices, the newest first",
                                exchange -> Page.whole(
                                        notices.all(exchange.caller(), exchange.get(CourtyardRoutes.AREA)).stream()
                                                .map(StaffNoticeJson::of)
                                                .toList())),
                notice(Route.post(NOTICES, "writeNotice"), "Write a notice")
                        .body(NoticeBody.class, "The notice")
                        .idempotent()
                        .fails(CourtyardErrors.BAD_FIELD, CourtyardErrors.CHANGED)
                        .created(StaffNoticeJson.class, "The notice", exchange -> save(exchange, notices.nextId(), 1)),
                notice(Route.put(NOTICES + "/{notice}", "changeNotice"), "Change a notice, or take it off the page")
                        .takes(NOTICE)
                        .body(NoticeBody.class, "The notice as it is now")
                        .fails(CourtyardErrors.BAD_FIELD, CourtyardErrors.CHANGED, CourtyardErrors.UNKNOWN_NOTICE)
                        .json(StaffNoticeJson.class, "The notice", this::change));
    }

    private static RouteBuilder step(RouteBuilder route, String summary) {
        return route.summary(summary)
                .roles(ROLES)
                .takes(CourtyardRoutes.ID)
                .idempotent()
                .fails(CourtyardErrors.UNKNOWN_PROPOSAL, CourtyardErrors.UNKNOWN_COMMUNITY, ErrorCode.OUT_OF_SCOPE)
                .fails(CourtyardErrors.NOT_OPEN, CourtyardErrors.CHANGED, CourtyardErrors.BAD_FIELD);
    }

    private static RouteBuilder notice(RouteBuilder route, String summary) {
        return route.summary(summary)
                .roles(ROLES)
                .takes(CourtyardRoutes.AREA)
                .fails(CourtyardErrors.UNKNOWN_COMMUNITY, ErrorCode.OUT_OF_SCOPE);
    }

    private Page<CourtyardCareJson> care(Exchange exchange) {
        String words = exchange.find(WORDS);
        String scope = "communities " + words;
        List<CourtyardCareJson> found = communities.all().stream()
                .filter(each -> communities.covers(exchange.caller(), each))
                .filter(each -> words == null || matches(each, words.toLowerCase(Locale.ROOT)))
                .map(each -> new CourtyardCareJson(each.code(), each.name()))
                .toList();
        return Page.of(
                found,
                Cursor.offset(exchange.find(Cursor.PARAM), scope),
                exchange.get(CourtyardRoutes.LIMIT, CourtyardRoutes.PAGE),
                scope);
    }

    private static boolean matches(Community community, String words) {
        return community.code().contains(words)
                || community.name().byTag().values().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(words));
    }

    private Page<StaffProposalJson> queue(Exchange exchange) {
        String word = exchange.get(QUEUE);
        String area = exchange.find(OF);
        String scope = "proposals " + word + " " + area;
        int limit = exchange.get(CourtyardRoutes.LIMIT, CourtyardRoutes.PAGE);
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        List<Proposal> found = desk.queue(
                exchange.caller(), ProposalDesk.Queue.valueOf(word.toUpperCase(Locale.ROOT)), area, offset, limit);
        return Page.part(found, offset, limit, scope).map(views::staff);
    }

    private StaffProposalJson adopt(Exchange exchange) {
        ProposalAdoptionBody body = exchange.body(ProposalAdoptionBody.class);
        long id = exchange.get(CourtyardRoutes.ID);
        return views.staff(
                switch (body.as()) {
                    case "request" ->
                        desk.adoptAsRequest(exchange.caller(), id, body.version(), body.reason(), body.category());
                    case "task" ->
                        desk.adoptAsTask(
                                exchange.caller(), id, body.version(), body.reason(), body.grid(), body.dueOn());
                    default -> throw CourtyardException.bad("as", "request or task");
                });
    }

    private StaffNoticeJson change(Exchange exchange) {
        Integer seen = exchange.body(NoticeBody.class).version();
        if (seen == null) {
            throw CourtyardException.bad("version", "say which version was seen");
        }
        long id = notices.get(exchange.get(CourtyardRoutes.AREA), exchange.get(NOTICE))
                .id();
        return save(exchange, id, seen + 1);
    }

    private StaffNoticeJson save(Exchange exchange, long id, int version) {
        NoticeBody body = exchange.body(NoticeBody.class);
        return StaffNoticeJson.of(notices.save(
                exchange.caller(),
                new Notice(
                        id,
                        exchange.get(CourtyardRoutes.AREA),
                        body.title(),
                        body.words(),
                        body.firstDay(),
                        body.lastDay(),
                        body.withdrawn() != null && body.withdrawn(),
                        version)));
    }
}
