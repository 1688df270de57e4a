package org.servicemap.wardens;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The SQL of giving up. */
final class FieldSweep {
    private FieldSweep() {}

    /** Clears where phones were; that somebody was there, when and in which grid, stays. */
    static int positions(Handle handle, Instant arrivedBefore) {
        int cleared = 0;
        for (String statement : new String[] {
            "UPDATE field_reports SET lon = NULL, lat = NULL, accuracy_m = NULL, exif_off_m = NULL"
                    + " WHERE lon IS NOT NULL AND arrived_at < :before",
            "UPDATE field_visits SET lon = NULL, lat = NULL, accuracy_m = NULL"
                    + " WHERE lon IS NOT NULL AND arrived_at < :before",
            "UPDATE field_task_entries SET lon = NULL, lat = NULL, accuracy_m = NULL"
                    + " WHERE lon IS NOT NULL AND arrived_at < :before"
        }) {
            cleared +=
                    handle.createUpdate(statement).bind("before", arrivedBefore).execute();
        }
        return cleared;
    }

    static int items(Handle handle, Instant arrivedBefore) {
        return handle.createUpdate("DELETE FROM field_items WHERE arrived_at < :before")
                .bind("before", arrivedBefore)
                .execute();
    }
}
