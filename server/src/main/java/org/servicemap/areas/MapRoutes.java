package org.servicemap.areas;

import java.util.List;
import java.util.Locale;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.tiles.TileSet;
import org.servicemap.geo.BBox;
import org.servicemap.geo.GeoJson;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Json;
import org.servicemap.http.JsonBytes;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.Route.Shape;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** Shapes: GeoJSON of areas and overlays, vector tiles. */
public final class MapRoutes implements RouteGroup {
    private static final int MAX_ZOOM = 22;
    private static final int MAX_FEATURES = 20_000;
    private static final String GEO_JSON = "application/geo+json";
    private static final String TILE = "application/vnd.mapbox-vector-tile";
    private static final BBox WORLD = new BBox(-180, -90, 180, 90);

    private static final Param<Integer> ZOOM = Param.integer(
            "zoom",
            0,
            MAX_ZOOM,
            "Simplified for this zoom, neighbours staying joined; 22 (default) is as exact as stored");
    private static final Param<String> LEVEL = AreaRoutes.LEVEL.mandatory();
    private static final Param<String> VERSION =
            Param.text("version", "Identifier of the area version, as in /city").inPath();
    private static final Param<Integer> Z =
            Param.integer("z", 0, MAX_ZOOM, "Zoom").inPath();
    private static final Param<Integer> X =
            Param.integer("x", 0, (1 << MAX_ZOOM) - 1, "Column").inPath();
    private static final Param<Integer> Y =
            Param.integer("y", 0, (1 << MAX_ZOOM) - 1, "Row from the north").inPath();
    private static final Param<String> LAYER =
            Param.text("layer", "Identifier of the overlay layer").inPath();
    private static final ErrorCode TOO_MANY_AREAS =
            new ErrorCode(400, "too_many_areas", "more areas than one answer may hold: give a smaller box");
    private static final ErrorCode NO_SUCH_TILE =
            new ErrorCode(400, "no_such_tile", "column or row beyond the zoom's last");

    private final PublishedAreas areas;

    public MapRoutes(PublishedAreas areas) {
        this.areas = areas;
    }

    @Describe("A layer of features outside the hierarchy")
    record OverlayLayerJson(
            String id,
            LocalText name,
            @Describe("polygon or line") String kind,

            @Describe("How far from a feature a point may lie")
            double toleranceMetres,

            int features) {}

    @Override
    public String tag() {
        return "map";
    }

    @Override
    public String description() {
        return "Shapes as GeoJSON and vector tiles";
    }

    @Override
    public List<Route> routes() {
        String api = HttpServer.API;
        return List.of(
                Route.get(api + "/tiles/{version}/{z}/{x}/{y}.mvt", "getTile")
                        .summary("A vector tile")
                        .description(
                                "A layer for each level with `code` and `name:*`, and the layer `labels` with `level`,"
                                        + " `code`, `name:*`, `km2`. Empty where nothing is drawn. The URL holds the version:"
                                        + " cache it for ever.")
                        .takes(VERSION, Z, X, Y)
                        .fails(AreaErrors.UNKNOWN_VERSION, NO_SUCH_TILE)
                        .cache(CachePolicy.IMMUTABLE)
                        .etag(exchange -> "t" + exchange.get(VERSION).hashCode())
                        .bytes(TILE, new Shape.Binary(), "Mapbox Vector Tile 2.1", this::tile),
                Route.get(api + "/areas.geojson", "getAreasGeoJson")
                        .summary("Areas of a level with their shapes")
                        .takes(LEVEL, AreaRoutes.BBOX, ZOOM, AreaRoutes.VERSION)
                        .fails(
                                AreaErrors.UNKNOWN_LEVEL,
                                AreaErrors.BAD_BBOX,
                                AreaErrors.UNKNOWN_VERSION,
                                TOO_MANY_AREAS)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(this::version)
                        .bytes(GEO_JSON, new Shape.GeoJson("FeatureCollection"), "GeoJSON", this::collection),
                Route.get(api + "/areas/{level}/{code}/geometry", "getAreaGeometry")
                        .summary("One area with its shape")
                        .takes(AreaRoutes.PATH_LEVEL, AreaRoutes.PATH_CODE, ZOOM, AreaRoutes.VERSION)
                        .fails(AreaErrors.UNKNOWN_LEVEL, AreaErrors.UNKNOWN_AREA, AreaErrors.UNKNOWN_VERSION)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(this::version)
                        .bytes(GEO_JSON, new Shape.GeoJson("Feature"), "GeoJSON", this::feature),
                Route.get(api + "/overlays", "listOverlays")
                        .summary("The overlay layers")
                        .takes(AreaRoutes.VERSION)
                        .fails(AreaErrors.UNKNOWN_VERSION)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(this::version)
                        .page(OverlayLayerJson.class, "Layers", this::overlays),
                Route.get(api + "/overlays/{layer}.geojson", "getOverlayGeoJson")
                        .summary("An overlay layer with its shapes")
                        .takes(LAYER, AreaRoutes.VERSION)
                        .fails(AreaErrors.UNKNOWN_OVERLAY, AreaErrors.UNKNOWN_VERSION)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(this::version)
                        .bytes(GEO_JSON, new Shape.GeoJson("FeatureCollection"), "GeoJSON", this::overlay));
    }

    private String version(Exchange exchange) {
        return snapshot(exchange).id();
    }

    private AreaSnapshot snapshot(Exchange exchange) {
        return AreaRoutes.snapshot(areas, exchange.find(AreaRoutes.VERSION));
    }

    private byte[] tile(Exchange exchange) {
        int z = exchange.get(Z);
        int x = exchange.get(X);
        int y = exchange.get(Y);
        if (x >= 1 << z || y >= 1 << z) {
            throw NO_SUCH_TILE.problem("at zoom " + z + " columns and rows go to " + ((1 << z) - 1));
        }
        return areas.tiles(exchange.get(VERSION)).tile(z, x, y);
    }

    private byte[] collection(Exchange exchange) {
        AreaSnapshot snapshot = snapshot(exchange);
        int level = AreaRoutes.level(snapshot, exchange.get(LEVEL)).rank();
        BBox box = exchange.get(AreaRoutes.BBOX, WORLD);
        TileSet tiles = areas.tiles(snapshot.id());
        int count = tiles.areasIn(level, box).size();
        if (count > MAX_FEATURES) {
            throw TOO_MANY_AREAS.problem(
                    count + " areas are in the box, at most " + MAX_FEATURES + " are answered", "bbox");
        }
        return tiles.featureCollection(level, box, exchange.get(ZOOM, MAX_ZOOM));
    }

    private byte[] feature(Exchange exchange) {
        AreaSnapshot snapshot = snapshot(exchange);
        int area = AreaRoutes.find(snapshot, exchange);
        return areas.tiles(snapshot.id()).feature(area, exchange.get(ZOOM, MAX_ZOOM));
    }

    private Page<OverlayLayerJson> overlays(Exchange exchange) {
        return Page.whole(snapshot(exchange).overlays().layers().stream()
                .map(layer -> new OverlayLayerJson(
                        layer.id(),
                        layer.name(),
                        layer.kind().name().toLowerCase(Locale.ROOT),
                        layer.toleranceMetres(),
                        layer.features().size()))
                .toList());
    }

    private byte[] overlay(Exchange exchange) {
        String id = exchange.get(LAYER);
        OverlayLayer layer = snapshot(exchange).overlays().layers().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AreaErrors.UNKNOWN_OVERLAY.problem("there is no overlay layer " + id, "layer"));
        JsonBytes json = new JsonBytes().ascii("{\"type\":\"FeatureCollection\",\"features\":[");
        String comma = "";
        for (OverlayFeature feature : layer.features()) {
            json.ascii(comma).ascii("{\"type\":\"Feature\",\"id\":").text(feature.code());
            json.ascii(",\"properties\":{\"code\":").text(feature.code());
            json.ascii(",\"name\":").bytes(Json.bytes(feature.name())).ascii("},\"geometry\":");
            json.ascii(GeoJson.toString(feature.wgs84())).ascii("}");
            comma = ",";
        }
        return json.ascii("]}").toArray();
    }
}
