package org.servicemap.areas;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One switch of versions, as it happened; never edited.
 *
 * @param at the database's clock
 * @param version what came into force (published, or returned to)
 * @param replaced what it took the place of, or null for the first
 * @param effectiveFrom the first day of {@code version}'s that is concerned
 */
public record Activation(
        Instant at, Action action, long version, @Nullable Long replaced, LocalDate effectiveFrom, String note) {
    /** How it came about. */
    public enum Action {
        PUBLISH,
        ROLL_BACK
    }
}
