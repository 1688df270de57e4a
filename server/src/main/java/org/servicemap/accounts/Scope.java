package org.servicemap.accounts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** For which units and areas a caller may act. Pure. */
public final class Scope {
    private Scope() {}

    /** Whether a unit is the caller's or below it; callers without a unit act for the whole city. */
    public static boolean covers(UnitDirectory units, Caller caller, @Nullable String unit) {
        String own = caller.unit();
        return own == null || isWithin(units, unit, own);
    }

    /** Whether a unit is another or below it. */
    public static boolean isWithin(UnitDirectory units, @Nullable String unit, String above) {
        String each = unit;
        // a table of units has no circles, but it is not for this loop to rely on that
        for (int steps = 0; each != null && steps < 50; steps++) {
            if (each.equals(above)) {
                return true;
            }
            each = units.find(each).map(Unit::parent).orElse(null);
        }
        return false;
    }

    /**
     * Whether a place is in the caller's area; callers without one see all.
     *
     * @param areas code of the place's area by level
     */
    public static boolean covers(Caller caller, Map<String, String> areas) {
        String level = caller.areaLevel();
        return level == null || String.valueOf(caller.area()).equals(areas.get(level));
    }

    /** Refuses with {@code out_of_scope}. */
    public static void require(UnitDirectory units, Caller caller, @Nullable String unit) {
        if (!covers(units, caller, unit)) {
            throw ErrorCode.OUT_OF_SCOPE.problem("this belongs to another unit");
        }
    }

    /** The caller's unit and all below it; null for the whole city. */
    public static @Nullable List<String> units(UnitDirectory units, Caller caller) {
        if (caller.unit() == null) {
            return null;
        }
        return units.list().stream()
                .map(Unit::code)
                .filter(code -> covers(units, caller, code))
                .toList();
    }
}
