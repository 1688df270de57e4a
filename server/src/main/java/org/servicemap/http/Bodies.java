package org.servicemap.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON bodies as records, strictly: no unknown, repeated or missing field, no number in quotes, nothing after the end. Every
 * refusal names the field by its path ({@code items[2].name}).
 */
final class Bodies {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, Bodies::onlyText)
            .addModule(new BodyTypes())
            .build();

    private Bodies() {}

    private static void onlyText(com.fasterxml.jackson.databind.cfg.MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    }

    /** The body's value; a problem {@code invalid_json}, {@code unknown_field}, {@code missing_field} or {@code invalid_field}. */
    static <T> T read(byte[] json, Class<T> type) {
        return read(tree(json), type);
    }

    /**
     * The same, with the items of one of its lists held to their type one by one.
     *
     * @param name field by which items are told apart
     */
    static <T> Sifted<T> sift(byte[] json, Class<T> type, String list, Class<?> item, String name) {
        JsonNode tree = tree(json);
        List<Sifted.Refused> refused = new ArrayList<>();
        if (tree.path(list) instanceof ArrayNode items) {
            ArrayNode good = MAPPER.createArrayNode();
            for (int i = 0; i < items.size(); i++) {
                try {
                    read(items.get(i), item);
                    good.add(items.get(i));
                } catch (Problem e) {
                    refused.add(refused(i, items.get(i).path(name).asText(""), e));
                }
            }
            ((ObjectNode) tree).set(list, good);
        }
        return new Sifted<>(read(tree, type), refused);
    }

    private static Sifted.Refused refused(int at, String name, Problem problem) {
        return new Sifted.Refused(
                at, name, problem.errorCode().code(), problem.field(), String.valueOf(problem.getMessage()));
    }

    private static <T> T read(JsonNode tree, Class<T> type) {
        requireNoNul(tree, "");
        BodyShape.check(type, tree, "");
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            throw refused(e);
        } catch (JsonProcessingException e) {
            throw invalidJson(e);
        }
    }

    private static JsonNode tree(byte[] json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            JsonNode tree = MAPPER.readTree(json);
            if (tree == null || tree.isMissingNode()) {
                throw ErrorCode.INVALID_JSON.problem("the body is empty");
            }
            return tree;
        } catch (JacksonException e) {
            throw invalidJson(e);
        } catch (IOException e) {
            throw ErrorCode.INVALID_JSON.problem("the body is no JSON");
        }
    }

    /** No text of ours holds U+0000, and the database cannot. Depth is bounded by the parser. */
    private static void requireNoNul(JsonNode node, String path) {
        if (node.isTextual() && node.textValue().indexOf('\0') >= 0) {
            throw ErrorCode.INVALID_FIELD.problem(name(path) + " holds the character U+0000", emptyToNull(path));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            requireNoNul(node.get(i), path + "[" + i + "]");
        }
        node.properties().forEach(entry -> requireNoNul(entry.getValue(), BodyShape.join(path, entry.getKey())));
    }

    /** Without the source: what was sent must not come into logs or answers. */
    private static Problem invalidJson(JacksonException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return ErrorCode.INVALID_JSON.problem("the body is no JSON" + where);
    }

    private static Problem refused(JsonMappingException e) {
        String path = path(e.getPath());
        if (!(e instanceof ValueInstantiationException) || e.getCause() == null) {
            return ErrorCode.INVALID_FIELD.problem(name(path) + " has a value of the wrong type", emptyToNull(path));
        }
        Throwable cause = e.getCause();
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof FieldException field) {
            path = path.isEmpty() ? field.field() : path + "." + field.field();
        }
        return ErrorCode.INVALID_FIELD.problem(String.valueOf(cause.getMessage()), emptyToNull(path));
    }

    private static String path(List<Reference> references) {
        StringBuilder path = new StringBuilder();
        for (Reference reference : references) {
            String name = reference.getFieldName();
            if (name == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(name);
            }
        }
        return path.toString();
    }

    static String name(String path) {
        return path.isEmpty() ? "the body" : path;
    }

    static @Nullable String emptyToNull(String path) {
        return path.isEmpty() ? null : path;
    }
}
