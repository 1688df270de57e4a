package org.servicemap.citypack;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a pack is imported.
 *
 * @param repair also mend what is above the pack's tolerances; every change is in the report
 * @param onlyLevel with {@code onlyCode}: replace only the children of this area, keep everything else as it is in force
 * @param label the version's label instead of the pack's
 * @param effectiveFrom the version's first day instead of the pack's
 */
public record ImportOptions(
        boolean repair,
        @Nullable String onlyLevel,
        @Nullable String onlyCode,
        @Nullable String label,
        @Nullable LocalDate effectiveFrom) {
    public static final ImportOptions WHOLE_PACK = new ImportOptions(false, null, null, null, null);
}
