package org.servicemap.courtyard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.attachments.AttachmentRoutes;
import org.servicemap.attachments.Attachments;
import org.servicemap.courtyard.CourtyardJson.CourtyardPageJson;
import org.servicemap.courtyard.ProposalJson.PublicProposalJson;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Cursor;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** What everybody reads: a community's page and its public proposals. */
final class CourtyardRoutes implements RouteGroup {
    static final String COURTYARD = HttpServer.API + "/courtyard";
    static final Param<String> AREA =
            Param.text("area", "Code of the community").inPath();
    static final Param<Long> ID = Param.id("id", "The proposal").inPath();
    static final Param<Integer> LIMIT = Param.integer("limit", 1, 200, "At most so many; default 50");
    static final int PAGE = 50;
    private static final Param<String> SORT = Param.oneOf(
            "sort", List.of("newest", "supported", "due"), "due: what is to be answered first; default newest");
    private static final Param<String> STATE = Param.oneOf(
            "state", Proposal.State.PUBLIC.stream().map(Proposal.State::key).toList(), "Only of this state");

    private static final RateLimit LOOKING = RateLimit.perMinute("courtyard", 240);

    private final CourtyardPage page;
    private final Communities communities;
    private final ProposalViews views;
    private final Attachments attachments;

    CourtyardRoutes(CourtyardPage page, Communities communities, ProposalViews views, Attachments attachments) {
        this.page = page;
        this.communities = communities;
        this.views = views;
        this.attachments = attachments;
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
                Route.get(COURTYARD + "/{area}", "getCourtyard")
                        .summary("A community's page")
                        .description("Of requests only what was released or is published; nothing is counted live.")
                        .takes(AREA)
                        .limit(LOOKING)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(exchange -> tag(page(exchange)))
                        .fails(CourtyardErrors.UNKNOWN_COMMUNITY)
                        .json(CourtyardPageJson.class, "The page", this::page),
                Route.get(COURTYARD + "/{area}/proposals", "listProposals")
                        .summary("A community's public proposals")
                        .takes(AREA, SORT, STATE, Cursor.PARAM, LIMIT)
                        .limit(LOOKING)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(exchange -> tag(list(exchange)))
                        .fails(CourtyardErrors.UNKNOWN_COMMUNITY, ErrorCode.BAD_CURSOR)
                        .page(PublicProposalJson.class, "Proposals", this::list),
                Route.get(ProposalJson.PROPOSALS + "/{id}", "getProposal")
                        .summary("A public proposal")
                        .takes(ID)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(exchange -> tag(one(exchange)))
                        .fails(CourtyardErrors.UNKNOWN_PROPOSAL)
                        .json(PublicProposalJson.class, "The proposal", this::one),
                Route.get(ProposalJson.PROPOSALS + "/{id}/photo", "getProposalPhoto")
                        .summary("A proposal's picture")
                        .description("Of one that is not public only for its author and the community's staff.")
                        .takes(ID)
                        .fails(CourtyardErrors.UNKNOWN_PROPOSAL, AttachmentErrors.UNKNOWN, ErrorCode.UNAVAILABLE)
                        .file(AttachmentRoutes.TYPES, "The picture", this::photo));
    }

    private CourtyardPageJson page(Exchange exchange) {
        return page.of(exchange.get(AREA));
    }

    private Page<PublicProposalJson> list(Exchange exchange) {
        Community community = communities.get(exchange.get(AREA));
        String sort = exchange.get(SORT, "newest");
        String word = exchange.find(STATE);
        String scope = "proposals " + community.code() + " " + sort + " " + word;
        int limit = exchange.get(LIMIT, PAGE);
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        return Page.part(
                views.list(
                        community,
                        word == null ? null : Proposal.State.of(word),
                        ProposalStore.Order.valueOf(sort.toUpperCase(Locale.ROOT)),
                        offset,
                        limit + 1),
                offset,
                limit,
                scope);
    }

    private PublicProposalJson one(Exchange exchange) {
        return views.one(exchange.get(ID));
    }

    private byte[] photo(Exchange exchange) {
        long id = exchange.get(ID);
        Attachments.Content content = attachments.open(views.photo(exchange.caller(), id));
        exchange.answersAs(content.type(), id + "." + content.extension());
        return content.bytes();
    }

    /** Of all that the answer says: progress of requests and tasks is in it, which no version of ours counts. */
    private static String tag(Record answer) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(answer.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
