package org.servicemap.ogc;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.geo.BBox;

/** The documents that describe what is served, as JSON. */
record Descriptions(View view) {
    static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    static final String API_TYPE = "application/vnd.oai.openapi+json;version=3.0";
    private static final String GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";
    private static final String CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/";
    private static final String FILTERING = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/";
    private static final String CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/";
    private static final String QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
    static final List<String> CONFORMS_TO = List.of(
            CORE + "core",
            CORE + "oas30",
            CORE + "html",
            CORE + "geojson",
            FILTERING + "queryables",
            FILTERING + "queryables-query-parameters",
            FILTERING + "filter",
            FILTERING + "features-filter",
            CQL2 + "cql2-text",
            CQL2 + "basic-cql2",
            CQL2 + "advanced-comparison-operators",
            CQL2 + "basic-spatial-functions");

    Map<String, Object> landing(City city) {
        Map<String, Object> landing = new LinkedHashMap<>();
        landing.put("title", title(city));
        landing.put("description", description(city));
        landing.put("attribution", view.text(city.attribution()));
        List<Map<String, Object>> links = view.selfLinks(View.JSON);
        links.add(link("service-desc", API_TYPE, "/api?f=json", "OpenAPI 3.0"));
        links.add(link("service-doc", View.HTML, "/api?f=html", view.text("About the API", "接口说明")));
        links.add(link("conformance", View.JSON, "/conformance", view.text("Conformance", "符合的标准")));
        links.add(link("data", View.JSON, "/collections", view.text("Collections", "数据集")));
        landing.put("links", links);
        return landing;
    }

    String title(City city) {
        return view.text(city.name()) + view.text(": places and areas", "：点位与区域");
    }

    String description(City city) {
        String what = view.text(
                "Areas of every level, overlay layers and places as OGC API – Features. Coordinates are WGS 84, longitude first.",
                "各层级区域、专题图层与服务点位，按 OGC API – Features 标准提供。坐标为 WGS 84，经度在前。");
        return city.synthetic() ? what + " " + view.text(city.notice()) : what;
    }

    private Map<String, Object> link(String rel, String type, String below, String title) {
        return View.link(rel, type, view.url(below), title);
    }

    Map<String, Object> conformance() {
        Map<String, Object> conformance = new LinkedHashMap<>();
        conformance.put("links", view.selfLinks(View.JSON));
        conformance.put("conformsTo", CONFORMS_TO);
        return conformance;
    }

    Map<String, Object> collections(List<Layer> layers) {
        Map<String, Object> collections = new LinkedHashMap<>();
        collections.put("links", view.selfLinks(View.JSON));
        collections.put(
                "collections",
                layers.stream()
                        .map(layer -> new Descriptions(at("/collections/" + View.encode(layer.id()))).collection(layer))
                        .toList());
        return collections;
    }

    private View at(String path) {
        return new View(view.language(), view.html(), view.root(), path, Map.of());
    }

    Map<String, Object> collection(Layer layer) {
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put("id", layer.id());
        collection.put("title", view.text(layer.title()));
        collection.put("description", view.text(layer.description()));
        collection.put("extent", extent(layer));
        collection.put("itemType", "feature");
        collection.put("crs", List.of(CRS84));
        List<Map<String, Object>> links = view.selfLinks(View.JSON);
        String items = "/collections/" + View.encode(layer.id()) + "/items";
        links.add(link("items", View.GEO_JSON, items + "?f=json", view.text("Features as GeoJSON", "要素（GeoJSON）")));
        links.add(link("items", View.HTML, items + "?f=html", view.text("Features as pages", "要素（网页）")));
        links.add(link(
                QUERYABLES,
                OgcRoutes.SCHEMA,
                "/collections/" + View.encode(layer.id()) + "/queryables",
                view.text("What filters may ask", "可筛选的属性")));
        collection.put("links", links);
        return collection;
    }

    /** JSON Schema of what a filter may ask; lists can only be asked for by {@code IS NULL}. */
    Map<String, Object> queryables(Layer layer) {
        Map<String, Object> properties = new LinkedHashMap<>();
        layer.properties().forEach(property -> {
            Map<String, Object> schema = new LinkedHashMap<>(property.schema());
            schema.put("title", property.name());
            schema.put("description", property.description());
            properties.put(property.name(), schema);
        });
        properties.put(CqlFilter.GEOMETRY, Map.of("title", CqlFilter.GEOMETRY, "format", "geometry-any"));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", view.url(view.path()));
        schema.put("type", "object");
        schema.put("title", view.text(layer.title()));
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> extent(Layer layer) {
        Map<String, Object> extent = new LinkedHashMap<>();
        BBox box = layer.extent();
        if (box != null) {
            List<Double> edges = List.of(down(box.minLon()), down(box.minLat()), up(box.maxLon()), up(box.maxLat()));
            extent.put("spatial", Map.of("bbox", List.of(edges), "crs", CRS84));
        }
        Period period = layer.period();
        if (period != null) {
            List<@Nullable String> ends = Arrays.asList(text(period.from()), text(period.to()));
            extent.put("temporal", Map.of("interval", List.of(ends), "trs", GREGORIAN));
        }
        return extent;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Outwards to seven decimals, so that it still holds everything. */
    private static double down(double degrees) {
        return Math.floor(degrees * 1e7) / 1e7;
    }

    private static double up(double degrees) {
        return Math.ceil(degrees * 1e7) / 1e7;
    }
}
