package org.servicemap.places;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** The published places, to read. */
final class PlaceRoutes implements RouteGroup {
    static final String PLACES = HttpServer.API + "/places";
    static final Param<String> CODE = Param.text("code", "Code of the place").inPath();
    private static final Param<String> SORT = Param.oneOf(
            "sort",
            List.of("distance", "name", "code", "earliest"),
            "distance (needs lon, lat; then the default), name (in the language of Accept-Language; else the default), code, earliest (needs matter: by the"
                    + " first free appointment, those without one last)");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 50");
    private static final Param<Set<String>> CODES =
            Param.words("codes", "Only these places, and only if all else holds");
    private static final int USUAL = 50;

    private final Places places;
    private final EarliestSlots earliest;
    private final Clock clock;
    private final FilterParams filters;

    PlaceRoutes(Places places, EarliestSlots earliest, Clock clock) {
        this.earliest = earliest;
        this.places = places;
        this.clock = clock;
        this.filters = new FilterParams(places, earliest, clock);
    }

    @Describe("A node of the tree of place categories")
    record PlaceCategoryJson(
            String code,
            @Nullable String parent,
            LocalText name,

            @Describe("Name of the picture that marks its places")
            String icon,

            @Describe("What its places are in charge of areas for, own or inherited") @Nullable
            String duty,

            @Describe("Whether there is none below it") boolean leaf) {
        static PlaceCategoryJson of(PlaceCategory category, PlaceCategories tree) {
            PlaceCategory duty = tree.dutyOf(category.code());
            return new PlaceCategoryJson(
                    category.code(),
                    category.parent(),
                    category.name(),
                    category.icon(),
                    duty == null ? null : duty.duty(),
                    tree.isLeaf(category.code()));
        }
    }

    @Describe("How many places a category and those below it have")
    record PlaceCountJson(String category, int places) {}

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
        return List.of(
                Route.get(PLACES, "listPlaces")
                        .summary("Places by category, matter, area, opening, facts and nearness")
                        .description("All conditions must hold. The whole result can be downloaded as CSV or GeoJSON:"
                                + " /places.csv, /places.geojson.")
                        .takes(FilterParams.ALL)
                        .takes(CODES, SORT, LIMIT, Cursor.PARAM)
                        .fails(FilterParams.ERRORS)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(PlaceItems.PlaceItemJson.class, "Places", this::list),
                Route.get(PLACES + "/counts", "countPlaces")
                        .summary("How many places each category has under the same conditions, its own left aside")
                        .takes(FilterParams.ALL)
                        .fails(FilterParams.ERRORS)
                        .page(PlaceCountJson.class, "Counts, with those of the categories below", this::counts),
                Route.get(PLACES + "/categories", "listPlaceCategories")
                        .summary("The tree of place categories as a flat list, parents first")
                        .cache(CachePolicy.REVALIDATE)
                        .etag(exchange -> places.current().stamp())
                        .page(PlaceCategoryJson.class, "Categories", exchange -> categories()),
                Route.get(PLACES + "/{code}", "getPlace")
                        .summary("Everything about one place")
                        .takes(CODE)
                        .fails(PlaceErrors.UNKNOWN)
                        .json(PlaceItems.PlaceJson.class, "The place", this::place));
    }

    private Page<PlaceItems.PlaceItemJson> list(Exchange exchange) {
        PlaceSearch search = places.search();
        Set<String> codes = exchange.find(CODES);
        PlaceFilter filter = filters.read(exchange).of(codes);
        LonLat near = filter.near();
        String sort = sort(exchange, near);
        requireMatter(sort, filter);
        int limit = exchange.get(LIMIT, USUAL);
        String scope = "places|" + sort + "|" + exchange.language() + "|" + codes + "|" + scope(filter);
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        int[] found = sort.equals("distance") && near != null
                ? search.nearest(filter, near, Math.addExact(offset, limit + 1))
                : ordered(search, filter, sort, exchange);
        PlaceItems items = new PlaceItems(search, clock.instant());
        List<PlaceItems.PlaceItemJson> page = IntStream.range(offset, Math.min(found.length, offset + limit + 1))
                .mapToObj(i -> items.item(found[i], near))
                .toList();
        return Page.part(page, offset, limit, scope);
    }

    /** What a cursor belongs to; the present moment moves on between two pages. */
    private static String scope(PlaceFilter filter) {
        return filter.category() + "|" + filter.matter() + "|" + filter.area() + "|" + (filter.openAt() != null) + "|"
                + filter.accessibility().stream().sorted().toList() + "|" + filter.appointments() + "|" + filter.bbox()
                + "|" + filter.near() + "|" + filter.withinMetres() + "|" + (filter.free() != null);
    }

    private static String sort(Exchange exchange, @Nullable LonLat near) {
        String sort = exchange.get(SORT, near == null ? "name" : "distance");
        if (sort.equals("distance") && near == null) {
            throw ErrorCode.MISSING_PARAMETER.problem("distances are measured from lon and lat", "lon");
        }
        return sort;
    }

    private static void requireMatter(String sort, PlaceFilter filter) {
        if (sort.equals("earliest") && filter.matter() == null) {
            throw ErrorCode.MISSING_PARAMETER.problem("the earliest of which matter", "matter");
        }
    }

    /** Those that cannot be booked stand at the end, by code. */
    private int[] byEarliest(PlaceSearch search, PlaceFilter filter) {
        Map<String, Instant> first = earliest.of(String.valueOf(filter.matter()));
        return IntStream.of(search.all(filter))
                .boxed()
                .sorted(Comparator.comparing(place ->
                        first.getOrDefault(search.view().set().place(place).code(), Instant.MAX)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int[] ordered(PlaceSearch search, PlaceFilter filter, String sort, Exchange exchange) {
        if (sort.equals("earliest")) {
            return byEarliest(search, filter);
        }
        return sort.equals("code")
                ? search.all(filter)
                : search.byName(
                        filter,
                        PlaceSearch.language(exchange.language(), places.city().defaultLanguage()));
    }

    private Page<PlaceCountJson> counts(Exchange exchange) {
        PlaceSearch search = places.search();
        int[] counts = search.counts(filters.read(exchange));
        List<PlaceCategory> categories = search.view().set().categories().list();
        return Page.whole(IntStream.range(0, counts.length)
                .mapToObj(i -> new PlaceCountJson(categories.get(i).code(), counts[i]))
                .toList());
    }

    private Page<PlaceCategoryJson> categories() {
        PlaceCategories tree = places.current().categories();
        return Page.whole(tree.list().stream()
                .map(category -> PlaceCategoryJson.of(category, tree))
                .toList());
    }

    private PlaceItems.PlaceJson place(Exchange exchange) {
        PlaceSearch search = places.search();
        String code = exchange.get(CODE);
        int ordinal = search.view().set().ordinal(code);
        if (ordinal < 0) {
            throw new PlaceException(PlaceException.UNKNOWN, "code", "there is no place " + code);
        }
        return new PlaceItems(search, clock.instant())
                .place(ordinal, places.isInvented(search, ordinal), earliest.at(code));
    }
}
