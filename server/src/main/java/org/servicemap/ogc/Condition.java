package org.servicemap.ogc;

import org.jspecify.annotations.Nullable;

/** What a filter asks of a feature. As in SQL it may be neither true nor false: then a value is missing. */
@FunctionalInterface
interface Condition {
    /** Null when nobody can say. */
    @Nullable
    Boolean holds(int feature);

    default Condition and(Condition other) {
        return feature -> {
            Boolean first = holds(feature);
            if (Boolean.FALSE.equals(first)) {
                return false;
            }
            Boolean second = other.holds(feature);
            return Boolean.FALSE.equals(second) ? Boolean.FALSE : first == null ? null : second;
        };
    }

    default Condition or(Condition other) {
        return not(not(this).and(not(other)));
    }

    static Condition not(Condition inner) {
        return feature -> {
            Boolean holds = inner.holds(feature);
            return holds == null ? null : !holds;
        };
    }
}
