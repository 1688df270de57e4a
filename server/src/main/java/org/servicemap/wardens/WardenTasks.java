package org.servicemap.wardens;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/** How hot spots and residents' proposals become tasks in the field. */
public interface WardenTasks {
    /** Where a task comes from, beside those of staff. */
    enum Origin {
        HOT_SPOT,
        COURTYARD
    }

    /**
     * A task of prevention for whoever looks after a grid.
     *
     * @param ref the hot spot or proposal: one of it has one task in a grid, however often it is added
     * @param title at most 120 characters
     * @param words at most 2000 characters
     * @param grid code of an area of the finest level
     * @param point in WGS 84, or null
     * @param by account of who wanted it, or null
     */
    record Wanted(
            Origin origin,
            String ref,
            String title,
            String words,
            String grid,
            @Nullable LonLat point,
            LocalDate dueOn,
            @Nullable Long by) {}

    /** What a task has come to. */
    record Progress(
            long id,
            String state,
            @Nullable String outcome,
            @Nullable LocalDate doneOn) {}

    /**
     * Adds a task, or answers the one that there is already. In the handle's transaction.
     *
     * @return its id
     * @throws WardenException {@code invalid_field} for a grid that the version in force lacks
     */
    long add(Handle handle, Wanted wanted);

    /** What became of an origin's task in a grid, or of its only one where the grid gave way to another; null when it has none. */
    @Nullable
    Progress find(Handle handle, Origin origin, String ref, String grid);
}
