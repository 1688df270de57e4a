package org.servicemap.knowledge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** The knowledge base: citizens read what is published, staff read and write. */
public final class ArticleRoutes implements RouteGroup {
    public static final ErrorCode UNKNOWN =
            new ErrorCode(404, ArticleException.UNKNOWN, "a code that no article you may read has");
    static final ErrorCode CHANGED =
            new ErrorCode(409, ArticleException.CHANGED, "the article was changed since it was seen");
    static final ErrorCode BAD_FIELD =
            new ErrorCode(400, ArticleException.BAD_FIELD, "a field's value is not acceptable");

    private static final String ARTICLES = HttpServer.API + "/articles";
    private static final Set<Role> READERS =
            Set.of(Role.OPERATOR, Role.DISPATCHER, Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final Param<String> QUERY = Param.text("q", "Words; without them all articles, by code");
    private static final Param<String> CATEGORY = Param.text("category", "Only about this category");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 100, "At most so many; default 20");
    private static final Param<String> CODE =
            Param.text("code", "Code of the article").inPath();

    private final Articles articles;

    public ArticleRoutes(Articles articles) {
        this.articles = articles;
    }

    @Describe("An article")
    record ArticleJson(
            String code,
            int version,
            LocalText title,

            @Describe("Plain text; an empty line parts paragraphs")
            LocalText body,

            List<String> categories,
            List<String> units,
            @Nullable LocalDate validFrom,
            @Describe("The last day") @Nullable LocalDate validTo,
            @Describe("Whether citizens read it") boolean published,
            Instant changedAt) {
        static ArticleJson of(Version version) {
            Article article = version.article();
            return new ArticleJson(
                    article.code(),
                    version.number(),
                    article.title(),
                    article.body(),
                    article.categories(),
                    article.units(),
                    article.validFrom(),
                    article.validTo(),
                    article.published(),
                    version.changedAt());
        }
    }

    @Describe("What somebody asks about")
    record AskedJson(
            @Describe("Any words, also a caller's whole sentence")
            String text,

            @Describe("Code of a category") @Nullable String category,

            @Describe("At most so many, 1 to 100; default 20") @Nullable
            Integer limit) {}

    @Describe("A version of an article")
    record ArticleVersionJson(
            ArticleJson article,
            @Describe("account:17, or pack") String changedBy) {}

    @Describe("An article as it shall be")
    record ArticleBody(
            @Describe("The version that was changed; 0 for a new article")
            int version,

            LocalText title,
            LocalText body,
            @Nullable List<String> categories,
            @Nullable List<String> units,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo,
            boolean published) {
        Article article(String code) {
            return new Article(
                    code,
                    title,
                    body,
                    categories == null ? List.of() : categories,
                    units == null ? List.of() : units,
                    validFrom,
                    validTo,
                    published);
        }
    }

    /** How the knowledge base fails on the wire. */
    public static List<ProblemMapping<?>> mappings() {
        return List.of(ProblemMapping.of(ArticleException.class, ArticleRoutes::problem));
    }

    private static Problem problem(ArticleException e) {
        ErrorCode code = switch (e.code()) {
            case ArticleException.UNKNOWN -> UNKNOWN;
            case ArticleException.CHANGED -> CHANGED;
            default -> BAD_FIELD;
        };
        return code.problem(String.valueOf(e.getMessage()), e.field());
    }

    @Override
    public String tag() {
        return "articles";
    }

    @Override
    public String description() {
        return "The knowledge base";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ARTICLES, "searchArticles")
                        .summary("Articles that hold any of the words, the best first")
                        .description("Citizens find what is published and holds today; staff find all.")
                        .takes(QUERY, CATEGORY, LIMIT)
                        .cache(CachePolicy.NO_STORE)
                        .page(ArticleJson.class, "Articles", this::search),
                Route.post(ARTICLES + "/search", "findArticles")
                        .summary("Articles that hold any of a caller's words, the best first")
                        .description("For what somebody says, which may be personal: it is in no address.")
                        .roles(READERS.toArray(new Role[0]))
                        .body(AskedJson.class, "The words")
                        .page(ArticleJson.class, "Articles", this::find),
                Route.get(ARTICLES + "/{code}", "getArticle")
                        .summary("One article")
                        .takes(CODE)
                        .cache(CachePolicy.NO_STORE)
                        .fails(UNKNOWN)
                        .json(
                                ArticleJson.class,
                                "The article",
                                exchange ->
                                        ArticleJson.of(articles.get(exchange.get(CODE), isCitizen(exchange.caller())))),
                Route.get(ARTICLES + "/{code}/versions", "listArticleVersions")
                        .summary("All versions of an article, the newest first")
                        .roles(READERS.toArray(new Role[0]))
                        .takes(CODE)
                        .fails(UNKNOWN)
                        .page(ArticleVersionJson.class, "Versions", this::versions),
                Route.put(ARTICLES + "/{code}", "putArticle")
                        .summary("Save a new version, or a new article")
                        .roles(Role.ADMINISTRATOR, Role.SUPERVISOR)
                        .takes(CODE)
                        .body(ArticleBody.class, "The article")
                        .fails(BAD_FIELD, CHANGED)
                        .json(ArticleJson.class, "The article", this::save));
    }

    private static boolean isCitizen(Caller caller) {
        return !caller.hasAny(READERS);
    }

    private Page<ArticleJson> search(Exchange exchange) {
        List<Version> found = articles.search(
                exchange.get(QUERY, ""),
                exchange.find(CATEGORY),
                isCitizen(exchange.caller()),
                exchange.get(LIMIT, 20));
        return Page.whole(found.stream().map(ArticleJson::of).toList());
    }

    private Page<ArticleJson> find(Exchange exchange) {
        AskedJson asked = exchange.body(AskedJson.class);
        int limit = asked.limit() == null ? 20 : Math.max(1, Math.min(100, asked.limit()));
        return Page.whole(articles.search(asked.text(), asked.category(), false, limit).stream()
                .map(ArticleJson::of)
                .toList());
    }

    private Page<ArticleVersionJson> versions(Exchange exchange) {
        return Page.whole(articles.versions(exchange.get(CODE)).stream()
                .map(version -> new ArticleVersionJson(ArticleJson.of(version), version.changedBy()))
                .toList());
    }

    private ArticleJson save(Exchange exchange) {
        ArticleBody body = exchange.body(ArticleBody.class);
        String by = "account:" + exchange.caller().account();
        return ArticleJson.of(articles.save(body.article(exchange.get(CODE)), body.version(), by));
    }
}
