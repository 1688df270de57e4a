package org.servicemap.courtyard;

import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;

/**
 * An area with a page of its own.
 *
 * @param level id of its level
 * @param ordinal in the snapshot's directory
 * @param unit that confirms its residents, moderates and answers: its own, else that of the nearest area above; null where there is none
 */
record Community(
        AreaSnapshot snapshot,
        String level,
        int ordinal,
        String code,
        LocalText name,
        @Nullable Unit unit) {
    boolean isHomeOf(String unitCode) {
        return unit != null && unit.code().equals(unitCode);
    }
}
