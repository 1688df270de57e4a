package org.servicemap.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * OpenAPI schemas read from the JSON records themselves: every component is a required property, {@code @Nullable} ones may
 * be null. Records become named components, so that the document reads like the code.
 */
final class Schemas {
    private final Map<String, Object> components = new TreeMap<>();
    private final Map<String, Class<?>> owners = new TreeMap<>();

    /** Whether what is read now is a body: there {@code @Nullable} components may be left out too. */
    private boolean input;

    /** All named schemas met so far. */
    Map<String, Object> components() {
        return components;
    }

    /** The schema of a body; its records have components of their own, since other fields are required in them. */
    Map<String, Object> input(Type type) {
        input = true;
        try {
            return of(type);
        } finally {
            input = false;
        }
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord() && plain != LocalText.class) {
            return reference(plain);
        }
        return simple(plain);
    }

    private Map<String, Object> generic(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            return Map.of("type", "array", "items", of(arguments[0]));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return Map.of("type", "object", "additionalProperties", of(arguments[1]));
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private Map<String, Object> simple(Class<?> type) {
        if (type == LocalText.class) {
            return Map.of(
                    "type",
                    "object",
                    "description",
                    "Text by language tag",
                    "additionalProperties",
                    Map.of("type", "string"));
        }
        if (type.isArray()) {
            return Map.of("type", "array", "items", of(type.getComponentType()));
        }
        if (type == LocalDate.class) {
            return Map.of("type", "string", "format", "date");
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (type.isEnum()) {
            return Map.of("type", "string", "enum", words(type));
        }
        return Map.of("type", primitive(type));
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String primitive(Class<?> type) {
        if (type == String.class) {
            return "string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "integer";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        if (type == Object.class) {
            return "object";
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = name(type);
        Class<?> owner = owners.putIfAbsent(name, type);
        if (owner != null && owner != type) {
            throw new IllegalStateException("two JSON records are called " + name + ": " + owner + " and " + type);
        }
        if (owner == null) {
            components.put(name, Map.of()); // breaks cycles: a record may hold itself
            components.put(name, record(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private String name(Class<?> type) {
        String name = type.getSimpleName().replaceFirst("(Json|Body)$", "");
        return input ? name + "Input" : name;
    }

    private Map<String, Object> record(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
            properties.put(name, property(component));
            if (!input || BodyShape.isRequired(component)) {
                required.add(name);
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        Describe about = type.getAnnotation(Describe.class);
        if (about != null) {
            schema.put("description", about.value());
        }
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required); // OpenAPI 3.0 allows no empty list
        }
        if (input) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private Map<String, Object> property(RecordComponent component) {
        Map<String, Object> schema = new LinkedHashMap<>(of(component.getGenericType()));
        boolean nullable = isNullable(component.getAnnotatedType());
        Describe about = component.getAnnotation(Describe.class);
        if (schema.containsKey("$ref") && (nullable || about != null)) {
            // OpenAPI 3.0 ignores what stands beside a $ref
            schema = new LinkedHashMap<>(Map.of("allOf", List.of(schema)));
        }
        if (nullable) {
            schema.put("nullable", true);
        }
        if (about != null) {
            schema.put("description", about.value());
        }
        return schema;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
