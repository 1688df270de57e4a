package org.servicemap.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.requests.language.TextSimilarity;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * What was filed near a place: for citizens what the categories' policy publishes, without a word of what was said; for operators
 * and dispatchers what may be the same matter, by distance, category and words.
 */
final class NearbyRoutes implements FilingGroup {
    private static final Duration PUBLISHED_FOR = Duration.ofDays(90);
    private static final Duration SIMILAR_FOR = Duration.ofDays(30);
    private static final double SIMILAR_METRES = 500;
    private static final int CANDIDATES = 200;
    private static final int USUAL = 10;
    private static final int MOST = 50;

    /** How much the words count beside the distance. */
    private static final double WORDS = 0.6;

    private static final double LEAST = 0.2;
    private static final List<String> UNPUBLISHED = List.of(State.WITHDRAWN.key(), State.DIVERTED.key());
    private static final Param<Double> LON =
            Param.number("lon", -180, 180, "Longitude, WGS 84").mandatory();
    private static final Param<Double> LAT =
            Param.number("lat", -90, 90, "Latitude, WGS 84").mandatory();
    private static final Param<Integer> RADIUS = Param.integer("radius", 10, 1000, "Metres; default 300");
    private static final Param<String> CATEGORY = Param.text("category", "Only this category and those below it");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 50, "At most so many; default " + USUAL);
    private static final Param<Integer> DAYS = Param.integer("days", 1, 90, "Of the last so many days; default 90");
    private static final RateLimit LOOKING = RateLimit.perMinute("near_requests", 60);
    private static final RateLimit COUNTING = RateLimit.perMinute("near_counts", 60);

    private final Database database;
    private final RequestLists lists;
    private final Desk desk;
    private final CityNames names;
    private final CityRules rules;
    private final Clock clock;

    NearbyRoutes(Database database, RequestLists lists, Desk desk, CityNames names, CityRules rules, Clock clock) {
        this.database = database;
        this.lists = lists;
        this.desk = desk;
        this.names = names;
        this.rules = rules;
        this.clock = clock;
    }

    @Describe("Published requests, the nearest first")
    record NearJson(List<PublishedJson> items) {}

    @Describe("A request as the public sees it")
    record PublishedJson(
            String number,
            CityNames.@Nullable NamedJson category,
            String state,
            @Nullable Double lon,
            @Nullable Double lat,
            double distanceMetres,
            @Nullable OffsetDateTime receivedAt) {}

    @Describe("How many published requests lie near, by category, the most first")
    record NearCountsJson(
            @Describe("Of all categories") int requests,

            @Describe("Metres") int radius,

            int days,
            List<NearCountJson> items) {}

    @Describe("Published requests of one category near a place")
    record NearCountJson(CityNames.@Nullable NamedJson category, int requests) {}

    @Describe("A matter to compare with")
    record MatterJson(
            double lon,
            double lat,
            @Nullable String category,
            @Describe("What is said") @Nullable String text,

            @Describe("At most so many, 1 to 50; default 10") @Nullable
            Integer limit) {
        MatterJson {
            if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
                throw new FieldException("lon", "longitude -180 to 180 and latitude -90 to 90, WGS 84");
            }
        }
    }

    @Describe("What may be the same matter, the likeliest first")
    record SimilarJson(List<LikelyJson> items) {}

    @Describe("A request that may be about the same")
    record LikelyJson(
            String number,
            CityNames.@Nullable NamedJson category,

            @Describe("The beginning of what was said") @Nullable
            String text,

            String state,
            CityNames.@Nullable NamedJson unit,
            @Nullable Double lon,
            @Nullable Double lat,
            double distanceMetres,
            @Describe("0 to 1, from words and distance") double score,
            @Nullable OffsetDateTime receivedAt) {}

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HttpServer.API + "/requests/near", "listRequestsNear")
                        .summary(
                                "Published requests near a place: categories whose policy is point, of the last 90 days")
                        .takes(LON, LAT, RADIUS, CATEGORY, LIMIT)
                        .limit(LOOKING)
                        .json(NearJson.class, "The requests", this::near),
                Route.get(HttpServer.API + "/requests/near/counts", "countRequestsNear")
                        .summary("How many requests are published near a place, by category")
                        .description("All of those that the list has one by one with their points, however many: so no"
                                + " number is too small to be told.")
                        .takes(LON, LAT, RADIUS, CATEGORY, DAYS)
                        .limit(COUNTING)
                        .json(NearCountsJson.class, "The counts", this::counts),
                Route.post(HttpServer.API + "/requests/similar", "listSimilarRequests")
                        .summary("Requests of the last 30 days within 500 m that may be about the same matter")
                        .description("Among those of which the caller's roles show the words: of a unit's own operators"
                                + " also the sensitive ones that it leads.")
                        .roles(Role.OPERATOR, Role.DISPATCHER)
                        .body(MatterJson.class, "What was said, and where")
                        .json(SimilarJson.class, "The requests", this::similar));
    }

    private NearJson near(Exchange exchange) {
        Vicinity near = published(exchange, (int) PUBLISHED_FOR.toDays());
        List<RequestLists.Row> rows = near.categories().isEmpty()
                ? List.of()
                : database.inSnapshot(handle -> lists.near(handle, near, ListScope.PUBLIC, exchange.get(LIMIT, USUAL)));
        return new NearJson(rows.stream().map(row -> published(near, row)).toList());
    }

    private Vicinity published(Exchange exchange, int days) {
        return new Vicinity(
                new LonLat(exchange.get(LON), exchange.get(LAT)),
                exchange.get(RADIUS, 300),
                publishedCategories(exchange.find(CATEGORY)),
                UNPUBLISHED,
                clock.instant().minus(Duration.ofDays(days)));
    }

    private List<String> publishedCategories(@Nullable String within) {
        CategoryTree tree = names.units().categories();
        return tree.list().stream()
                .map(Category::code)
                .filter(code ->
                        PublicRequests.publishesPoints(tree, code) && (within == null || tree.isWithin(code, within)))
                .toList();
    }

    private NearCountsJson counts(Exchange exchange) {
        int days = exchange.get(DAYS, (int) PUBLISHED_FOR.toDays());
        Vicinity near = published(exchange, days);
        Map<String, Integer> counts = near.categories().isEmpty()
                ? Map.of()
                : database.inSnapshot(handle -> lists.countsNear(handle, near, ListScope.PUBLIC));
        return new NearCountsJson(
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                (int) near.metres(),
                days,
                counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(each -> new NearCountJson(names.category(each.getKey()), each.getValue()))
                        .toList());
    }

    private PublishedJson published(Vicinity near, RequestLists.Row row) {
        Facts facts = row.request().facts();
        return new PublishedJson(
                row.request().number().digits(),
                names.category(facts.text(Field.CATEGORY)),
                facts.state().key(),
                facts.decimal(Field.LON),
                facts.decimal(Field.LAT),
                near.metresTo(facts),
                writer().time(facts.instant(Field.RECEIVED_AT)));
    }

    /** Matters of one branch of the tree are compared: callers name neighbouring categories for one thing. */
    private SimilarJson similar(Exchange exchange) {
        MatterJson matter = exchange.body(MatterJson.class);
        Vicinity near = new Vicinity(
                new LonLat(matter.lon(), matter.lat()),
                SIMILAR_METRES,
                branch(matter.category()),
                List.of(),
                clock.instant().minus(SIMILAR_FOR));
        long[] words = TextSimilarity.fingerprint(matter.text() == null ? "" : matter.text());
        int limit = matter.limit() == null ? USUAL : Math.max(1, Math.min(MOST, matter.limit()));
        return new SimilarJson(desk.near(exchange.caller(), near, CANDIDATES).stream()
                .map(row -> candidate(near, row, words))
                .filter(candidate -> candidate.score() >= LEAST)
                .sorted(Comparator.comparingDouble(LikelyJson::score).reversed())
                .limit(limit)
                .toList());
    }

    private List<String> branch(@Nullable String category) {
        CategoryTree tree = names.units().categories();
        List<Category> lineage = category == null ? List.of() : tree.lineage(category);
        return lineage.isEmpty()
                ? tree.list().stream().map(Category::code).toList()
                : names.categoriesWithin(lineage.get(lineage.size() - 1).code());
    }

    private LikelyJson candidate(Vicinity near, RequestLists.Row row, long[] words) {
        Facts facts = row.request().facts();
        double metres = near.metresTo(facts);
        double close = Math.max(0, 1 - metres / near.metres());
        String text = row.text();
        double same = text == null ? 0 : TextSimilarity.of(words, TextSimilarity.fingerprint(text));
        double score = words.length == 0 ? close : WORDS * same + (1 - WORDS) * close;
        return new LikelyJson(
                row.request().number().digits(),
                names.category(facts.text(Field.CATEGORY)),
                text,
                facts.state().key(),
                names.unit(facts.text(Field.UNIT)),
                facts.decimal(Field.LON),
                facts.decimal(Field.LAT),
                metres,
                Math.round(score * 1000) / 1000.0,
                writer().time(facts.instant(Field.RECEIVED_AT)));
    }

    private RequestJson.Writer writer() {
        return new RequestJson.Writer(names, rules.current().zone());
    }
}
