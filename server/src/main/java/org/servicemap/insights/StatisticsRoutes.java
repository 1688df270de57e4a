package org.servicemap.insights;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.GeoJson;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Cursor;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Json;
import org.servicemap.http.JsonBytes;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.insights.StatisticsJson.StatisticsCountJson;
import org.servicemap.insights.StatisticsJson.StatisticsReleaseJson;
import org.servicemap.insights.StatisticsJson.StatisticsTermsJson;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** The released statistics for everybody. Answers come from releases alone, so no question has an answer that differs by a person. */
public final class StatisticsRoutes implements RouteGroup {
    private static final String STATISTICS = HttpServer.API + "/statistics";
    private static final String GEO_JSON = "application/geo+json";
    private static final int USUAL = 1000;
    private static final int MOST = 20_000;
    private static final Param<String> MONTH = Param.text("month", "A released month, as 2026-01");
    private static final Param<String> LEVEL = Param.text("level", "Id of the areas' level");
    private static final Param<String> AREA = Param.text("area", "Code of the area");
    private static final Param<String> CATEGORY = Param.text("category", "Code of the top category");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, MOST, "At most so many; default " + USUAL);
    private static final ErrorCode NOT_RELEASED =
            new ErrorCode(404, "not_released", "no release of that month, or not of that level");

    private final Releases releases;
    private final Supplier<City> city;
    private final PublishedAreas areas;
    private final Supplier<CategoryTree> categories;
    private volatile ReleasedCounts counts = new ReleasedCounts(List.of());

    public StatisticsRoutes(
            Releases releases, Supplier<City> city, PublishedAreas areas, Supplier<CategoryTree> categories) {
        this.releases = releases;
        this.city = city;
        this.areas = areas;
        this.categories = categories;
    }

    @Override
    public String tag() {
        return "statistics";
    }

    @Override
    public String description() {
        return "Released statistics of requests, for everybody";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route(STATISTICS, "listStatisticsReleases", "The released months, the latest first")
                        .page(StatisticsReleaseJson.class, "Releases", exchange -> list()),
                route(STATISTICS + "/counts", "listStatisticsCounts", "Released counts by month, area and top category")
                        .description(
                                "What is not there is zero or withheld; sums over areas or categories are therefore"
                                        + " lower bounds. The latest month first.")
                        .takes(MONTH, LEVEL, AREA, CATEGORY, LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.INVALID_PARAMETER, ErrorCode.BAD_CURSOR)
                        .page(StatisticsCountJson.class, "Counts", this::counts),
                route(STATISTICS + "/counts.geojson", "getStatisticsGeoJson", "A month's counts with the areas' shapes")
                        .description("Every area of the level; requests is null where the count is zero or withheld.")
                        .takes(MONTH.mandatory(), LEVEL.mandatory(), CATEGORY.mandatory())
                        .fails(ErrorCode.INVALID_PARAMETER, NOT_RELEASED)
                        .bytes(GEO_JSON, new Route.Shape.GeoJson("FeatureCollection"), "GeoJSON", this::geoJson),
                route(STATISTICS + "/terms", "getStatisticsTerms", "How statistics are released, and on which terms")
                        .json(StatisticsTermsJson.class, "The terms", exchange -> terms()));
    }

    private RouteBuilder route(String path, String id, String summary) {
        return Route.get(path, id)
                .summary(summary)
                .cache(CachePolicy.REVALIDATE)
                .etag(this::tag);
    }

    /** What is released never changes; names, shapes and terms may. */
    private String tag(Exchange exchange) {
        String state = areas.current().snapshot().id() + "|" + city.get().hashCode() + "|"
                + categories.get().list().hashCode() + "|" + exchange.query();
        return "s" + releases.list().size() + "-" + Integer.toHexString(state.hashCode());
    }

    private ReleasedCounts released() {
        List<Release> now = releases.list();
        ReleasedCounts known = counts;
        if (!known.releases().equals(now)) {
            known = new ReleasedCounts(now);
            counts = known;
        }
        return known;
    }

    private Page<StatisticsReleaseJson> list() {
        return Page.whole(releases.list().stream()
                .map(StatisticsReleaseJson::of)
                .sorted((one, other) -> other.month().compareTo(one.month()))
                .toList());
    }

    private static @Nullable YearMonth month(@Nullable String text) {
        try {
            return text == null ? null : YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw ErrorCode.INVALID_PARAMETER.problem("a month is written as 2026-01", "month");
        }
    }

    private Page<StatisticsCountJson> counts(Exchange exchange) {
        ReleasedCounts.Asked asked = new ReleasedCounts.Asked(
                month(exchange.find(MONTH)), exchange.find(LEVEL), exchange.find(AREA), exchange.find(CATEGORY));
        ReleasedCounts released = released();
        String scope = "statistics|" + released.releases().size() + "|" + asked;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        Names names = new Names();
        int limit = exchange.get(LIMIT, USUAL);
        // one more tells whether there is a next page
        int most = (int) Math.min(Integer.MAX_VALUE, (long) offset + limit + 1);
        return Page.of(released.find(asked, most), offset, limit, scope).map(found -> row(found, names));
    }

    private StatisticsCountJson row(ReleasedCounts.Found found, Names names) {
        Release.Cell cell = found.cell();
        return new StatisticsCountJson(
                found.release().month().toString(),
                cell.level(),
                cell.area(),
                names.area(found.release().areaVersion(), cell),
                cell.category(),
                category(cell.category()),
                cell.requests(),
                found.before(),
                cell.solved());
    }

    private LocalText category(String code) {
        return categories.get().find(code).map(Category::name).orElse(LocalText.of("und", code));
    }

    /** Names of areas as they were; each version is looked up once. */
    private final class Names {
        private final Map<String, AreaSnapshot> versions = new HashMap<>();

        LocalText area(String version, Release.Cell cell) {
            AreaSnapshot snapshot =
                    versions.computeIfAbsent(version, id -> areas.version(id).snapshot());
            return rank(snapshot, cell.level()) < 0
                    ? LocalText.of("und", cell.area())
                    : snapshot.directory().findByCode(rank(snapshot, cell.level()), cell.area()).stream()
                            .mapToObj(snapshot.directory()::name)
                            .findFirst()
                            .orElse(LocalText.of("und", cell.area()));
        }
    }

    private static int rank(AreaSnapshot snapshot, String level) {
        return snapshot.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .orElse(-1);
    }

    private byte[] geoJson(Exchange exchange) {
        String level = exchange.get(LEVEL.mandatory());
        String category = exchange.get(CATEGORY.mandatory());
        YearMonth month = month(exchange.get(MONTH.mandatory()));
        Release release = releases.list().stream()
                .filter(each -> each.month().equals(month) && each.levels().contains(level))
                .findFirst()
                .orElseThrow(() -> NOT_RELEASED.problem("no release of that month and level"));
        Map<String, Integer> found = new HashMap<>();
        released()
                .find(new ReleasedCounts.Asked(release.month(), level, null, category), Integer.MAX_VALUE)
                .forEach(each -> found.put(each.cell().area(), each.cell().requests()));
        return geoJson(release, level, category, found);
    }

    private byte[] geoJson(Release release, String level, String category, Map<String, Integer> found) {
        AreaSnapshot snapshot = areas.version(release.areaVersion()).snapshot();
        AreaDirectory directory = snapshot.directory();
        int rank = rank(snapshot, level);
        JsonBytes json = new JsonBytes().ascii("{\"type\":\"FeatureCollection\",\"features\":[");
        String comma = "";
        for (int area = 0; area < directory.size(); area++) {
            if (directory.level(area) == rank) {
                json.ascii(comma).ascii("{\"type\":\"Feature\",\"id\":").text(directory.code(area));
                json.ascii(",\"properties\":")
                        .bytes(Json.bytes(new GeoProperties(
                                release.month().toString(),
                                level,
                                directory.code(area),
                                directory.name(area),
                                category,
                                found.get(directory.code(area)),
                                release.k())));
                String shape =
                        GeoJson.toString(areas.tiles(release.areaVersion()).geometry(area));
                json.ascii(",\"geometry\":").ascii(shape).ascii("}");
                comma = ",";
            }
        }
        return json.ascii("]}").toArray();
    }

    private record GeoProperties(
            String month,
            String level,
            String area,
            LocalText areaName,
            String category,
            @Nullable Integer requests,
            int k) {}

    private StatisticsTermsJson terms() {
        City now = city.get();
        ReleaseRules rules = ReleaseRules.of(now);
        CategoryTree tree = categories.get();
        List<LocalText> never = tree.list().stream()
                .filter(each -> each.parent() == null)
                .filter(top -> tree.list().stream()
                        .noneMatch(
                                each -> tree.isWithin(each.code(), top.code()) && Releases.isPublic(tree, each.code())))
                .map(Category::name)
                .toList();
        return new StatisticsTermsJson(
                rules.k(), rules.days(), rules.levels(), never, rules.licence(), rules.licenceLink());
    }
}
