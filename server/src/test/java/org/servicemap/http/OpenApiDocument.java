package org.servicemap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The server's OpenAPI document as a test reads it: finds the operation of a call and validates answers by its schemas. */
public final class OpenApiDocument {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode root;

    OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    public JsonNode root() {
        return root;
    }

    /** Fails when an answer of a documented path is not what the document declares. */
    void check(String method, String path, HttpResponse<byte[]> response) {
        JsonNode operation = operation(method, path);
        if (operation == null || response.statusCode() == 405) {
            return;
        }
        JsonNode declared = operation.path("responses").path(Integer.toString(response.statusCode()));
        String what = method + " " + path + " → " + response.statusCode();
        assertThat(declared.isMissingNode())
                .as(what + " is not in the document")
                .isFalse();
        assertKeptSecret(what, operation, response);
        if (response.body().length > 0 && response.statusCode() != 304) {
            checkBody(what, declared, response);
        }
    }

    /** What is not for everyone is not for caches nor for other origins. */
    private static void assertKeptSecret(String what, JsonNode operation, HttpResponse<byte[]> response) {
        for (JsonNode role : operation.path("x-roles")) {
            if (role.asText().equals("public")) {
                return;
            }
        }
        assertThat(response.headers().firstValue("Cache-Control")).as(what).hasValue("no-store");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                .as(what)
                .isEmpty();
    }

    private void checkBody(String what, JsonNode declared, HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode media = declared.path("content").path(type);
        assertThat(media.isMissingNode())
                .as(what + ": " + type + " is not in the document")
                .isFalse();
        boolean encoded = response.headers().firstValue("Content-Encoding").isPresent();
        if (type.endsWith("json") && !type.contains("ndjson") && !encoded) {
            JsonNode body = parse(response.body());
            List<String> faults = new ArrayList<>();
            validate(what, media.path("schema"), body, faults);
            assertThat(faults).isEmpty();
            if (type.equals("application/problem+json")) {
                List<String> codes = new ArrayList<>();
                declared.path("x-error-codes").forEach(code -> codes.add(code.asText()));
                assertThat(codes).as(what).contains(body.path("code").asText());
            }
        }
    }

    JsonNode operation(String method, String path) {
        // OpenAPI 3.0, paths object: concrete paths are matched before their templated counterparts
        List<Map.Entry<String, JsonNode>> paths =
                new ArrayList<>(root.path("paths").properties());
        paths.sort(Comparator.comparing(
                entry -> entry.getKey().chars().filter(c -> c == '{').count()));
        for (Map.Entry<String, JsonNode> entry : paths) {
            Pattern pattern = Pattern.compile(
                    Pattern.compile("\\{[^}]+}").matcher(quote(entry.getKey())).replaceAll("[^/]+"));
            if (pattern.matcher(path).matches()) {
                JsonNode operation = entry.getValue().path(method.toLowerCase(Locale.ROOT));
                return operation.isMissingNode() ? null : operation;
            }
        }
        return null;
    }

    private static String quote(String path) {
        return path.replace(".", "\\.");
    }

    /** The part of JSON Schema that the document uses. */
    void validate(String where, JsonNode schema, JsonNode value, List<String> faults) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().replace("#/components/schemas/", "");
            JsonNode target = root.path("components").path("schemas").path(name);
            if (target.isMissingNode()) {
                faults.add(where + ": dangling " + name);
            }
            validate(where, target, value, faults);
        } else if (value.isNull()) {
            if (!schema.path("nullable").asBoolean()) {
                faults.add(where + " is null");
            }
        } else if (schema.has("allOf")) {
            schema.path("allOf").forEach(part -> validate(where, part, value, faults));
        } else {
            validateTyped(where, schema, value, faults);
        }
    }

    private void validateTyped(String where, JsonNode schema, JsonNode value, List<String> faults) {
        boolean fits = switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> false;
        };
        if (!fits) {
            faults.add(where + " is no " + schema.path("type").asText() + ": " + value);
            return;
        }
        if (schema.has("enum")
                && StreamSupport.stream(schema.path("enum").spliterator(), false)
                        .noneMatch(value::equals)) {
            faults.add(where + " is none of " + schema.path("enum") + ": " + value);
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                validate(where + "[" + i + "]", schema.path("items"), value.get(i), faults);
            }
        }
        if (value.isObject()) {
            validateObject(where, schema, value, faults);
        }
    }

    private void validateObject(String where, JsonNode schema, JsonNode value, List<String> faults) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                faults.add(where + " lacks " + name.asText());
            }
        });
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        value.properties().forEach(entry -> {
            String inner = where + "." + entry.getKey();
            if (properties.has(entry.getKey())) {
                validate(inner, properties.path(entry.getKey()), entry.getValue(), faults);
            } else if (others.isObject()) {
                validate(inner, others, entry.getValue(), faults);
            } else if (!properties.isMissingNode() && !others.asBoolean()) {
                faults.add(inner + " is not in the document");
            }
        });
    }

    private static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
