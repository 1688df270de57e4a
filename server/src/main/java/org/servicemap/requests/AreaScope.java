package org.servicemap.requests;

import java.util.List;
import java.util.function.Supplier;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.areas.coverage.Level;
import org.servicemap.http.Caller;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/** Whether a request lies in the area, and with a unit, that a caller is bound to. */
record AreaScope(Supplier<List<Level>> levels, UnitTree tree) {
    /** The areas in which a caller may look. */
    AreaBounds bounds(Caller caller) {
        return AreaBounds.of(
                caller,
                id -> levels.get().stream()
                        .filter(level -> level.id().equals(id))
                        .mapToInt(Level::rank)
                        .findFirst()
                        .orElse(0));
    }

    boolean covers(Caller caller, Facts facts) {
        AreaBounds bounds = bounds(caller);
        if (!bounds.isEverywhere()) {
            return bounds.covers(rank -> facts.text(Field.area(rank)), facts.text(Field.AREA_VERSION));
        }
        return caller.unit() == null || tree.isWithin(facts.text(Field.UNIT), caller.unit());
    }
}
