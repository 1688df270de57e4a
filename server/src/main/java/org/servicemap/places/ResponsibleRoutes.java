package org.servicemap.places;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.Position;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** Who is in charge of a point, and why. */
final class ResponsibleRoutes implements RouteGroup {
    private final Places places;
    private final PublishedAreas areas;
    private final Clock clock;

    ResponsibleRoutes(Places places, PublishedAreas areas, Clock clock) {
        this.places = places;
        this.areas = areas;
        this.clock = clock;
    }

    @Describe("Why a place is in charge")
    record PlaceChargeJson(
            @Describe("area or overlay") String kind,

            @Describe("Level or overlay layer") String layer,

            String code,
            LocalText name,
            @Describe("What people call the level or layer") LocalText layerName) {}

    @Describe("A place that is in charge, or the nearest")
    record ResponsiblePlaceJson(
            PlaceItems.PlaceItemJson place,

            @Describe("in_charge, or nearest: nobody is registered as in charge")
            String why,

            @Describe("Of what it is in charge; null for the nearest") @Nullable
            PlaceChargeJson by,

            @Describe("Why, in a sentence") LocalText reason,

            @Describe(
                    "false: with this accuracy the point may lie in another area, it lies beside the overlay's feature and"
                            + " within its tolerance, or nobody is registered")
            boolean sure) {}

    @Describe("A duty and who has it for this point, who comes first first")
    record PlaceDutyJson(
            @Describe("service_centre, community_office, police_station, health_station or another of the city's")
            String duty,

            @Describe("Category that states it") String category,
            LocalText name,
            List<ResponsiblePlaceJson> places) {}

    @Describe("Who is in charge of a point")
    record PlacesInChargeJson(
            @Describe("inside, snapped or outside") String status,

            @Describe("With this accuracy the point may lie in another area too")
            boolean ambiguous,

            @Describe("The areas that hold it, coarsest first")
            List<PlaceItems.PlaceAreaJson> areas,

            List<PlaceDutyJson> duties) {}

    @Override
    public String tag() {
        return "places";
    }

    @Override
    public String description() {
        return "The service map: places, matters, opening hours, who is in charge";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(PlaceRoutes.PLACES + "/responsible", "getResponsiblePlaces")
                .summary("The places that are in charge of a point, duty by duty, each with why")
                .description(
                        "By the areas and overlay layers that places are in charge of, the finest first. Where nobody"
                                + " is registered, the nearest such place is named and marked as that.")
                .takes(Position.LON, Position.LAT, Position.CRS, Position.ACCURACY)
                .fails(AreaErrors.ofPosition())
                .json(PlacesInChargeJson.class, "Who is in charge", this::responsible));
    }

    private PlacesInChargeJson responsible(Exchange exchange) {
        LonLat point = Position.of(exchange);
        AreaResolver resolver = areas.current();
        Resolution resolution = resolver.resolve(new Query(point, exchange.find(Position.ACCURACY), Set.of(Query.ALL)));
        PlaceSearch search = places.search();
        PlaceItems items = new PlaceItems(search, clock.instant());
        return new PlacesInChargeJson(
                resolution.status().name().toLowerCase(java.util.Locale.ROOT),
                resolution.ambiguous(),
                areas(resolver.snapshot(), resolution),
                search.responsibility().of(resolution).stream()
                        .map(duty -> duty(duty, items, search.view().areas(), point))
                        .toList());
    }

    private static List<PlaceItems.PlaceAreaJson> areas(AreaSnapshot snapshot, Resolution resolution) {
        return resolution.areas().stream()
                .map(hit -> PlaceItems.area(snapshot.directory(), level(snapshot, hit), hit.ordinal()))
                .toList();
    }

    private static Level level(AreaSnapshot snapshot, LevelHit hit) {
        return snapshot.levels().stream()
                .filter(level -> level.rank() == hit.level())
                .findFirst()
                .orElseThrow();
    }

    private static PlaceDutyJson duty(Responsibility.Duty duty, PlaceItems items, AreaSnapshot snapshot, LonLat point) {
        PlaceCategory category = duty.category();
        return new PlaceDutyJson(
                String.valueOf(category.duty()),
                category.code(),
                category.name(),
                duty.found().stream()
                        .map(found -> place(found, items, snapshot, point))
                        .toList());
    }

    private static ResponsiblePlaceJson place(
            Responsibility.Found found, PlaceItems items, AreaSnapshot snapshot, LonLat point) {
        Charge by = found.by();
        PlaceChargeJson charge = by == null ? null : charge(snapshot, by);
        return new ResponsiblePlaceJson(
                items.item(found.place(), point),
                charge == null ? "nearest" : "in_charge",
                charge,
                charge == null ? NEAREST : reason(charge, found.sure()),
                found.sure());
    }

    private static final LocalText NEAREST = LocalText.of(
            "zh",
            "没有登记负责该点的机构，这是直线距离最近的一个",
            "en",
            "Nobody is registered as in charge of this point; this one is the nearest as the crow flies");

    /** An overlay's feature that is not sure is one beside the point, within the layer's tolerance. */
    private static LocalText reason(PlaceChargeJson charge, boolean sure) {
        if (charge.kind().equals("overlay") && !sure) {
            return beside(charge);
        }
        String zh =
                "该点位于" + charge.name().in("zh", "en") + "（" + charge.layerName().in("zh", "en") + "），由其负责";
        String en = "The point lies in " + charge.name().in("en", "zh") + " ("
                + charge.layerName().in("en", "zh") + "), of which it is in charge";
        return LocalText.of("zh", zh, "en", en);
    }

    private static LocalText beside(PlaceChargeJson charge) {
        String zh =
                "该点在" + charge.name().in("zh", "en") + "（" + charge.layerName().in("zh", "en") + "）边界外不远处，可能由其负责";
        String en = "The point lies just outside " + charge.name().in("en", "zh") + " ("
                + charge.layerName().in("en", "zh") + "), of which it is in charge";
        return LocalText.of("zh", zh, "en", en);
    }

    private static PlaceChargeJson charge(AreaSnapshot snapshot, Charge by) {
        return by.overlay() ? ofOverlay(snapshot, by) : ofArea(snapshot, by);
    }

    private static PlaceChargeJson ofOverlay(AreaSnapshot snapshot, Charge by) {
        OverlayLayer layer = snapshot.overlays().layers().stream()
                .filter(each -> each.id().equals(by.layer()))
                .findFirst()
                .orElseThrow();
        LocalText name = layer.features().stream()
                .filter(feature -> feature.code().equals(by.code()))
                .map(OverlayFeature::name)
                .findFirst()
                .orElse(LocalText.EMPTY);
        return new PlaceChargeJson("overlay", by.layer(), by.code(), name, layer.name());
    }

    private static PlaceChargeJson ofArea(AreaSnapshot snapshot, Charge by) {
        AreaDirectory directory = snapshot.directory();
        Level level = snapshot.levels().stream()
                .filter(each -> each.id().equals(by.layer()))
                .findFirst()
                .orElseThrow();
        LocalText name =
                directory.name(directory.findByCode(level.rank(), by.code()).orElseThrow());
        return new PlaceChargeJson("area", by.layer(), by.code(), name, level.name());
    }
}
