package org.servicemap.insights.governance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done about what was found.
 *
 * @param kind {@value #INSPECTION}, {@value #TOPIC} (每月一题) or {@value #PROJECT}, which may have a budget
 * @param originRef what it comes from, or null
 * @param category with all below; null for everything
 * @param areaLevel id of the level of the area whose figures are to change
 * @param formerAreas codes of areas that gave way to it: its figures before were counted under them
 * @param lon WGS 84, as lat is; null without a point
 * @param unit who answers for it
 * @param beginsOn from when on an effect is looked for
 * @param goal wanted change against comparable areas, −0.3 is three tenths less; null without one
 * @param grid of the field task that belongs to it, or null
 */
record GovernanceTask(
        long id,
        String kind,
        String origin,
        @Nullable String originRef,
        String title,
        String words,
        @Nullable String category,
        String areaLevel,
        String area,
        List<String> formerAreas,
        @Nullable Double lon,
        @Nullable Double lat,
        String unit,
        LocalDate beginsOn,
        LocalDate dueOn,
        EffectMeasure measure,
        @Nullable Double goal,
        @Nullable BigDecimal budget,
        @Nullable String grid,
        String state,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    static final String INSPECTION = "inspection";
    static final String TOPIC = "topic";
    static final String PROJECT = "project";
    static final String OPEN = "open";
    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String CANCELLED = "cancelled";
    static final String STAFF = "staff";
    static final List<String> KINDS = List.of(INSPECTION, TOPIC, PROJECT);
    static final List<String> ORIGINS = List.of("hot_spot", "conflict", "riser", "dispute", STAFF);
    static final List<String> STATES = List.of(OPEN, RUNNING, DONE, CANCELLED);

    GovernanceTask {
        formerAreas = List.copyOf(formerAreas);
    }

    /** Whether figures of an area are this task's. */
    boolean isOf(String counted) {
        return counted.equals(area) || formerAreas.contains(counted);
    }

    boolean isOver() {
        return state.equals(DONE) || state.equals(CANCELLED);
    }

    /**
     * A line of its history.
     *
     * @param by name of who wrote it; null when the account is gone
     * @param state after it
     */
    record Note(Instant at, @Nullable String by, String state, String words) {}
}
