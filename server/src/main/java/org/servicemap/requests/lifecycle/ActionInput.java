package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an action carries, by input. Values have the type that {@link Input} implies; blank texts count as absent. Immutable. */
public final class ActionInput {
    public static final ActionInput NONE = new ActionInput(Map.of());

    private final Map<Input, Object> values;

    private ActionInput(Map<Input, Object> values) {
        this.values = values;
    }

    public static Builder builder() {
        return new Builder();
    }

    public Set<Input> given() {
        return values.isEmpty() ? Set.of() : EnumSet.copyOf(values.keySet());
    }

    public boolean has(Input input) {
        return values.containsKey(input);
    }

    public @Nullable String findText(Input input) {
        return (String) values.get(input);
    }

    public String text(Input input) {
        return require(input, String.class);
    }

    @SuppressWarnings("unchecked") // the builder takes lists of text only
    public List<String> list(Input input) {
        return (List<String>) values.getOrDefault(input, List.of());
    }

    public Instant until() {
        return require(Input.UNTIL, Instant.class);
    }

    public @Nullable Instant findUntil() {
        return (Instant) values.get(Input.UNTIL);
    }

    public boolean flag(Input input) {
        return require(input, Boolean.class);
    }

    public long number(Input input) {
        return require(input, Long.class);
    }

    /** The value as JSON has it: text, list of text, flag; numbers and instants as text. */
    public Object json(Input input) {
        Object value = values.get(input);
        if (value == null) {
            throw new IllegalArgumentException(input.key() + " is not given");
        }
        return value instanceof Long || value instanceof Instant ? value.toString() : value;
    }

    /** The same with another list for an input. */
    public ActionInput with(Input input, List<String> value) {
        EnumMap<Input, Object> changed = new EnumMap<>(values);
        changed.put(input, List.copyOf(value));
        return new ActionInput(Collections.unmodifiableMap(changed));
    }

    /** The same with how the petitioner's answer came. */
    public ActionInput with(Way way) {
        EnumMap<Input, Object> changed = new EnumMap<>(values);
        changed.put(Input.WAY, way.key());
        return new ActionInput(Collections.unmodifiableMap(changed));
    }

    private <T> T require(Input input, Class<T> type) {
        Object value = values.get(input);
        if (value == null) {
            throw new LifecycleException(LifecycleException.MISSING_INPUT, input.key(), input.key() + " is missing");
        }
        return type.cast(value);
    }

    /** Collects inputs; null and blank ones are left out. */
    public static final class Builder {
        private final EnumMap<Input, Object> values = new EnumMap<>(Input.class);

        public Builder text(Input input, @Nullable String value) {
            return value == null || value.isBlank() ? this : put(input, value.strip());
        }

        public Builder list(Input input, @Nullable List<String> value) {
            return value == null || value.isEmpty() ? this : put(input, List.copyOf(value));
        }

        public Builder until(@Nullable Instant value) {
            return value == null ? this : put(Input.UNTIL, Facts.micros(value));
        }

        public Builder flag(Input input, @Nullable Boolean value) {
            return value == null ? this : put(input, value);
        }

        public Builder number(Input input, @Nullable Long value) {
            return value == null ? this : put(input, value);
        }

        private Builder put(Input input, Object value) {
            values.put(input, value);
            return this;
        }

        public ActionInput build() {
            return new ActionInput(Collections.unmodifiableMap(new EnumMap<>(values)));
        }
    }
}
