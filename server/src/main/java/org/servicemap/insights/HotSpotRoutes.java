package org.servicemap.insights;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Hot spots of the last night, or of one before. City-wide: a cluster may lie in many areas. */
public final class HotSpotRoutes implements RouteGroup {
    private static final Param<LocalDate> UNTIL =
            Param.date("until", "The last run that looked at no later day; default the newest");
    private static final Param<String> CATEGORY =
            Param.text("category", "Only of this top category; all is all requests together");
    private static final String ALL = "all";

    private final HotSpots spots;

    public HotSpotRoutes(HotSpots spots) {
        this.spots = spots;
    }

    @Describe("What the scan of a night found")
    record HotSpotsJson(
            @Describe("The last day looked at; null when nothing was looked at yet") @Nullable
            LocalDate lastDay,

            @Describe("So many days were looked at") int studyDays,
            @Describe("Requests counted in them") long requests,

            @Describe("Clusters with p of at most 0.05; of each category those likeliest come first")
            List<HotSpotJson> items) {}

    @Describe("A place and a time with more requests than chance would have")
    record HotSpotJson(
            @Describe("A top category; null for all requests together") @Nullable
            String category,

            double lon,
            double lat,

            @Describe("From the middle hexagon's centre to that of the farthest; 0 for one hexagon")
            double radiusMetres,

            LocalDate from,
            @Describe("Included") LocalDate to,
            int observed,
            @Describe("Were nothing wrong") double expected,

            @Describe("What was observed for each expected, over the same elsewhere; null with nothing elsewhere")
            @Nullable
            Double relativeRisk,

            @Describe("How likely chance alone shows one like it, anywhere, on that night, in that category")
            double p,

            @Describe("Chance alone shows one like it about every so many nights")
            double recurrenceDays) {}

    @Override
    public String tag() {
        return "insights";
    }

    @Override
    public String description() {
        return "Analysis of requests";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/insights/hot-spots", "getHotSpots")
                .summary("Clusters of requests in space and time, with p-values")
                .description(
                        "Space-time permutation scan over hexagons, kept each night. Without sensitive requests. Not for"
                                + " callers who are bound to a unit or area: a cluster may lie in many.")
                .roles(Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR)
                .takes(UNTIL, CATEGORY)
                .fails(ErrorCode.OUT_OF_SCOPE)
                .json(HotSpotsJson.class, "The clusters", this::read));
    }

    private HotSpotsJson read(Exchange exchange) {
        Caller caller = exchange.caller();
        if (caller.unit() != null || caller.area() != null) {
            throw ErrorCode.OUT_OF_SCOPE.problem("hot spots are of the whole city");
        }
        String category = exchange.find(CATEGORY);
        HotSpots.Found found = spots.latest(exchange.get(UNTIL, LocalDate.of(9999, 12, 31)));
        if (found == null) {
            return new HotSpotsJson(null, HotSpots.STUDY_DAYS, 0, List.of());
        }
        LocalDate lastDay = found.run().lastDay();
        return new HotSpotsJson(
                lastDay,
                found.run().studyDays(),
                found.run().requests(),
                found.spots().stream()
                        .filter(spot ->
                                category == null || category.equals(spot.category() == null ? ALL : spot.category()))
                        .map(spot -> json(spot, lastDay))
                        .toList());
    }

    private static HotSpotJson json(HotSpot spot, LocalDate lastDay) {
        return new HotSpotJson(
                spot.category(),
                spot.lon(),
                spot.lat(),
                spot.radiusMetres(),
                lastDay.minusDays(spot.days() - 1),
                lastDay,
                spot.observed(),
                spot.expected(),
                spot.relativeRisk(),
                spot.p(),
                1 / spot.p());
    }
}
