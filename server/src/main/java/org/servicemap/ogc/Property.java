package org.servicemap.ogc;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One property of a collection's features.
 *
 * @param description one sentence, English, for the API document
 */
record Property(String name, Type type, String description) {
    /** What its values are. */
    enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        /** A calendar date. */
        DATE,
        /** Several texts. */
        LIST
    }

    /** Whether {@code name=value} chooses features by it; a list has no one value. */
    boolean isFilter() {
        return type != Type.LIST && !Params.RESERVED.contains(name);
    }

    /** As a schema of OpenAPI 3.0. */
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (type) {
            case LIST -> {
                schema.put("type", "array");
                schema.put("items", Map.of("type", "string"));
            }
            case DATE -> {
                schema.put("type", "string");
                schema.put("format", "date");
            }
            default -> schema.put("type", type.name().toLowerCase(Locale.ROOT));
        }
        return schema;
    }
}
