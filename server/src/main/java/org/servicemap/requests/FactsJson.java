package org.servicemap.requests;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/** Facts as events hold them: JSON values by column; 64-bit numbers and instants as text. */
final class FactsJson {
    private FactsJson() {}

    static Map<String, @Nullable Object> write(Facts facts) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        facts.values().forEach((field, value) -> json.put(field.column(), value == null ? null : write(field, value)));
        return json;
    }

    private static Object write(Field field, Object value) {
        return switch (field.kind()) {
            case LONG, INSTANT -> value.toString();
            default -> value;
        };
    }

    /** The way back; IllegalArgumentException for columns and values that no request has. */
    static Facts read(Map<String, @Nullable Object> json) {
        Facts.Builder facts = Facts.builder();
        json.forEach((column, value) -> {
            Field field = Field.ofColumn(column);
            facts.set(field, value == null ? null : read(field, value));
        });
        return facts.build();
    }

    private static Object read(Field field, Object value) {
        return switch (field.kind()) {
            case LONG -> Long.valueOf((String) value);
            case INSTANT -> Instant.parse((String) value);
            case INT -> ((Number) value).intValue();
            case NUMBER -> ((Number) value).doubleValue();
            case TEXT, FLAG -> value;
        };
    }
}
