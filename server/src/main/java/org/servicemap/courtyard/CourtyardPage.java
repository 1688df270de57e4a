package org.servicemap.courtyard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.areas.index.Query;
import org.servicemap.courtyard.CourtyardJson.CourtyardAreaJson;
import org.servicemap.courtyard.CourtyardJson.CourtyardFigureJson;
import org.servicemap.courtyard.CourtyardJson.CourtyardFiguresJson;
import org.servicemap.courtyard.CourtyardJson.CourtyardKeeperJson;
import org.servicemap.courtyard.CourtyardJson.CourtyardNoticeJson;
import org.servicemap.courtyard.CourtyardJson.CourtyardPageJson;
import org.servicemap.courtyard.CourtyardJson.CourtyardPlaceJson;
import org.servicemap.courtyard.CourtyardJson.CourtyardRequestJson;
import org.servicemap.courtyard.CourtyardJson.CourtyardRulesJson;
import org.servicemap.courtyard.CourtyardJson.CourtyardUnitJson;
import org.servicemap.geo.BBox;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Charge;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceCategory;
import org.servicemap.places.PlaceSet;
import org.servicemap.places.Places;
import org.servicemap.requests.PublicQuery;
import org.servicemap.requests.PublicRequest;
import org.servicemap.requests.PublicRequests;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;

/** Puts a community's page together. What it says of requests was released or published before; nothing is counted live. Thread-safe. */
final class CourtyardPage {
    private static final Duration PAST = Duration.ofDays(366);
    private static final int MOST_REQUESTS = 30;
    private static final int MOST_PLACES = 60;

    private final Database database;
    private final Communities communities;
    private final PublishedAreas areas;
    private final Places places;
    private final Notices notices;
    private final GridKeepers keepers;
    private final ReleasedFigures released;
    private final PublicRequests requests;
    private final Supplier<CategoryTree> categories;
    private final Clock clock;

    /** Where the parts come from. */
    record Parts(
            Database database,
            Communities communities,
            PublishedAreas areas,
            Places places,
            Notices notices,
            GridKeepers keepers,
            ReleasedFigures released,
            PublicRequests requests,
            Supplier<CategoryTree> categories,
            Clock clock) {}

    CourtyardPage(Parts parts) {
        database = parts.database();
        communities = parts.communities();
        areas = parts.areas();
        places = parts.places();
        notices = parts.notices();
        keepers = parts.keepers();
        released = parts.released();
        requests = parts.requests();
        categories = parts.categories();
        clock = parts.clock();
    }

    CourtyardPageJson of(String code) {
        Community community = communities.get(code);
        AreaDirectory directory = community.snapshot().directory();
        LocalDate today =
                LocalDate.ofInstant(clock.instant(), communities.city().zone());
        Level level = directory.levels().get(directory.level(community.ordinal()) - 1);
        BBox box = directory.bbox(community.ordinal());
        CourtyardRules rules = CourtyardRules.of(communities.city());
        return new CourtyardPageJson(
                level.id(),
                level.name(),
                community.code(),
                community.name(),
                above(community),
                List.of(box.minLon(), box.minLat(), box.maxLon(), box.maxLat()),
                unit(community.unit()),
                communities.neighbours(community).stream()
                        .map(each -> area(directory, each.ordinal()))
                        .toList(),
                notices(community, today),
                keepers(community, today),
                places(community),
                figures(community),
                requests(community),
                new CourtyardRulesJson(rules.answerDays(), rules.mostOpen(), rules.mostPerDay()));
    }

    static CourtyardAreaJson area(AreaDirectory directory, int ordinal) {
        return new CourtyardAreaJson(
                Communities.idOf(directory, ordinal), directory.code(ordinal), directory.name(ordinal));
    }

    private static List<CourtyardAreaJson> above(Community community) {
        AreaDirectory directory = community.snapshot().directory();
        List<CourtyardAreaJson> above = new ArrayList<>();
        for (int each = directory.parent(community.ordinal()); each >= 0; each = directory.parent(each)) {
            above.add(0, area(directory, each));
        }
        return above;
    }

    private static @Nullable CourtyardUnitJson unit(@Nullable Unit unit) {
        return unit == null
                ? null
                : new CourtyardUnitJson(
                        unit.code(), unit.name(), unit.contacts().get("phone"));
    }

    private List<CourtyardNoticeJson> notices(Community community, LocalDate today) {
        return database.inSnapshot(handle -> notices.on(handle, community.code(), today)).stream()
                .map(CourtyardNoticeJson::of)
                .toList();
    }

    private record Who(@Nullable String name, String duty, boolean substitute) {}

    /** One entry for each person, and one for all of a duty whose names are not known. */
    private List<CourtyardKeeperJson> keepers(Community community, LocalDate today) {
        AreaDirectory directory = community.snapshot().directory();
        List<String> grids = communities.grids(community);
        Map<Who, List<CourtyardAreaJson>> found = new LinkedHashMap<>();
        for (GridKeepers.Keeper keeper : database.inSnapshot(handle -> keepers.of(handle, grids, today))) {
            directory
                    .findByCode(directory.levels().size(), keeper.grid())
                    .ifPresent(grid -> found.computeIfAbsent(
                                    new Who(keeper.name(), keeper.duty(), keeper.substitute()),
                                    who -> new ArrayList<>())
                            .add(area(directory, grid)));
        }
        return found.entrySet().stream()
                .map(each -> new CourtyardKeeperJson(
                        each.getKey().name(),
                        each.getKey().duty(),
                        each.getKey().substitute(),
                        each.getValue().stream().distinct().toList()))
                .toList();
    }

    private List<CourtyardPlaceJson> places(Community community) {
        PlaceSet set = places.current();
        return PlacesInCharge.of(set, charges(community), MOST_PLACES).stream()
                .map(found -> place(set, found.place(), found.of()))
                .toList();
    }

    private static CourtyardPlaceJson place(PlaceSet set, Place place, LocalText of) {
        LocalText category =
                set.categories().find(place.category()).map(PlaceCategory::name).orElse(LocalText.EMPTY);
        return new CourtyardPlaceJson(
                place.code(),
                place.name(),
                category,
                of,
                place.point().lon(),
                place.point().lat());
    }

    /** The community and what lies in it, overlay features that its grids' middles lie in, and what it lies in: the nearest first. */
    private Map<Charge, LocalText> charges(Community community) {
        AreaDirectory directory = community.snapshot().directory();
        Map<Charge, LocalText> charges = new LinkedHashMap<>();
        Set<Integer> parts = new LinkedHashSet<>(List.of(community.ordinal()));
        for (int child : directory.children(community.ordinal())) {
            parts.add(child);
        }
        parts.forEach(part -> add(charges, directory, part));
        for (int part : parts) {
            Query query = new Query(directory.labelPoint(part), null, Set.of(Query.ALL));
            for (OverlayHit hit :
                    areas.version(community.snapshot().id()).resolve(query).overlays()) {
                charges.put(Charge.overlay(hit.layer(), hit.code()), nameOf(community, hit));
            }
        }
        for (int each = directory.parent(community.ordinal()); each >= 0; each = directory.parent(each)) {
            add(charges, directory, each);
        }
        return charges;
    }

    private static void add(Map<Charge, LocalText> charges, AreaDirectory directory, int area) {
        charges.put(Charge.area(Communities.idOf(directory, area), directory.code(area)), directory.name(area));
    }

    private static LocalText nameOf(Community community, OverlayHit hit) {
        return community.snapshot().overlays().layers().stream()
                .filter(layer -> layer.id().equals(hit.layer()))
                .map(layer -> layer.features().get(hit.feature()).name())
                .findFirst()
                .orElse(LocalText.EMPTY);
    }

    /** Of the community, or of the nearest area above it whose level is released. */
    private @Nullable CourtyardFiguresJson figures(Community community) {
        AreaDirectory directory = community.snapshot().directory();
        for (int each = community.ordinal(); each >= 0; each = directory.parent(each)) {
            List<ReleasedFigures.Figure> found = released.of(Communities.idOf(directory, each), directory.code(each));
            if (!found.isEmpty()) {
                return new CourtyardFiguresJson(
                        area(directory, each), found.stream().map(this::figure).toList());
            }
        }
        return null;
    }

    private CourtyardFigureJson figure(ReleasedFigures.Figure figure) {
        return new CourtyardFigureJson(
                figure.month().toString(),
                figure.category(),
                categories
                        .get()
                        .find(figure.category())
                        .map(Category::name)
                        .orElse(LocalText.of("und", figure.category())),
                figure.requests(),
                figure.solved());
    }

    private List<CourtyardRequestJson> requests(Community community) {
        BBox box = community.snapshot().directory().bbox(community.ordinal());
        LonLat middle = new LonLat((box.minLon() + box.maxLon()) / 2, (box.minLat() + box.maxLat()) / 2);
        double radius = Math.hypot(
                        (box.maxLon() - box.minLon()) * Geodesy.metresPerDegreeLon(middle.lat()),
                        (box.maxLat() - box.minLat()) * Geodesy.metresPerDegreeLat(middle.lat()))
                / 2;
        Instant now = clock.instant();
        PublicQuery.Circle circle = new PublicQuery.Circle(middle, Math.max(1, radius));
        return RequestsWithin.first(
                        (offset, limit) -> requests.list(
                                new PublicQuery(null, now.minus(PAST), now, null, null, circle, offset, limit)),
                        request -> request.point() != null
                                && communities
                                        .gridAt(community, request.point())
                                        .isPresent(),
                        MOST_REQUESTS)
                .stream()
                .map(CourtyardPage::request)
                .toList();
    }

    private static CourtyardRequestJson request(PublicRequest request) {
        LonLat point = request.point();
        return new CourtyardRequestJson(
                request.number(),
                request.category().name(),
                request.closed(),
                request.receivedAt(),
                request.updatedAt(),
                point == null ? null : (Double) point.lon(),
                point == null ? null : (Double) point.lat(),
                request.text(),
                request.reply());
    }
}
