package org.servicemap.insights.governance;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/** Where inspections are done: in the field, by whoever looks after the grid. */
public interface FieldInspections {
    /** An inspection; one {@code task} has one in a grid. */
    record Wanted(
            long task,
            String title,
            String words,
            String grid,
            @Nullable LonLat point,
            LocalDate dueOn,
            @Nullable Long by) {}

    /**
     * What became of it.
     *
     * @param state open, done or cancelled
     * @param outcome fine, not_fine or not_found
     */
    record Progress(
            String state,
            @Nullable String outcome,
            @Nullable LocalDate doneOn) {}

    /** In the handle's transaction. */
    void add(Handle handle, Wanted wanted);

    /** Null when there is none. */
    @Nullable
    Progress find(Handle handle, long task, String grid);
}
