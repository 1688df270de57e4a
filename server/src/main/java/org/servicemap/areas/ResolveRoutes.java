package org.servicemap.areas;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Decimal;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** {@code GET /resolve}: a point becomes its areas. The plain call (lon and lat alone) takes the short way. */
public final class ResolveRoutes implements RouteGroup {
    /** The boundaries in force on this date. */
    public static final Param<LocalDate> ON =
            Param.date("on", "Use the boundaries in force on this date; default today");

    static final Param<Set<String>> OVERLAYS =
            Param.words("overlays", "Overlay layers to answer too, between commas, or * for all");

    private static final String EXAMPLE = """
            {"point":{"lon":116.4252,"lat":39.9164},"status":"inside","snapped_metres":null,"accuracy_metres":45.0,
             "ambiguous":true,"low_confidence":false,
             "version":{"id":"1","label":"2025-07-01","effective_from":"2025-07-01"},
             "areas":[{"level":"district","rank":1,"code":"110101","name":{"zh":"东城区","en":"Dongcheng"},
              "border_metres":812.4,"share":1.0,"ambiguous":false,
              "candidates":[{"code":"110101","name":{"zh":"东城区","en":"Dongcheng"},"share":1.0}]}],
             "overlays":[{"layer":"heating_zone","code":"H1","name":{"zh":"供热一区"},"distance_metres":0,"side":null}],
             "touched":[],"swapped":false}
            """;

    private static final int MAX_WRITERS = 8;

    private final PublishedAreas areas;
    private final Predicate<LonLat> piles;
    private final Map<String, ResolutionWriter> writers = new ConcurrentHashMap<>();

    /** Knows of no position that is a geocoder's default. */
    public ResolveRoutes(PublishedAreas areas) {
        this(areas, point -> false);
    }

    /**
     * @param piles whether a position is known to be a geocoder's default
     */
    public ResolveRoutes(PublishedAreas areas, Predicate<LonLat> piles) {
        this.areas = areas;
        this.piles = piles;
    }

    @Override
    public String tag() {
        return "resolve";
    }

    @Override
    public String description() {
        return "From a point to its areas";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/resolve", "resolve")
                .summary("The areas of a point at every level, and how sure that is")
                .description(
                        "A point outside the city is an answer (`status` outside), not an error. Boundary points"
                                + " belong to the area east, then north of them. `swapped` says that the point would be inside with longitude and"
                                + " latitude exchanged; `touched` what an accuracy disc around a point outside has of the city.")
                .takes(Position.LON, Position.LAT, Position.CRS, Position.ACCURACY, ON, OVERLAYS)
                .fails(AreaErrors.ofPosition())
                .fails(AreaErrors.UNKNOWN_OVERLAY_PARAMETER, AreaErrors.BEFORE_FIRST_VERSION)
                .example(EXAMPLE)
                .hotJson(ResolutionJson.class, "The areas", this::plain, this::full));
    }

    private byte @Nullable [] plain(@Nullable String query) {
        LonLat point = query == null ? null : plainPoint(query);
        if (point == null) {
            return null;
        }
        return answer(areas.current(), Query.of(point));
    }

    private byte[] full(Exchange exchange) {
        LonLat point = Position.of(exchange);
        Set<String> overlays = exchange.get(OVERLAYS, Set.of());
        LocalDate on = exchange.find(ON);
        AreaResolver resolver = on == null ? areas.current() : areas.on(on);
        return answer(resolver, new Query(point, exchange.find(Position.ACCURACY), overlays));
    }

    private byte[] answer(AreaResolver resolver, Query query) {
        return writerOf(resolver).write(resolver.resolve(query), piles.test(query.point()));
    }

    private ResolutionWriter writerOf(AreaResolver resolver) {
        AreaSnapshot snapshot = resolver.snapshot();
        ResolutionWriter known = writers.get(snapshot.id());
        if (known != null && known.snapshot() == snapshot) {
            return known;
        }
        if (writers.size() >= MAX_WRITERS) {
            writers.clear();
        }
        ResolutionWriter fresh = new ResolutionWriter(snapshot);
        writers.put(snapshot.id(), fresh);
        return fresh;
    }

    /** The point of {@code lon=…&lat=…} or {@code lat=…&lon=…} in WGS 84; null for any other query, also a wrong one. */
    static @Nullable LonLat plainPoint(String query) {
        int and = query.indexOf('&');
        if (and < 5 || query.length() < and + 6) {
            return null;
        }
        boolean lonFirst = query.startsWith("lon=") && query.startsWith("lat=", and + 1);
        if (!lonFirst && !(query.startsWith("lat=") && query.startsWith("lon=", and + 1))) {
            return null;
        }
        double first = Decimal.parse(query.substring(4, and));
        double second = Decimal.parse(query.substring(and + 5));
        double lon = lonFirst ? first : second;
        double lat = lonFirst ? second : first;
        return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? new LonLat(lon, lat) : null;
    }
}
