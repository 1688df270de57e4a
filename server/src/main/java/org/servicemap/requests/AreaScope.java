package org.servicemap.requests;

import java.util.List;
import java.util.function.Supplier;
import org.servicemap.areas.coverage.Level;
import org.servicemap.http.Caller;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/** Whether a request lies in the area, and with a unit, that a caller is bound to. */
record AreaScope(Supplier<List<Level>> levels, UnitTree tree) {
    boolean covers(Caller caller, Facts facts) {
        String bound = caller.area();
        if (bound != null) {
            return levels.get().stream()
                    .filter(level -> level.id().equals(caller.areaLevel()))
                    .anyMatch(level -> bound.equals(facts.text(Field.area(level.rank()))));
        }
        return caller.unit() == null || tree.isWithin(facts.text(Field.UNIT), caller.unit());
    }
}
