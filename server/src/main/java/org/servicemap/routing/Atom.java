package org.servicemap.routing;

import java.util.function.Predicate;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.UnitRef;

/**
 * One variable of the catalogue: a check that rules make, or whether a unit reference names somebody.
 *
 * @param key the {@link Check}, or the {@link UnitRef} without its mark
 * @param place number of the place role looked at, −1 when it looks at no place
 * @param test the truth for given facts
 */
record Atom(Object key, int place, Predicate<Facts> test) {
    boolean isStatic() {
        return key instanceof Check.InCategory || key instanceof Check.HasFlag;
    }

    boolean isTime() {
        return key instanceof Check.Hours
                || key instanceof Check.Weekdays
                || key instanceof Check.Seasons
                || key instanceof Check.Dates
                || key instanceof Check.Calendar;
    }
}
