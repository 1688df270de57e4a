package org.servicemap.courtyard;

import java.util.List;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.courtyard.CourtyardJson.CourtyardAreaJson;
import org.servicemap.courtyard.CourtyardJson.OwnCourtyardJson;
import org.servicemap.courtyard.ProposalJson.OwnProposalJson;
import org.servicemap.courtyard.ProposalJson.ProposalBody;
import org.servicemap.courtyard.ProposalJson.ProposalReportBody;
import org.servicemap.courtyard.ProposalJson.SupportBody;
import org.servicemap.courtyard.ProposalJson.SupportsJson;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;

/** What residents do with proposals. */
final class ProposalRoutes implements RouteGroup {
    private static final String ONE = ProposalJson.PROPOSALS + "/{id}";
    private static final RateLimit PROPOSING = RateLimit.perHour("proposals", 20);
    private static final RateLimit VOICES = RateLimit.perMinute("proposal_voices", 60);
    private static final RateLimit REPORTING = RateLimit.perHour("proposal_reports", 20);

    private final Proposals proposals;
    private final ProposalViews views;

    ProposalRoutes(Proposals proposals, ProposalViews views) {
        this.proposals = proposals;
        this.views = views;
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
                Route.get(HttpServer.API + "/session/courtyard", "getOwnCourtyard")
                        .summary("Where the caller may propose and support, and what is the caller's")
                        .roles(Role.CITIZEN)
                        .json(OwnCourtyardJson.class, "What is the caller's", this::own),
                Route.post(CourtyardRoutes.COURTYARD + "/{area}/proposals", "propose")
                        .summary("Propose something; it becomes public when the community has read it")
                        .roles(Role.CITIZEN)
                        .takes(CourtyardRoutes.AREA)
                        .body(ProposalBody.class, "The proposal")
                        .limit(PROPOSING)
                        .idempotent()
                        .fails(CourtyardErrors.UNKNOWN_COMMUNITY, CourtyardErrors.BAD_FIELD)
                        .fails(CourtyardErrors.NOT_CONFIRMED, CourtyardErrors.NOT_A_RESIDENT)
                        .fails(CourtyardErrors.TOO_MANY_OPEN, CourtyardErrors.TOO_MANY_TODAY, AttachmentErrors.UNKNOWN)
                        .created(OwnProposalJson.class, "The proposal", this::propose),
                one(Route.post(ONE + "/mend", "mendProposal"), "Hand a refused one in once again")
                        .body(ProposalBody.class, "The proposal as it is now")
                        .limit(PROPOSING)
                        .idempotent()
                        .fails(CourtyardErrors.UNKNOWN_COMMUNITY, CourtyardErrors.BAD_FIELD, CourtyardErrors.CHANGED)
                        .fails(CourtyardErrors.NOT_CONFIRMED, CourtyardErrors.NOT_A_RESIDENT)
                        .fails(CourtyardErrors.NOT_MENDABLE, CourtyardErrors.TOO_MANY_OPEN, AttachmentErrors.UNKNOWN)
                        .json(OwnProposalJson.class, "The proposal", this::mend),
                one(Route.post(ONE + "/withdraw", "withdrawProposal"), "Take one back that is not answered yet")
                        .idempotent()
                        .fails(CourtyardErrors.NOT_OPEN)
                        .json(
                                OwnProposalJson.class,
                                "The proposal",
                                exchange -> views.own(
                                        proposals.withdraw(exchange.caller(), exchange.get(CourtyardRoutes.ID)))),
                one(
                                Route.put(ONE + "/support", "supportProposal"),
                                "Give the own voice, or say anew whether to be told")
                        .body(SupportBody.class, "The voice")
                        .limit(VOICES)
                        .fails(
                                CourtyardErrors.NOT_OPEN,
                                CourtyardErrors.OWN_PROPOSAL,
                                CourtyardErrors.UNKNOWN_COMMUNITY)
                        .fails(CourtyardErrors.NOT_CONFIRMED, CourtyardErrors.NOT_A_RESIDENT)
                        .json(SupportsJson.class, "The voices", this::support),
                one(Route.delete(ONE + "/support", "takeBackSupport"), "Take the own voice back")
                        .limit(VOICES)
                        .fails(CourtyardErrors.NOT_OPEN)
                        .json(
                                SupportsJson.class,
                                "The voices",
                                exchange -> new SupportsJson(
                                        proposals
                                                .takeBack(exchange.caller(), exchange.get(CourtyardRoutes.ID))
                                                .supports(),
                                        false)),
                one(Route.post(ONE + "/reports", "reportProposal"), "Tell the staff that it should not be there")
                        .body(ProposalReportBody.class, "Why")
                        .limit(REPORTING)
                        .idempotent()
                        .fails(CourtyardErrors.BAD_FIELD)
                        .nothing(
                                "The staff will look at it",
                                exchange -> proposals.report(
                                        exchange.caller(),
                                        exchange.get(CourtyardRoutes.ID),
                                        exchange.body(ProposalReportBody.class).words())));
    }

    private static RouteBuilder one(RouteBuilder route, String summary) {
        return route.summary(summary)
                .roles(Role.CITIZEN)
                .takes(CourtyardRoutes.ID)
                .fails(CourtyardErrors.UNKNOWN_PROPOSAL);
    }

    private OwnCourtyardJson own(Exchange exchange) {
        Proposals.Standing standing = proposals.standing(exchange.caller());
        return new OwnCourtyardJson(
                standing.status(),
                standing.unit(),
                standing.communities().stream()
                        .map(each -> new CourtyardAreaJson(each.level(), each.code(), each.name()))
                        .toList(),
                standing.own().stream().map(views::own).toList(),
                standing.supported().stream().map(String::valueOf).toList());
    }

    private OwnProposalJson propose(Exchange exchange) {
        ProposalText text = exchange.body(ProposalBody.class).text(language(exchange));
        return views.own(proposals.propose(exchange.caller(), exchange.get(CourtyardRoutes.AREA), text));
    }

    private OwnProposalJson mend(Exchange exchange) {
        ProposalBody body = exchange.body(ProposalBody.class);
        Integer seen = body.version();
        if (seen == null) {
            throw CourtyardException.bad("version", "say which version was seen");
        }
        return views.own(proposals.mend(
                exchange.caller(), exchange.get(CourtyardRoutes.ID), seen, body.text(language(exchange))));
    }

    private SupportsJson support(Exchange exchange) {
        boolean tell = exchange.body(SupportBody.class).tell();
        return new SupportsJson(
                proposals
                        .support(exchange.caller(), exchange.get(CourtyardRoutes.ID), tell, language(exchange))
                        .supports(),
                true);
    }

    /** Of the messages, as the browser asks for. */
    private static String language(Exchange exchange) {
        return exchange.language().split("-", 2)[0];
    }
}
