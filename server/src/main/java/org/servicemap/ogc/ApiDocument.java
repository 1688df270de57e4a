package org.servicemap.ogc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.areas.City;
import org.servicemap.http.Param;

/**
 * The OpenAPI 3.0 document of this API alone, as the standard wants one. Each collection has paths of its own with the properties
 * that it can be filtered by, which desktop programs read from here.
 */
final class ApiDocument {
    private final View view;
    private final Map<String, Object> paths = new LinkedHashMap<>();

    ApiDocument(View view) {
        this.view = view;
    }

    Map<String, Object> of(City city, List<Layer> layers, String version) {
        add("/", "getLandingPage", "Landing page", List.of(), View.JSON, false);
        add("/conformance", "getConformance", "Conformance classes", List.of(), View.JSON, false);
        add("/api", "getApi", "This document", List.of(), Descriptions.API_TYPE, false);
        add("/collections", "listCollections", "Collections", List.of(), View.JSON, false);
        layers.forEach(this::add);
        Descriptions descriptions = new Descriptions(view);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("openapi", "3.0.3");
        root.put(
                "info",
                Map.of(
                        "title", descriptions.title(city),
                        "description", descriptions.description(city),
                        "version", version));
        root.put("servers", List.of(Map.of("url", view.root())));
        root.put("paths", paths);
        root.put("components", Map.of("schemas", Map.of("Problem", problem())));
        return root;
    }

    private void add(Layer layer) {
        String path = "/collections/" + layer.id();
        String title = view.text(layer.title());
        add(path, "describe_" + layer.id(), title, List.of(), View.JSON, true);
        List<Map<String, Object>> filters = new ArrayList<>();
        filters.add(parameter(Params.LIMIT, false));
        filters.add(parameter(Params.OFFSET, false));
        filters.add(parameter(Params.BBOX, false));
        filters.add(parameter(Params.DATETIME, false));
        filters.add(parameter(Params.FILTER, false));
        filters.add(parameter(Params.FILTER_LANGUAGE, false));
        filters.add(parameter(Params.FILTER_CRS, false));
        layer.filters().forEach(property -> filters.add(parameter(property)));
        paths.put(path + "/queryables", Map.of("get", queryables(layer, title)));
        add(path + "/items", "list_" + layer.id(), title, filters, View.GEO_JSON, true);
        add(
                path + "/items/{featureId}",
                "get_" + layer.id(),
                title,
                List.of(parameter(Params.FEATURE, true)),
                View.GEO_JSON,
                true);
    }

    private void add(
            String path, String id, String summary, List<Map<String, Object>> parameters, String type, boolean found) {
        List<Map<String, Object>> all = new ArrayList<>(parameters);
        all.add(parameter(Params.FORMAT, false));
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", id);
        operation.put("summary", summary);
        operation.put("parameters", all);
        operation.put("responses", responses(type, found));
        paths.put(path, Map.of("get", operation));
    }

    private static Map<String, Object> queryables(Layer layer, String title) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", "queryables_" + layer.id());
        operation.put("summary", title);
        operation.put("responses", responses(OgcRoutes.SCHEMA, true));
        return operation;
    }

    private static Map<String, Object> responses(String type, boolean found) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(type, Map.of("schema", Map.of("type", "object")));
        content.put(View.HTML, Map.of("schema", Map.of("type", "string")));
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", Map.of("description", "What was asked for", "content", content));
        responses.put("400", failure("An unknown or invalid parameter"));
        if (found) {
            responses.put("404", failure("No such collection or feature"));
        }
        responses.put("500", failure("A fault of the server"));
        return responses;
    }

    private static Map<String, Object> failure(String description) {
        Map<String, Object> schema = Map.of("$ref", "#/components/schemas/Problem");
        return Map.of(
                "description", description, "content", Map.of("application/problem+json", Map.of("schema", schema)));
    }

    private static Map<String, Object> parameter(Param<?> param, boolean inPath) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", param.name());
        parameter.put("in", inPath ? "path" : "query");
        parameter.put("required", inPath);
        parameter.put("description", param.description());
        parameter.put("style", inPath ? "simple" : "form");
        parameter.put("explode", false);
        parameter.put("schema", param.schema());
        return parameter;
    }

    private static Map<String, Object> parameter(Property property) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", property.name());
        parameter.put("in", "query");
        parameter.put("required", false);
        parameter.put("description", property.description());
        parameter.put("style", "form");
        parameter.put("explode", false);
        parameter.put("schema", property.schema());
        return parameter;
    }

    private static Map<String, Object> problem() {
        Map<String, Object> text = Map.of("type", "string");
        return Map.of(
                "type",
                "object",
                "required",
                List.of("title", "status", "code", "detail"),
                "properties",
                Map.of("title", text, "status", Map.of("type", "integer"), "code", text, "detail", text));
    }
}
