package org.servicemap.areas;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One import's report, without its findings.
 *
 * @param id that of the version, or the report's own when the import was refused
 * @param version what the import became; null when it was refused
 * @param label of the version, or what it would have been called
 * @param madeAt by the database's clock
 * @param fault what refused the import beside its findings, in a sentence; null for nothing
 */
public record ReportSummary(
        long id,
        @Nullable Version version,
        String label,
        Instant madeAt,
        @Nullable String fault,
        int errors,
        int repaired,
        int warnings) {
    /** Where the version that came of the import stands today. */
    public record Version(LocalDate effectiveFrom, AreaVersion.Status status) {}
}
