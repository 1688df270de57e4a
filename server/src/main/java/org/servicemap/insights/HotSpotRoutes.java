package org.servicemap.insights;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Json;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.insights.spatial.ManyScans;
import org.servicemap.insights.spatial.Ring;
import org.servicemap.text.LocalText;

/** Hot spots of the last night, or of one before. City-wide: a cluster may lie in many areas. */
public final class HotSpotRoutes implements InsightGroup {
    private static final String SPOTS = InsightScope.INSIGHTS + "/hot-spots";
    private static final Param<LocalDate> UNTIL =
            Param.date("until", "The last run that looked at no later day; default the newest");
    private static final Param<String> CATEGORY =
            Param.text("category", "Only of this top category; all is all requests together");
    private static final String ALL = "all";
    private static final LocalDate NEWEST = LocalDate.of(9999, 12, 31);
    private static final int MOST_RUNS = 366;

    private final HotSpots spots;
    private final InsightGround ground;

    public HotSpotRoutes(HotSpots spots, InsightGround ground) {
        this.spots = spots;
        this.ground = ground;
    }

    @Describe("What the scan of a night found")
    record HotSpotsJson(
            @Describe("The last day looked at; null when nothing was looked at yet") @Nullable
            LocalDate lastDay,

            @Describe("So many days were looked at") int studyDays,
            @Describe("Requests counted in them") long requests,

            @Describe("Clusters with p_night of at most 0.05; of each category those likeliest come first")
            List<HotSpotJson> items) {}

    @Describe("A place and a time with more requests than chance would have")
    record HotSpotJson(
            @Describe("A top category; null for all requests together") @Nullable
            String category,

            double lon,
            double lat,

            @Describe("From the middle hexagon's centre to that of the farthest; 0 for one hexagon")
            double radiusMetres,

            @Describe("Of a circle that holds its hexagons: half a hexagon more")
            double drawnMetres,

            @Describe("The areas that the middle lies in, the coarsest first; none outside of the city")
            List<HotSpotAreaJson> areas,

            LocalDate from,
            @Describe("Included") LocalDate to,
            int observed,
            @Describe("Were nothing wrong") double expected,

            @Describe("What was observed for each expected, over the same elsewhere; null with nothing elsewhere")
            @Nullable
            Double relativeRisk,

            @Describe("How likely chance alone shows one as clear, anywhere, on that night, in that category")
            double p,

            @Describe(
                    "Corrected by Holm for all searches of the night: of nights of chance alone at most one in twenty has any of 0.05 or less. Null: found before this was kept")
            @Nullable
            Double pNight,

            @Describe(
                    "Nights of chance alone show one as clear, in any category, at most once in so many: 1 / (searches × p). Where p_night is null: in that category")
            double recurrenceDays) {}

    @Describe("An area that holds a hot spot's middle")
    record HotSpotAreaJson(String level, String code, LocalText name) {}

    @Describe("A night's search")
    record HotSpotRunJson(
            @Describe("The last day looked at") LocalDate lastDay,
            int studyDays,
            @Describe("Requests counted in them") long requests,
            @Describe("Of the H3 grid") int resolution,

            @Describe("Clusters with p_night of at most 0.05")
            int found) {}

    @Override
    public List<Route> routes() {
        return List.of(
                route("", "getHotSpots", "Clusters of requests in space and time, with p-values")
                        .takes(UNTIL, CATEGORY)
                        .json(HotSpotsJson.class, "The clusters", this::read),
                route("/list", "listHotSpots", "The same clusters as a plain list")
                        .takes(UNTIL, CATEGORY)
                        .page(
                                HotSpotJson.class,
                                "The clusters",
                                exchange -> Page.whole(read(exchange).items())),
                route(".geojson", "getHotSpotsGeoJson", "The same clusters as rings")
                        .takes(UNTIL, CATEGORY)
                        .bytes(
                                "application/geo+json",
                                new Route.Shape.GeoJson("FeatureCollection"),
                                "A circle for each cluster",
                                exchange -> Json.bytes(rings(read(exchange)))),
                route("/runs", "listHotSpotRuns", "The nights on which clusters were looked for")
                        .page(HotSpotRunJson.class, "The last year's, the newest first", this::runs));
    }

    private RouteBuilder route(String path, String id, String summary) {
        return Route.get(SPOTS + path, id)
                .summary(summary)
                .description(
                        "Space-time permutation scan over hexagons, kept each night. Without sensitive requests. Not for"
                                + " callers who are bound to a unit or area: a cluster may lie in many.")
                .roles(Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR)
                .fails(ErrorCode.OUT_OF_SCOPE)
                .etag(this::etag);
    }

    /** Runs are never changed; what areas are called is. */
    private String etag(Exchange exchange) {
        Caller caller = exchange.caller();
        return Integer.toHexString((spots.newest() + "|" + caller.unit() + "|" + caller.area() + "|"
                        + ground.areas().current().snapshot().id() + "|" + exchange.query())
                .hashCode());
    }

    private static void requireCity(Exchange exchange) {
        Caller caller = exchange.caller();
        if (caller.unit() != null || caller.area() != null) {
            throw ErrorCode.OUT_OF_SCOPE.problem("hot spots are of the whole city");
        }
    }

    private HotSpotsJson read(Exchange exchange) {
        requireCity(exchange);
        String category = exchange.find(CATEGORY);
        HotSpots.Found found = spots.latest(exchange.get(UNTIL, NEWEST));
        if (found == null) {
            return new HotSpotsJson(null, HotSpots.STUDY_DAYS, 0, List.of());
        }
        HotSpot.Run run = found.run();
        return new HotSpotsJson(
                run.lastDay(),
                run.studyDays(),
                run.requests(),
                found.spots().stream()
                        .filter(spot ->
                                category == null || category.equals(spot.category() == null ? ALL : spot.category()))
                        .map(spot -> json(spot, run))
                        .toList());
    }

    private Page<HotSpotRunJson> runs(Exchange exchange) {
        requireCity(exchange);
        return Page.whole(spots.runs(MOST_RUNS).stream()
                .map(each -> new HotSpotRunJson(
                        each.run().lastDay(),
                        each.run().studyDays(),
                        each.run().requests(),
                        each.run().resolution(),
                        each.found()))
                .toList());
    }

    private HotSpotJson json(HotSpot spot, HotSpot.Run run) {
        return new HotSpotJson(
                spot.category(),
                spot.lon(),
                spot.lat(),
                spot.radiusMetres(),
                spot.radiusMetres() + ground.cells().get().cornerMetres(run.resolution()),
                areas(spot.lon(), spot.lat()),
                run.lastDay().minusDays(spot.days() - 1),
                run.lastDay(),
                spot.observed(),
                spot.expected(),
                spot.relativeRisk(),
                spot.p(),
                spot.nightP(),
                ManyScans.recurrence(spot.p(), spot.nightP() == null ? 1 : run.scans()));
    }

    private List<HotSpotAreaJson> areas(double lon, double lat) {
        var current = ground.areas().current();
        AreaDirectory directory = current.snapshot().directory();
        return current.resolve(Query.of(new LonLat(lon, lat))).areas().stream()
                .map(hit -> new HotSpotAreaJson(
                        ground.city().get().levels().get(hit.level() - 1).id(),
                        directory.code(hit.ordinal()),
                        directory.name(hit.ordinal())))
                .toList();
    }

    private static Map<String, Object> rings(HotSpotsJson found) {
        return Map.of(
                "type",
                "FeatureCollection",
                "features",
                found.items().stream().map(HotSpotRoutes::ring).toList());
    }

    private static Map<String, Object> ring(HotSpotJson spot) {
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("type", "Feature");
        feature.put(
                "geometry",
                Map.of(
                        "type",
                        "Polygon",
                        "coordinates",
                        List.<Object>of(Ring.around(spot.lon(), spot.lat(), spot.drawnMetres()))));
        feature.put("properties", spot);
        return feature;
    }
}
