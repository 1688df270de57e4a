package org.servicemap.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.Geodesy;
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
                        .roles(Role.OPERATOR, Role.DISPATCHER)
                        .body(MatterJson.class, "What was said, and where")
                        .json(SimilarJson.class, "The requests", this::similar));
    }

    private NearJson near(Exchange exchange) {
        LonLat at = new LonLat(exchange.get(LON), exchange.get(LAT));
        int radius = exchange.get(RADIUS, 300);
        return new NearJson(
                rows(at, publishedCategories(exchange.find(CATEGORY)), UNPUBLISHED, radius, PUBLISHED_FOR).stream()
                        .filter(row -> metres(at, row) <= radius)
                        .limit(exchange.get(LIMIT, USUAL))
                        .map(row -> published(at, row))
                        .toList());
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
        LonLat at = new LonLat(exchange.get(LON), exchange.get(LAT));
        int radius = exchange.get(RADIUS, 300);
        int days = exchange.get(DAYS, (int) PUBLISHED_FOR.toDays());
        Map<String, Integer> counts = counts(at, publishedCategories(exchange.find(CATEGORY)), radius, days);
        return new NearCountsJson(
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                radius,
                days,
                counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(each -> new NearCountJson(names.category(each.getKey()), each.getValue()))
                        .toList());
    }

    private Map<String, Integer> counts(LonLat at, List<String> categories, double metres, int days) {
        return categories.isEmpty()
                ? Map.of()
                : database.inSnapshot(handle -> lists.countsNear(
                        handle,
                        at.lon(),
                        at.lat(),
                        metres / Geodesy.metresPerDegreeLon(at.lat()),
                        metres / Geodesy.metresPerDegreeLat(at.lat()),
                        categories,
                        UNPUBLISHED,
                        clock.instant().minus(Duration.ofDays(days))));
    }

    private List<RequestLists.Row> rows(
            LonLat at, List<String> categories, List<String> without, double metres, Duration span) {
        if (categories.isEmpty()) {
            return List.of();
        }
        Instant since = clock.instant().minus(span);
        return database.inSnapshot(handle -> lists.near(
                handle,
                at.lon(),
                at.lat(),
                metres / Geodesy.metresPerDegreeLon(at.lat()),
                metres / Geodesy.metresPerDegreeLat(at.lat()),
                categories,
                without,
                since,
                CANDIDATES));
    }

    private PublishedJson published(LonLat at, RequestLists.Row row) {
        Facts facts = row.request().facts();
        return new PublishedJson(
                row.request().number().digits(),
                names.category(facts.text(Field.CATEGORY)),
                facts.state().key(),
                facts.decimal(Field.LON),
                facts.decimal(Field.LAT),
                metres(at, row),
                writer().time(facts.instant(Field.RECEIVED_AT)));
    }

    /** Whole metres: more would be said than is known. */
    private static double metres(LonLat at, RequestLists.Row row) {
        Facts facts = row.request().facts();
        Double lon = facts.decimal(Field.LON);
        Double lat = facts.decimal(Field.LAT);
        return lon == null || lat == null
                ? Double.POSITIVE_INFINITY
                : Math.round(Geodesy.distanceMetres(at.lon(), at.lat(), lon, lat));
    }

    /** Matters of one branch of the tree are compared: callers name neighbouring categories for one thing. */
    private SimilarJson similar(Exchange exchange) {
        MatterJson matter = exchange.body(MatterJson.class);
        LonLat at = new LonLat(matter.lon(), matter.lat());
        long[] words = TextSimilarity.fingerprint(matter.text() == null ? "" : matter.text());
        int limit = matter.limit() == null ? USUAL : Math.max(1, Math.min(MOST, matter.limit()));
        return new SimilarJson(rows(at, branch(matter.category()), List.of(), SIMILAR_METRES, SIMILAR_FOR).stream()
                .filter(row -> desk.seesAll(exchange.caller(), row.request().facts()))
                .map(row -> candidate(at, row, words))
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

    private LikelyJson candidate(LonLat at, RequestLists.Row row, long[] words) {
        Facts facts = row.request().facts();
        double metres = metres(at, row);
        double near = Math.max(0, 1 - metres / SIMILAR_METRES);
        String text = row.text();
        double same = text == null ? 0 : TextSimilarity.of(words, TextSimilarity.fingerprint(text));
        double score = words.length == 0 ? near : WORDS * same + (1 - WORDS) * near;
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
