package org.servicemap.requests;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** Which unit stands above which. */
record UnitTree(UnitDirectory units) {
    private static final int DEEPEST = 20;

    /** Whether a unit is the other one or stands below it. */
    boolean isWithin(@Nullable String unit, @Nullable String above) {
        String at = unit;
        for (int depth = 0; at != null && above != null && depth < DEEPEST; depth++) {
            if (at.equals(above)) {
                return true;
            }
            at = parent(at);
        }
        return false;
    }

    @Nullable
    String parent(String unit) {
        return units.find(unit).map(Unit::parent).orElse(null);
    }

    /** The unit and all below it. */
    List<String> subtree(String unit) {
        List<String> codes = new ArrayList<>();
        for (Unit each : units.list()) {
            if (isWithin(each.code(), unit)) {
                codes.add(each.code());
            }
        }
        return codes;
    }
}
