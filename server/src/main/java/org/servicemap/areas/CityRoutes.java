package org.servicemap.areas;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.BBox;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.Filing;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** {@code GET /city}: what a page has to know before it draws anything. */
public final class CityRoutes implements RouteGroup {
    private final Supplier<City> city;
    private final PublishedAreas areas;
    private final Function<City, @Nullable BaseTiles> baseTiles;
    private final List<Filing> filings;

    /**
     * @param city the city as it is now; throws while none is imported
     * @param baseTiles the configured base map of a city, null when there is none
     * @param filings numbers under which authorities know the site
     */
    public CityRoutes(
            Supplier<City> city,
            PublishedAreas areas,
            Function<City, @Nullable BaseTiles> baseTiles,
            List<Filing> filings) {
        this.city = city;
        this.areas = areas;
        this.baseTiles = baseTiles;
        this.filings = List.copyOf(filings);
    }

    @Describe("The city of this installation")
    record CityJson(
            String id,
            LocalText name,
            String defaultLanguage,
            List<String> languages,
            String timeZone,
            @Describe("Coarsest first") List<LevelJson> levels,
            String authoritativeLevel,
            @Describe("lon, lat") double[] center,
            double zoom,
            @Describe("min_lon, min_lat, max_lon, max_lat") double[] bbox,
            @Describe("Whether boundaries are invented") boolean synthetic,
            @Describe("What to say about that") LocalText notice,
            LocalText attribution,
            ResolutionJson.VersionJson version,
            List<OverlayJson> overlays,

            @Describe("Null: the own data is the base") @Nullable
            BaseTiles baseTiles,

            @Describe("Whom to call when somebody is in danger, most urgent first")
            List<EmergencyNumber> emergencyNumbers,

            @Describe("To show at the foot of public pages") List<Filing> filings) {}

    record LevelJson(int rank, String id, LocalText name) {
        static LevelJson of(Level level) {
            return new LevelJson(level.rank(), level.id(), level.name());
        }
    }

    record OverlayJson(
            String id,
            LocalText name,
            @Describe("polygon or line") String kind) {
        static OverlayJson of(OverlayLayer layer) {
            return new OverlayJson(layer.id(), layer.name(), layer.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public String tag() {
        return "city";
    }

    @Override
    public String description() {
        return "The city, its levels and languages";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/city", "getCity")
                .summary("The city: levels, languages, extent, version in force")
                .cache(CachePolicy.REVALIDATE)
                .json(CityJson.class, "The city", this::city));
    }

    private CityJson city(Exchange exchange) {
        City now = city.get();
        AreaSnapshot snapshot = areas.current().snapshot();
        BBox box = extent(snapshot.directory());
        return new CityJson(
                now.id(),
                now.name(),
                now.defaultLanguage(),
                now.languages(),
                now.zone().getId(),
                snapshot.levels().stream().map(LevelJson::of).toList(),
                now.levels().get(now.authoritativeRank() - 1).id(),
                AreaRoutes.rounded(now.center().lon(), now.center().lat()),
                now.zoom(),
                AreaRoutes.edges(box),
                now.synthetic(),
                now.notice(),
                now.attribution(),
                ResolutionJson.VersionJson.of(snapshot),
                snapshot.overlays().layers().stream().map(OverlayJson::of).toList(),
                baseTiles.apply(now),
                EmergencyNumber.of(now.process()),
                filings);
    }

    private static BBox extent(AreaDirectory directory) {
        BBox all = directory.bbox(0);
        for (int i = 1; i < directory.size() && directory.parent(i) < 0; i++) {
            all = all.union(directory.bbox(i));
        }
        return all;
    }
}
