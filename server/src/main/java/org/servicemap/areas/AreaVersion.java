package org.servicemap.areas;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Level;

/**
 * A set of boundaries with a start date; its content never changes after it was made.
 *
 * @param effectiveFrom first day in force, in the city's time zone; for a draft the intended one
 * @param effectiveTo first day no longer in force, or null; equal to {@code effectiveFrom} for a version that was rolled back
 * @param contentHash SHA-256 (hex) of everything in it, see {@code ContentHash}
 * @param levels coarsest first
 */
public record AreaVersion(
        long id,
        String label,
        Status status,
        LocalDate effectiveFrom,
        @Nullable LocalDate effectiveTo,
        String contentHash,
        String note,
        CanonicalGrid grid,
        List<Level> levels,
        int areaCount,
        Instant createdAt,
        @Nullable Instant publishedAt,
        @Nullable Instant retiredAt) {
    /** Where a version is in its life. */
    public enum Status {
        DRAFT,
        PUBLISHED,
        RETIRED
    }

    public AreaVersion {
        levels = List.copyOf(levels);
    }

    /** Whether it is the version in force on a day. */
    public boolean inForceOn(LocalDate day) {
        return status != Status.DRAFT
                && !day.isBefore(effectiveFrom)
                && (effectiveTo == null || day.isBefore(effectiveTo));
    }
}
