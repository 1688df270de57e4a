package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a request's fields: the current row, or the part of it that an event changes (where null means: now
 * empty). Immutable. Instants are exact to the microsecond, as the database keeps them.
 */
public final class Facts {
    public static final Facts NONE = new Facts(new EnumMap<>(Field.class));

    private final EnumMap<Field, @Nullable Object> values;

    private Facts(EnumMap<Field, @Nullable Object> values) {
        this.values = values;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Fields that are named here, also those set to null. */
    public Map<Field, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** These facts with the changes laid over them; fields that become null are gone. */
    public Facts with(Facts changes) {
        EnumMap<Field, @Nullable Object> merged = values.clone();
        changes.values.forEach((field, value) -> {
            if (value == null) {
                merged.remove(field);
            } else {
                merged.put(field, value);
            }
        });
        return new Facts(merged);
    }

    /** As changes: these and the others, which win; empty ones stay named. */
    Facts and(Facts others) {
        EnumMap<Field, @Nullable Object> merged = values.clone();
        merged.putAll(others.values);
        return new Facts(merged);
    }

    /** Only these fields. */
    Facts only(java.util.Collection<Field> fields) {
        EnumMap<Field, @Nullable Object> kept = values.clone();
        kept.keySet().retainAll(fields);
        return new Facts(kept);
    }

    public State state() {
        String state = text(Field.STATE);
        if (state == null) {
            throw new IllegalStateException("a request without a state");
        }
        return State.of(state);
    }

    public @Nullable String text(Field field) {
        return (String) values.get(field);
    }

    public @Nullable Long number(Field field) {
        return (Long) values.get(field);
    }

    /** 0 when empty. */
    public int count(Field field) {
        Object value = values.get(field);
        return value == null ? 0 : (Integer) value;
    }

    /** False when empty. */
    public boolean flag(Field field) {
        return Boolean.TRUE.equals(values.get(field));
    }

    public @Nullable Boolean answer(Field field) {
        return (Boolean) values.get(field);
    }

    public @Nullable Double decimal(Field field) {
        return (Double) values.get(field);
    }

    public @Nullable Instant instant(Field field) {
        return (Instant) values.get(field);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Facts facts && values.equals(facts.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects values; each is checked against the field's kind. */
    public static final class Builder {
        private final EnumMap<Field, @Nullable Object> values = new EnumMap<>(Field.class);

        public Builder set(Field field, @Nullable Object value) {
            values.put(field, checked(field, value));
            return this;
        }

        public Builder state(State state) {
            return set(Field.STATE, state.key());
        }

        public Builder clear(Field... fields) {
            for (Field field : fields) {
                values.put(field, null);
            }
            return this;
        }

        public Facts build() {
            return new Facts(new EnumMap<>(values));
        }

        private static @Nullable Object checked(Field field, @Nullable Object value) {
            if (value == null) {
                return null;
            }
            Class<?> expected = typeOf(field.kind());
            if (!expected.isInstance(value)) {
                throw new IllegalArgumentException(field + " takes " + expected.getSimpleName() + ", not " + value);
            }
            return value instanceof Instant instant ? micros(instant) : value;
        }

        private static Class<?> typeOf(Field.Kind kind) {
            return switch (kind) {
                case TEXT -> String.class;
                case LONG -> Long.class;
                case INT -> Integer.class;
                case FLAG -> Boolean.class;
                case NUMBER -> Double.class;
                case INSTANT -> Instant.class;
            };
        }
    }

    static Instant micros(Instant instant) {
        return instant.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }
}
