package org.servicemap.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the OpenAPI 3.0 document from the declared routes: nothing is in it that the server does not enforce. */
final class OpenApi {
    private final Schemas schemas = new Schemas();
    private final Map<String, Object> paths = new LinkedHashMap<>();
    private final List<Object> tags = new ArrayList<>();

    static byte[] document(HttpSettings settings, List<RouteGroup> groups) {
        OpenApi api = new OpenApi();
        groups.forEach(api::add);
        return Json.bytes(api.root(settings));
    }

    private Map<String, Object> root(HttpSettings settings) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", settings.title());
        info.put("version", settings.version());
        info.put(
                "description",
                "Where is it, and who is responsible. Coordinates are longitude, latitude in WGS 84 unless `crs` says"
                        + " otherwise. Errors are problem JSON (RFC 9457) with a stable `code`. Unknown parameters are"
                        + " refused.");
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("openapi", "3.0.3");
        root.put("info", info);
        root.put("servers", List.of(Map.of("url", "/")));
        root.put("tags", tags);
        root.put("paths", paths);
        root.put("components", Map.of("schemas", allSchemas(), "securitySchemes", OpenApiSecurity.schemes()));
        return root;
    }

    private Map<String, Object> allSchemas() {
        Map<String, Object> all = new TreeMap<>(schemas.components());
        all.put("Problem", problemSchema());
        return all;
    }

    private void add(RouteGroup group) {
        tags.add(Map.of("name", group.tag(), "description", group.description()));
        for (Route route : group.routes()) {
            operations(route.path()).put(route.method().toLowerCase(Locale.ROOT), operation(group, route));
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> operations(String path) {
        return (Map<String, Object>) paths.computeIfAbsent(path, key -> new LinkedHashMap<String, Object>());
    }

    private Map<String, Object> operation(RouteGroup group, Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.id());
        operation.put("tags", List.of(group.tag()));
        operation.put("summary", route.summary());
        if (!route.description().isEmpty()) {
            operation.put("description", route.description());
        }
        operation.put("parameters", parameters(route));
        if (route.readsBody()) {
            operation.put("requestBody", requestBody(route));
        }
        operation.put("responses", responses(route, group.problems()));
        OpenApiSecurity.describe(route, operation);
        return operation;
    }

    private static List<Map<String, Object>> parameters(Route route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        route.params().forEach(param -> parameters.add(parameter(param)));
        parameters.addAll(OpenApiSecurity.headers(route));
        return parameters;
    }

    private static Map<String, Object> parameter(Param<?> param) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", param.name());
        parameter.put("in", param.place() == Param.Place.PATH ? "path" : "query");
        parameter.put("required", param.required());
        parameter.put("description", param.description());
        if ("array".equals(param.schema().get("type"))) {
            parameter.put("style", "form");
            parameter.put("explode", false);
        }
        parameter.put("schema", param.schema());
        return parameter;
    }

    private Map<String, Object> requestBody(Route route) {
        Map<String, Object> content = new LinkedHashMap<>();
        route.body().types().forEach(type -> content.put(type, Map.of("schema", bodySchema(route.body()))));
        return Map.of("required", true, "description", route.body().description(), "content", content);
    }

    private Map<String, Object> bodySchema(RequestBody body) {
        if (body.json() != null) {
            return schemas.input(body.json());
        }
        if (body.parts().isEmpty()) {
            return Map.of("type", "string");
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        body.parts().forEach(part -> properties.put(part.name(), partSchema(part)));
        return Map.of("type", "object", "properties", properties, "additionalProperties", body.open());
    }

    private static Map<String, Object> partSchema(PartRule part) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("type", "string");
        if (part.file()) {
            one.put("format", "binary");
        }
        if (part.most() == 1) {
            one.put("description", part.description());
            return one;
        }
        return Map.of("type", "array", "maxItems", part.most(), "description", part.description(), "items", one);
    }

    private Map<String, Object> responses(Route route, @Nullable ProblemFormat format) {
        Map<String, Object> responses = new TreeMap<>();
        responses.put(Integer.toString(route.status()), success(route));
        if (route.etag() != null) {
            responses.put("304", Map.of("description", "The caller's copy (If-None-Match) is current"));
        }
        errorsOf(route).stream()
                .collect(Collectors.groupingBy(
                        code -> format == null ? code.status() : format.status(code),
                        TreeMap::new,
                        Collectors.toList()))
                .forEach((status, codes) -> responses.put(Integer.toString(status), failure(status, codes, format)));
        return responses;
    }

    private Map<String, Object> success(Route route) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (Route.Response response : route.responses()) {
            Map<String, Object> media = new LinkedHashMap<>();
            media.put("schema", schema(response.shape()));
            if (response.example() != null) {
                media.put("example", example(response.example()));
            }
            content.put(response.mediaType(), media);
        }
        Map<String, Object> success = new LinkedHashMap<>();
        success.put("description", route.responses().get(0).description());
        success.put("headers", headers(route));
        if (!route.hasNoBody()) {
            success.put("content", content);
        }
        return success;
    }

    private static Object example(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an example that is no JSON: " + json, e);
        }
    }

    private static Map<String, Object> headers(Route route) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", header("What caches may do"));
        if (route.status() == 303) {
            headers.put("Location", header("Where to go on"));
        }
        if (route.etag() != null) {
            headers.put("ETag", header("Tag for If-None-Match"));
        }
        return headers;
    }

    static Map<String, Object> header(String description) {
        return Map.of("description", description, "schema", Map.of("type", "string"));
    }

    private Map<String, Object> schema(Route.Shape shape) {
        if (shape instanceof Route.Shape.Json json) {
            return schemas.of(json.type());
        }
        if (shape instanceof Route.Shape.JsonPage page) {
            return page(schemas.of(page.item()));
        }
        if (shape instanceof Route.Shape.GeoJson geoJson) {
            return geoJson(geoJson.type());
        }
        if (shape instanceof Route.Shape.Binary) {
            return Map.of("type", "string", "format", "binary");
        }
        if (shape instanceof Route.Shape.JsonObjects) {
            return jsonObjects();
        }
        return Map.of("type", shape instanceof Route.Shape.AnyJson ? "object" : "string");
    }

    private static Map<String, Object> page(Map<String, Object> item) {
        Map<String, Object> next = Map.of(
                "type", "string", "nullable", true, "description", "Cursor of the page that follows, null at the end");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("items", Map.of("type", "array", "items", item));
        properties.put("next", next);
        return Map.of("type", "object", "properties", properties, "required", List.of("items", "next"));
    }

    private static Map<String, Object> geoJson(String type) {
        Map<String, Object> properties = Map.of("type", Map.of("type", "string", "enum", List.of(type)));
        return Map.of(
                "type",
                "object",
                "description",
                "GeoJSON (RFC 7946) " + type,
                "properties",
                properties,
                "required",
                List.of("type"),
                "additionalProperties",
                true);
    }

    private static Map<String, Object> failure(int status, List<ErrorCode> codes, @Nullable ProblemFormat format) {
        String list = codes.stream()
                .map(code -> "`" + code.code() + "`: " + code.meaning())
                .collect(Collectors.joining("; "));
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("description", list);
        failure.put("content", failureContent(format));
        failure.put(
                "x-error-codes", codes.stream().map(ErrorCode::code).sorted().toList());
        if (status == 503 || status == 429) {
            failure.put("headers", Map.of("Retry-After", header("Seconds to wait")));
        }
        return failure;
    }

    private static Map<String, Object> failureContent(@Nullable ProblemFormat format) {
        if (format == null) {
            return Map.of(Problem.MEDIA_TYPE, Map.of("schema", Map.of("$ref", "#/components/schemas/Problem")));
        }
        Map<String, Object> content = new LinkedHashMap<>();
        for (String type : format.mediaTypes()) {
            content.put(type, Map.of("schema", type.endsWith("json") ? jsonObjects() : Map.of("type", "string")));
        }
        return content;
    }

    private static Map<String, Object> jsonObjects() {
        return Map.of("type", "array", "items", Map.of("type", "object"));
    }

    /** What a route can answer beside success: what it declares, and what its parameters and body imply. */
    static Set<ErrorCode> errorsOf(Route route) {
        Set<ErrorCode> errors = new LinkedHashSet<>(route.errors());
        if (!route.anyQuery()) {
            errors.add(ErrorCode.UNKNOWN_PARAMETER);
        }
        errors.add(ErrorCode.MALFORMED_QUERY);
        if (!route.alwaysAnswers()) {
            errors.add(ErrorCode.NOT_ACCEPTABLE);
        }
        errors.add(ErrorCode.INTERNAL);
        errors.add(ErrorCode.UNAVAILABLE);
        for (Param<?> param : route.params()) {
            errors.addAll(errorsOf(param));
        }
        if (route.readsBody()) {
            errors.addAll(errorsOf(route.body()));
        }
        errors.addAll(OpenApiSecurity.errorsOf(route));
        return errors;
    }

    private static Set<ErrorCode> errorsOf(RequestBody body) {
        Set<ErrorCode> errors = new LinkedHashSet<>(Set.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, ErrorCode.TOO_LARGE));
        if (body.json() != null || !body.parts().isEmpty()) {
            errors.addAll(List.of(
                    ErrorCode.INVALID_JSON,
                    ErrorCode.UNKNOWN_FIELD,
                    ErrorCode.MISSING_FIELD,
                    ErrorCode.INVALID_FIELD,
                    ErrorCode.BAD_REQUEST));
        }
        return errors;
    }

    private static Set<ErrorCode> errorsOf(Param<?> param) {
        Set<ErrorCode> errors = new LinkedHashSet<>();
        errors.add(ErrorCode.EMPTY_PARAMETER);
        errors.add(ErrorCode.INVALID_PARAMETER);
        errors.add(ErrorCode.OUT_OF_RANGE);
        if (param.place() == Param.Place.QUERY) {
            errors.add(ErrorCode.REPEATED_PARAMETER);
            if (param.required()) {
                errors.add(ErrorCode.MISSING_PARAMETER);
            }
        }
        return errors;
    }

    private static Map<String, Object> alternatives() {
        return Map.of(
                "type",
                "array",
                "description",
                "Where a slot is not to be had: others that are free, the nearest first (hall, starts_at, ends_at)",
                "items",
                Map.of("type", "object"));
    }

    private static Map<String, Object> problemSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("title", Map.of("type", "string", "description", "The status in words"));
        properties.put("status", Map.of("type", "integer"));
        properties.put("code", Map.of("type", "string", "description", "Stable: test for this"));
        properties.put("detail", Map.of("type", "string", "description", "A sentence for people"));
        properties.put("field", Map.of("type", "string", "description", "The offending parameter, column or header"));
        properties.put("id", Map.of("type", "string", "description", "With 500: stands in the server's log"));
        properties.put(
                "request_id",
                Map.of("type", "string", "description", "As in X-Request-Id: stands in every line of the log"));
        properties.put("alternatives", alternatives());
        properties.put(
                "clash",
                Map.of(
                        "type",
                        "object",
                        "description",
                        "Where an assignment is not possible: the one that stands in the way (id, grid, first_day, last_day)"));
        return Map.of(
                "type",
                "object",
                "description",
                "RFC 9457 problem details",
                "properties",
                properties,
                "required",
                List.of("title", "status", "code", "detail"));
    }
}
