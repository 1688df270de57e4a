package org.servicemap.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/** Holds a body against the record that it shall become: which fields may, must and may not be there. */
final class BodyShape {
    private BodyShape() {}

    static void check(Type type, JsonNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            checkGeneric(generic, node, path);
        } else if (type instanceof Class<?> plain && plain.isRecord() && plain != LocalText.class) {
            require(node.isObject(), path, "an object");
            checkRecord(plain, node, path);
        }
    }

    private static void checkGeneric(ParameterizedType type, JsonNode node, String path) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            require(node.isArray(), path, "an array");
            for (int i = 0; i < node.size(); i++) {
                String item = path + "[" + i + "]";
                require(!node.get(i).isNull(), item, "a value");
                check(arguments[0], node.get(i), item);
            }
        } else if (Map.class.isAssignableFrom(raw)) {
            require(node.isObject(), path, "an object");
            node.properties().forEach(entry -> check(arguments[1], entry.getValue(), join(path, entry.getKey())));
        }
    }

    private static void checkRecord(Class<?> type, JsonNode node, String path) {
        Map<String, RecordComponent> components = components(type);
        node.fieldNames().forEachRemaining(name -> {
            if (!components.containsKey(name)) {
                throw unknown(components, path, name);
            }
        });
        components.forEach((name, component) -> checkField(component, node.get(name), join(path, name)));
    }

    private static void checkField(RecordComponent component, @Nullable JsonNode value, String path) {
        if (value == null || value.isNull()) {
            if (isRequired(component)) {
                throw ErrorCode.MISSING_FIELD.problem(path + " is missing", path);
            }
            return;
        }
        check(component.getGenericType(), value, path);
    }

    static boolean isRequired(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    static Map<String, RecordComponent> components(Class<?> type) {
        Map<String, RecordComponent> components = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(SnakeCaseStrategy.INSTANCE.translate(component.getName()), component);
        }
        return components;
    }

    private static Problem unknown(Map<String, RecordComponent> components, String path, String name) {
        String field = join(path, name.length() > 60 ? name.substring(0, 60) : name);
        List<String> known = List.copyOf(components.keySet());
        return ErrorCode.UNKNOWN_FIELD.problem(
                "there is no field " + Param.quote(name) + " here; there are " + String.join(", ", known),
                field.replaceAll("\\p{Cntrl}", "?"));
    }

    private static void require(boolean fits, String path, String expected) {
        if (!fits) {
            throw ErrorCode.INVALID_FIELD.problem(Bodies.name(path) + " must be " + expected, Bodies.emptyToNull(path));
        }
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
