package org.servicemap.courtyard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;

/** Tasks of those who look after grids, as the courtyard needs them; in the handle's transaction. */
public interface FieldTasks {
    /**
     * What is to be done because of a proposal.
     *
     * @param grid code of the area of the finest level
     * @param point null where it is the grid's as a whole
     */
    record Wanted(
            long proposal,
            String title,
            String words,
            String grid,
            @Nullable LonLat point,
            LocalDate dueOn) {}

    /**
     * How far one is.
     *
     * @param state {@code open}, {@code done} or {@code cancelled}
     * @param outcome that it was done with, or null
     * @param endedAt null while it is open, or where it is not known
     */
    record Progress(
            String state,
            @Nullable String outcome,
            @Nullable Instant endedAt) {}

    /** Adds one; the same proposal's again is the same task. Answers its id. */
    long add(Handle handle, Caller by, Wanted wanted);

    /** By id. */
    Map<Long, Progress> progress(Handle handle, Collection<Long> ids);
}
