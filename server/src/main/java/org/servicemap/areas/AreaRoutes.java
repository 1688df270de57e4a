package org.servicemap.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.BBox;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** Areas of the version in force (or of a named one): lists, one, its children and parents. Shapes are in MapRoutes. */
public final class AreaRoutes implements RouteGroup {
    static final Param<String> VERSION =
            Param.text("version", "Identifier of the area version; default: in force today");
    static final Param<String> LEVEL = Param.text("level", "Identifier of a level, as in /city");
    static final Param<String> PATH_LEVEL = LEVEL.inPath();
    static final Param<String> PATH_CODE = Param.text("code", "The area's code").inPath();
    static final Param<BBox> BBOX =
            Param.bbox("bbox", "min_lon,min_lat,max_lon,max_lat in WGS 84: areas whose box meets it");

    private static final Param<String> PARENT =
            Param.text("parent", "Only areas under this one, as level:code (district:110101), however deep");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 100");
    private static final String ROOT = HttpServer.API + "/areas";

    private final PublishedAreas areas;

    public AreaRoutes(PublishedAreas areas) {
        this.areas = areas;
    }

    @Describe("An area")
    record AreaEntryJson(
            String level,
            int rank,
            String code,
            LocalText name,
            @Nullable AreaKeyJson parent,
            @Describe("min_lon, min_lat, max_lon, max_lat") double[] bbox,
            double km2,

            @Describe("A point inside, good for a label: lon, lat")
            double[] labelPoint,

            Map<String, String> attributes,
            @Describe("Identifier of its version") String version) {}

    record AreaKeyJson(String level, String code) {}

    @Override
    public String tag() {
        return "areas";
    }

    @Override
    public String description() {
        return "Areas by level, box, code and parent";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route("", "listAreas", "Areas by level, box and parent")
                        .takes(LEVEL, BBOX, PARENT, LIMIT, Cursor.PARAM, VERSION)
                        .fails(AreaErrors.BAD_BBOX, ErrorCode.BAD_CURSOR, AreaErrors.UNKNOWN_LEVEL)
                        .fails(AreaErrors.UNKNOWN_AREA, AreaErrors.UNKNOWN_VERSION)
                        .page(AreaEntryJson.class, "Areas, by level and code", this::list),
                one("", "getArea", "One area").json(AreaEntryJson.class, "The area", this::area),
                one("/children", "listChildren", "The areas right under an area")
                        .takes(LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(AreaEntryJson.class, "Children, by level and code", this::children),
                one("/parents", "listParents", "The areas above an area")
                        .page(AreaEntryJson.class, "Parents, coarsest first", this::parents));
    }

    private RouteBuilder route(String path, String id, String summary) {
        return Route.get(ROOT + path, id)
                .summary(summary)
                .cache(CachePolicy.REVALIDATE)
                .etag(exchange -> snapshot(exchange).id());
    }

    private RouteBuilder one(String suffix, String id, String summary) {
        return route("/{level}/{code}" + suffix, id, summary)
                .takes(PATH_LEVEL, PATH_CODE, VERSION)
                .fails(AreaErrors.UNKNOWN_LEVEL, AreaErrors.UNKNOWN_AREA, AreaErrors.UNKNOWN_VERSION);
    }

    private AreaSnapshot snapshot(Exchange exchange) {
        return snapshot(areas, exchange.find(VERSION));
    }

    static AreaSnapshot snapshot(PublishedAreas areas, @Nullable String version) {
        return (version == null ? areas.current() : areas.version(version)).snapshot();
    }

    private Page<AreaEntryJson> list(Exchange exchange) {
        AreaSnapshot snapshot = snapshot(exchange);
        AreaDirectory directory = snapshot.directory();
        String levelId = exchange.find(LEVEL);
        int level = levelId == null ? 0 : level(snapshot, levelId).rank();
        BBox box = exchange.find(BBOX);
        String parentKey = exchange.find(PARENT);
        int parent = parentKey == null ? -1 : parent(snapshot, parentKey);
        IntPredicate wanted = area -> (level == 0 || directory.level(area) == level)
                && (box == null || directory.bbox(area).intersects(box))
                && (parent < 0 || area != parent && directory.ancestorAt(area, directory.level(parent)) == parent);
        String scope = snapshot.id() + "|" + levelId + "|" + box + "|" + parentKey;
        return page(
                exchange, snapshot, scope, IntStream.range(0, directory.size()).filter(wanted));
    }

    private static Page<AreaEntryJson> page(Exchange exchange, AreaSnapshot snapshot, String scope, IntStream found) {
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        List<Integer> ordinals = found.boxed().toList();
        return Page.of(ordinals, offset, exchange.get(LIMIT, 100), scope).map(area -> json(snapshot, area));
    }

    private AreaEntryJson area(Exchange exchange) {
        AreaSnapshot snapshot = snapshot(exchange);
        return json(snapshot, find(snapshot, exchange));
    }

    private Page<AreaEntryJson> children(Exchange exchange) {
        AreaSnapshot snapshot = snapshot(exchange);
        int area = find(snapshot, exchange);
        int[] children = snapshot.directory().children(area);
        return page(exchange, snapshot, snapshot.id() + "|children|" + area, Arrays.stream(children));
    }

    private Page<AreaEntryJson> parents(Exchange exchange) {
        AreaSnapshot snapshot = snapshot(exchange);
        List<AreaEntryJson> chain = new ArrayList<>();
        int area = snapshot.directory().parent(find(snapshot, exchange));
        while (area >= 0) {
            chain.add(0, json(snapshot, area));
            area = snapshot.directory().parent(area);
        }
        return Page.whole(chain);
    }

    static Level level(AreaSnapshot snapshot, String id) {
        return snapshot.levels().stream()
                .filter(level -> level.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AreaErrors.UNKNOWN_LEVEL.problem(
                        "there is no level " + id + "; there are "
                                + String.join(
                                        ", ",
                                        snapshot.levels().stream()
                                                .map(Level::id)
                                                .toList()),
                        "level"));
    }

    static int find(AreaSnapshot snapshot, Exchange exchange) {
        return find(snapshot, exchange.get(PATH_LEVEL), exchange.get(PATH_CODE), "code");
    }

    private static int parent(AreaSnapshot snapshot, String key) {
        int colon = key.indexOf(':');
        if (colon < 0) {
            throw ErrorCode.INVALID_PARAMETER.problem("parent is level:code, as district:110101", "parent");
        }
        return find(snapshot, key.substring(0, colon), key.substring(colon + 1), "parent");
    }

    private static int find(AreaSnapshot snapshot, String levelId, String code, String field) {
        Level level = level(snapshot, levelId);
        return snapshot.directory()
                .findByCode(level.rank(), code)
                .orElseThrow(() -> AreaErrors.UNKNOWN_AREA.problem(
                        "no " + level.id() + " has the code " + code + " in version " + snapshot.label(), field));
    }

    private static AreaEntryJson json(AreaSnapshot snapshot, int area) {
        AreaDirectory.Row row = snapshot.directory().row(area);
        return new AreaEntryJson(
                snapshot.levels().get(row.level() - 1).id(),
                row.level(),
                row.code(),
                row.name(),
                row.parent() < 0 ? null : key(snapshot, row.parent()),
                edges(row.bbox()),
                ResolutionJson.round(row.areaM2() / 1e6, 1e6),
                rounded(row.labelPoint().lon(), row.labelPoint().lat()),
                row.attributes(),
                snapshot.id());
    }

    private static AreaKeyJson key(AreaSnapshot snapshot, int area) {
        AreaDirectory directory = snapshot.directory();
        return new AreaKeyJson(snapshot.levels().get(directory.level(area) - 1).id(), directory.code(area));
    }

    static double[] edges(BBox box) {
        return rounded(box.minLon(), box.minLat(), box.maxLon(), box.maxLat());
    }

    /** Degrees with seven decimals, 1 cm, as every answer has them. */
    static double[] rounded(double... degrees) {
        return Arrays.stream(degrees)
                .map(degree -> ResolutionJson.round(degree, 1e7))
                .toArray();
    }
}
