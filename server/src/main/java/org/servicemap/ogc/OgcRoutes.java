package org.servicemap.ogc;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Filing;
import org.servicemap.http.Json;
import org.servicemap.http.Route;
import org.servicemap.http.Route.Shape;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.insights.Release;
import org.servicemap.places.Places;

/** OGC API – Features below {@code /ogc}: JSON for programs, pages for browsers, chosen by {@code f} or {@code Accept}. */
public final class OgcRoutes implements RouteGroup {
    static final Set<String> ITEM_PARAMS =
            Set.of("f", "limit", "offset", "bbox", "datetime", "filter", "filter-lang", "filter-crs");
    private static final String ROOT = "/ogc";
    private static final String OPEN_API = "application/vnd.oai.openapi+json";
    private static final ErrorCode[] QUERY_ERRORS = {
        ErrorCode.UNKNOWN_PARAMETER,
        ErrorCode.EMPTY_PARAMETER,
        ErrorCode.INVALID_PARAMETER,
        ErrorCode.OUT_OF_RANGE,
        ErrorCode.REPEATED_PARAMETER
    };

    static final String SCHEMA = "application/schema+json";

    private final Ground ground;
    private final Catalog catalog;

    /**
     * What it stands on.
     *
     * @param releases released statistics
     * @param publicUrl where the world finds the server; null to take what each caller uses
     * @param version of the program
     * @param filings shown at the foot of each page
     */
    public record Ground(
            Supplier<City> city,
            PublishedAreas areas,
            Places places,
            Supplier<List<Release>> releases,
            @Nullable URI publicUrl,
            String version,
            List<Filing> filings,
            Clock clock) {}

    public OgcRoutes(Ground ground) {
        this.ground = ground;
        catalog = new Catalog(ground.city(), ground.areas(), ground.places(), ground.releases());
    }

    @Override
    public String tag() {
        return "ogc";
    }

    @Override
    public String description() {
        return "OGC API – Features: areas, overlay layers and places for QGIS, GDAL and others; /ogc/api describes it alone";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route("", "ogcLanding", "Landing page", exchange -> all(exchange, ""))
                        .forms(json("Links"), exchange -> answer(exchange, "", View.JSON, this::landing)),
                route("/conformance", "ogcConformance", "Conformance classes", exchange -> all(exchange, ""))
                        .forms(
                                json("Classes"),
                                exchange -> answer(exchange, "/conformance", View.JSON, this::conformance)),
                route("/api", "ogcApi", "OpenAPI 3.0 document of the OGC API", exchange -> all(exchange, ""))
                        .forms(
                                forms(OPEN_API, new Shape.AnyJson(), "OpenAPI 3.0"),
                                exchange -> answer(exchange, "/api", Descriptions.API_TYPE, this::api)),
                route("/collections", "ogcCollections", "Collections", exchange -> all(exchange, ""))
                        .forms(
                                json("Collections"),
                                exchange -> answer(exchange, "/collections", View.JSON, this::collections)),
                route("/collections/{collectionId}", "ogcCollection", "A collection", this::tag)
                        .takes(Params.COLLECTION)
                        .fails(OgcErrors.UNKNOWN_COLLECTION)
                        .forms(json("The collection"), this::collection),
                Route.get(ROOT + "/collections/{collectionId}/queryables", "ogcQueryables")
                        .summary("What a filter may ask of a collection's features, as JSON Schema")
                        .takes(Params.COLLECTION)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(this::plainTag)
                        .fails(OgcErrors.UNKNOWN_COLLECTION)
                        .forms(
                                List.of(new Route.Response(SCHEMA, new Shape.AnyJson(), "JSON Schema", null)),
                                this::queryables),
                route("/collections/{collectionId}/items", "ogcItems", "Features of a collection", this::tag)
                        .description("Takes the collection's properties as parameters too; /ogc/api lists them.")
                        .takes(Params.COLLECTION, Params.LIMIT, Params.OFFSET, Params.BBOX, Params.DATETIME)
                        .takes(Params.FILTER, Params.FILTER_LANGUAGE, Params.FILTER_CRS)
                        .anyQuery()
                        .fails(OgcErrors.UNKNOWN_COLLECTION)
                        .fails(QUERY_ERRORS)
                        .forms(forms(View.GEO_JSON, new Shape.GeoJson("FeatureCollection"), "GeoJSON"), this::items),
                route("/collections/{collectionId}/items/{featureId}", "ogcItem", "One feature", this::tag)
                        .takes(Params.COLLECTION, Params.FEATURE)
                        .fails(OgcErrors.UNKNOWN_COLLECTION, OgcErrors.UNKNOWN_FEATURE)
                        .forms(forms(View.GEO_JSON, new Shape.GeoJson("Feature"), "GeoJSON"), this::item));
    }

    private RouteBuilder route(String path, String id, String summary, Function<Exchange, String> tag) {
        return Route.get(ROOT + path, id)
                .summary(summary)
                .takes(Params.FORMAT)
                .cache(CachePolicy.REVALIDATE)
                .etag(tag);
    }

    private static List<Route.Response> json(String what) {
        return List.of(
                new Route.Response(View.JSON, new Shape.AnyJson(), what, null),
                new Route.Response(View.HTML, new Shape.Text(), "The same as a page", null));
    }

    private static List<Route.Response> forms(String mediaType, Shape shape, String what) {
        List<Route.Response> forms = new ArrayList<>();
        forms.add(new Route.Response(mediaType, shape, what, null));
        forms.addAll(json("The same, for callers that know no better type"));
        return forms;
    }

    private String all(Exchange exchange, String more) {
        StringBuilder stamps = new StringBuilder(more);
        catalog.layers().forEach(layer -> stamps.append(layer.stamp()));
        return tag(exchange, stamps.toString());
    }

    private String tag(Exchange exchange) {
        return tag(exchange, catalog.layer(exchange.get(Params.COLLECTION)).stamp());
    }

    /** Also of all that the same address may be answered with. */
    private String tag(Exchange exchange, String stamps) {
        View view = view(exchange, "");
        String form = view.html() + exchange.responseType() + view.language() + view.root();
        return Long.toString(stamps.hashCode() * 31L + form.hashCode(), 36) + "-" + stamps.length();
    }

    /** Of what has one form only. */
    private String plainTag(Exchange exchange) {
        String stamp = catalog.layer(exchange.get(Params.COLLECTION)).stamp();
        return Integer.toString((stamp + language(exchange) + exchange.origin()).hashCode(), 36);
    }

    private View view(Exchange exchange, String path) {
        URI known = ground.publicUrl();
        String origin = known == null ? exchange.origin() : known.toString().replaceAll("/+$", "");
        return View.of(exchange, origin + ROOT, path, language(exchange));
    }

    private String language(Exchange exchange) {
        City city = catalog.city();
        String wanted = exchange.language();
        return city.languages().stream()
                .filter(tag -> wanted.equals(tag) || wanted.startsWith(tag + "-"))
                .findFirst()
                .orElse(city.defaultLanguage());
    }

    private Pages pages(View view) {
        return new Pages(view, catalog.city(), ground.filings());
    }

    /** Writes the answer in the form that the view says. */
    private Route.Body answer(Exchange exchange, String path, String type, Function<View, byte[]> body) {
        View view = view(exchange, path);
        say(exchange, view, type);
        byte[] bytes = body.apply(view);
        return out -> out.write(bytes);
    }

    private static void say(Exchange exchange, View view, String type) {
        exchange.variesBy("Accept-Language");
        if (view.html()) {
            exchange.answersAsPage();
        } else if (!exchange.responseType().equals(View.JSON)) {
            exchange.answersIn(type);
        }
    }

    private byte[] landing(View view) {
        Descriptions descriptions = new Descriptions(view);
        return view.html() ? pages(view).landing(descriptions) : Json.bytes(descriptions.landing(catalog.city()));
    }

    private byte[] conformance(View view) {
        return view.html() ? pages(view).conformance() : Json.bytes(new Descriptions(view).conformance());
    }

    private byte[] api(View view) {
        return view.html()
                ? pages(view).api(catalog.layers())
                : Json.bytes(new ApiDocument(view).of(catalog.city(), catalog.layers(), ground.version()));
    }

    private byte[] collections(View view) {
        List<Layer> layers = catalog.layers();
        return view.html() ? pages(view).collections(layers) : Json.bytes(new Descriptions(view).collections(layers));
    }

    private static String path(Layer layer) {
        return "/collections/" + View.encode(layer.id());
    }

    private Route.Body collection(Exchange exchange) {
        Layer layer = catalog.layer(exchange.get(Params.COLLECTION));
        return answer(
                exchange,
                path(layer),
                View.JSON,
                view -> view.html()
                        ? pages(view).collection(layer)
                        : Json.bytes(new Descriptions(view).collection(layer)));
    }

    private Route.Body queryables(Exchange exchange) {
        Layer layer = catalog.layer(exchange.get(Params.COLLECTION));
        URI known = ground.publicUrl();
        String origin = known == null ? exchange.origin() : known.toString().replaceAll("/+$", "");
        View view = new View(language(exchange), false, origin + ROOT, path(layer) + "/queryables", Map.of());
        exchange.variesBy("Accept-Language");
        byte[] bytes = Json.bytes(new Descriptions(view).queryables(layer));
        return out -> out.write(bytes);
    }

    private Route.Body items(Exchange exchange) {
        Layer layer = catalog.layer(exchange.get(Params.COLLECTION));
        Selection page = Selection.of(ItemQuery.read(exchange, layer));
        View view = view(exchange, path(layer) + "/items");
        say(exchange, view, View.GEO_JSON);
        if (view.html()) {
            byte[] html = pages(view).items(layer, page);
            return out -> out.write(html);
        }
        List<Map<String, Object>> links = links(view, page);
        return out ->
                new ItemsJson(layer).collection(out, page, links, ground.clock().instant());
    }

    private static List<Map<String, Object>> links(View view, Selection page) {
        List<Map<String, Object>> links = view.selfLinks(View.GEO_JSON);
        if (page.hasNext()) {
            links.add(step(view, "next", page.next()));
        }
        if (page.hasPrevious()) {
            links.add(step(view, "prev", page.previous()));
        }
        return links;
    }

    private static Map<String, Object> step(View view, String rel, int offset) {
        String href = view.here("json", Map.of(Params.OFFSET.name(), Integer.toString(offset)));
        return View.link(rel, View.GEO_JSON, href, rel);
    }

    private Route.Body item(Exchange exchange) {
        Layer layer = catalog.layer(exchange.get(Params.COLLECTION));
        String id = exchange.get(Params.FEATURE);
        int feature = layer.features().find(id);
        if (feature < 0) {
            throw OgcErrors.UNKNOWN_FEATURE.problem("there is no feature " + id + " in " + layer.id(), "featureId");
        }
        View view = view(exchange, path(layer) + "/items/" + View.encode(id));
        say(exchange, view, View.GEO_JSON);
        if (view.html()) {
            byte[] html = pages(view).feature(layer, feature);
            return out -> out.write(html);
        }
        List<Map<String, Object>> links = view.selfLinks(View.GEO_JSON);
        links.add(View.link("collection", View.JSON, view.url(path(layer)), layer.id()));
        return out -> new ItemsJson(layer).feature(out, feature, links);
    }
}
