package org.servicemap.citypack.synthetic;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed access to a {@code generate:} block. A missing or mistyped key is an error that names the key. */
record Settings(Map<String, Object> values) {

    String text(String key) {
        Object value = values.get(key);
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw bad(key, "a text");
    }

    @Nullable
    String textOrNull(String key) {
        return values.containsKey(key) ? text(key) : null;
    }

    List<String> texts(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw bad(key, "a list of texts");
    }

    long whole(String key, long absent) {
        Object value = values.getOrDefault(key, absent);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw bad(key, "a whole number");
    }

    long whole(String key, long absent, long least, long most) {
        long value = whole(key, absent);
        if (value < least || value > most) {
            throw bad(key, "a whole number from " + least + " to " + most);
        }
        return value;
    }

    double number(String key, double absent, double least, double most) {
        double value = number(key, absent);
        if (!(value >= least && value <= most)) {
            throw bad(key, "a number from " + least + " to " + most);
        }
        return value;
    }

    private double number(String key, double absent) {
        Object value = values.getOrDefault(key, absent);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw bad(key, "a number");
    }

    @SuppressWarnings("unchecked")
    Settings block(String key) {
        Object value = values.get(key);
        if (value == null) {
            return new Settings(Map.of());
        }
        if (value instanceof Map<?, ?> map) {
            return new Settings((Map<String, Object>) map);
        }
        throw bad(key, "a block of keys");
    }

    private static GeneratorException bad(String key, String wanted) {
        return new GeneratorException("bad_settings", "generate." + key + " must be " + wanted);
    }
}
