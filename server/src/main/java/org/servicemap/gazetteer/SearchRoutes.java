package org.servicemap.gazetteer;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** {@code GET /search}: places by what people type. */
public final class SearchRoutes implements RouteGroup {
    private static final Param<String> Q = Param.text(
                    "q", "A name in any language, pinyin, initials, a code, or a coordinate")
            .mandatory();
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 50, "At most so many; default 10");

    private final BiFunction<String, Integer, List<Hit>> search;

    /** @param search answers the best places for a text and a limit, as {@link NameSearch#search} does */
    public SearchRoutes(BiFunction<String, Integer, List<Hit>> search) {
        this.search = search;
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

    @Describe("A place that was found")
    record FoundJson(
            @Describe("area, address, compound, road, intersection or coordinate")
            String kind,

            LocalText name,
            @Describe("The areas it lies in") LocalText context,
            double lon,
            double lat,
            @Describe("Level, for areas") @Nullable String level,
            @Nullable String code,
            @Describe("min_lon, min_lat, max_lon, max_lat") double @Nullable [] bbox) {
        static FoundJson of(Hit hit) {
            BBox box = hit.bbox();
            return new FoundJson(
                    hit.kind().name().toLowerCase(Locale.ROOT),
                    hit.name(),
                    hit.context(),
                    rounded(hit.lon()),
                    rounded(hit.lat()),
                    hit.level(),
                    hit.code(),
                    box == null
                            ? null
                            : DoubleStream.of(box.minLon(), box.minLat(), box.maxLon(), box.maxLat())
                                    .map(FoundJson::rounded)
                                    .toArray());
        }

        /** Seven decimals are 1 cm. */
        private static double rounded(double degrees) {
            return Math.round(degrees * 1e7) / 1e7;
        }
    }

    @Override
    public String tag() {
        return "search";
    }

    @Override
    public String description() {
        return "Places by name";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/search", "search")
                .summary("Places by name, code or coordinate, the best first")
                .takes(Q, LIMIT)
                .cache(CachePolicy.MINUTE)
                .page(FoundJson.class, "Places", this::search));
    }

    private Page<FoundJson> search(Exchange exchange) {
        List<Hit> hits = search.apply(exchange.get(Q), exchange.get(LIMIT, 10));
        return Page.whole(hits.stream().map(FoundJson::of).toList());
    }
}
