package org.servicemap.gazetteer;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** {@code GET /search} and {@code GET /suggest}: places, areas, addresses, matters by what people type. */
public final class SearchRoutes implements RouteGroup {
    private static final RateLimit SEARCHING = RateLimit.perMinute("search", 600);
    private static final Param<String> Q = Param.text(
                    "q", "A name in any language, pinyin, initials, a category and an area, a code, or a coordinate")
            .mandatory();
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 50, "At most so many; default 10");
    private static final Param<Integer> FEW = Param.integer("limit", 1, 20, "At most so many; default 8");
    private static final Param<Set<String>> KINDS =
            Param.words("kinds", "Only these, between commas: " + words() + "; default all but category and matter");
    private static final Param<Set<String>> SUGGESTED =
            Param.words("kinds", "Only these, between commas: " + words() + "; default all");
    private static final Param<Double> LON =
            Param.number("lon", -180, 180, "With lat: what is nearer comes first among things that match alike");
    private static final Param<Double> LAT = Param.number("lat", -90, 90, "With lon");

    private final Function<Question, List<Hit>> search;

    /** @param search answers the best of what is asked for, as {@link NameSearch#search} does */
    public SearchRoutes(Function<Question, List<Hit>> search) {
        this.search = search;
    }

    private static String words() {
        return Stream.of(Hit.Kind.values()).map(Hit.Kind::word).collect(Collectors.joining(", "));
    }

    /** Mappings for the application to register. */
    public static List<ProblemMapping<?>> mappings() {
        return List.of(ProblemMapping.of(GazetteerException.class, SearchRoutes::problem));
    }

    private static Problem problem(GazetteerException e) {
        return e.code().equals(GazetteerException.NOT_READY)
                ? ErrorCode.UNAVAILABLE.problem(String.valueOf(e.getMessage())).retryAfter(5)
                : ErrorCode.INTERNAL.problem("the names cannot be searched");
    }

    @Describe("Something that was found")
    record FoundJson(
            @Describe("area, address, compound, road, intersection, coordinate, place, category or matter")
            String kind,

            LocalText name,
            @Describe("The areas it lies in") LocalText context,

            @Describe("Null for categories and matters, which lie nowhere") @Nullable
            Double lon,

            @Nullable Double lat,
            @Describe("Level, for areas") @Nullable String level,
            @Nullable String code,
            @Describe("min_lon, min_lat, max_lon, max_lat") double @Nullable [] bbox,

            @Describe("Code of the finest area with a name around it; not for areas") @Nullable
            String area,

            @Describe("Category, for places") @Nullable String category,

            @Describe("From lon, lat of the question") @Nullable
            Double distanceMetres) {
        static FoundJson of(Hit hit, @Nullable LonLat near) {
            LonLat at = hit.position();
            return new FoundJson(
                    hit.kind().word(),
                    hit.name(),
                    hit.context(),
                    east(at),
                    north(at),
                    hit.level(),
                    hit.code(),
                    box(hit.bbox()),
                    hit.area(),
                    hit.category(),
                    at == null || near == null ? null : (double) Math.round(Geodesy.distanceMetres(at, near)));
        }
    }

    @Describe("Something to choose while one types")
    record SuggestionJson(
            @Describe("area, address, compound, road, intersection, coordinate, place, category or matter")
            String kind,

            LocalText name,
            @Describe("The areas it lies in") LocalText context,

            @Describe("Null for categories and matters, which lie nowhere") @Nullable
            Double lon,

            @Nullable Double lat,
            @Describe("Level, for areas") @Nullable String level,
            @Nullable String code,
            @Describe("min_lon, min_lat, max_lon, max_lat") double @Nullable [] bbox) {
        static SuggestionJson of(Hit hit) {
            LonLat at = hit.position();
            return new SuggestionJson(
                    hit.kind().word(),
                    hit.name(),
                    hit.context(),
                    east(at),
                    north(at),
                    hit.level(),
                    hit.code(),
                    box(hit.bbox()));
        }
    }

    private static @Nullable Double east(@Nullable LonLat at) {
        return at == null ? null : rounded(at.lon());
    }

    private static @Nullable Double north(@Nullable LonLat at) {
        return at == null ? null : rounded(at.lat());
    }

    private static double @Nullable [] box(@Nullable BBox box) {
        return box == null
                ? null
                : DoubleStream.of(box.minLon(), box.minLat(), box.maxLon(), box.maxLat())
                        .map(SearchRoutes::rounded)
                        .toArray();
    }

    /** Seven decimals are 1 cm. */
    private static double rounded(double degrees) {
        return Math.round(degrees * 1e7) / 1e7;
    }

    @Override
    public String tag() {
        return "search";
    }

    @Override
    public String description() {
        return "Places, areas, addresses and matters by name";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HttpServer.API + "/search", "search")
                        .summary("Places, areas, addresses and matters by name, code or coordinate, the best first")
                        .takes(Q, LIMIT, KINDS, LON, LAT)
                        .fails(ErrorCode.MISSING_PARAMETER, ErrorCode.INVALID_PARAMETER)
                        .limit(SEARCHING)
                        .cache(CachePolicy.MINUTE)
                        .page(FoundJson.class, "What was found", this::search),
                Route.get(HttpServer.API + "/suggest", "suggest")
                        .summary("The same for a search box, while one types")
                        .takes(Q, FEW, SUGGESTED, LON, LAT)
                        .fails(ErrorCode.MISSING_PARAMETER, ErrorCode.INVALID_PARAMETER)
                        .limit(SEARCHING)
                        .cache(CachePolicy.MINUTE)
                        .page(SuggestionJson.class, "Suggestions, the best first", this::suggest));
    }

    private Page<FoundJson> search(Exchange exchange) {
        LonLat near = near(exchange);
        Set<Hit.Kind> kinds = kinds(exchange.find(KINDS), Question.LOCATED);
        Question question = new Question(exchange.get(Q), exchange.get(LIMIT, 10), kinds, near);
        return Page.whole(search.apply(question).stream()
                .map(hit -> FoundJson.of(hit, near))
                .toList());
    }

    private Page<SuggestionJson> suggest(Exchange exchange) {
        Set<Hit.Kind> kinds = kinds(exchange.find(SUGGESTED), Question.EVERYTHING);
        Question question = new Question(exchange.get(Q), exchange.get(FEW, 8), kinds, near(exchange));
        return Page.whole(
                search.apply(question).stream().map(SuggestionJson::of).toList());
    }

    private static @Nullable LonLat near(Exchange exchange) {
        Double lon = exchange.find(LON);
        Double lat = exchange.find(LAT);
        if (lon == null && lat == null) {
            return null;
        }
        if (lon == null || lat == null) {
            throw ErrorCode.MISSING_PARAMETER.problem("lon and lat go together", lon == null ? "lon" : "lat");
        }
        return new LonLat(lon, lat);
    }

    private static Set<Hit.Kind> kinds(@Nullable Set<String> wanted, Set<Hit.Kind> usual) {
        if (wanted == null) {
            return usual;
        }
        Set<String> unknown = new TreeSet<>(wanted);
        EnumSet<Hit.Kind> kinds = EnumSet.noneOf(Hit.Kind.class);
        for (Hit.Kind kind : Hit.Kind.values()) {
            if (unknown.remove(kind.word())) {
                kinds.add(kind);
            }
        }
        if (!unknown.isEmpty()) {
            throw ErrorCode.INVALID_PARAMETER.problem("kinds takes " + words(), "kinds");
        }
        return kinds;
    }
}
