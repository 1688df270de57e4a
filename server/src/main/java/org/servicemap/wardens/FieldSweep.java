package org.servicemap.wardens;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.accounts.personal.PersonalDataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SQL of giving up. */
final class FieldSweep {
    /** So many visits are forgotten in one transaction. */
    static final int AT_ONCE = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(FieldSweep.class);

    private FieldSweep() {}

    /** Clears where phones were when something was reported or a task was done. */
    static int positions(Handle handle, Instant arrivedBefore) {
        int cleared = 0;
        for (String statement : new String[] {
            "UPDATE field_reports SET lon = NULL, lat = NULL, accuracy_m = NULL, exif_off_m = NULL"
                    + " WHERE lon IS NOT NULL AND arrived_at < :before",
            "UPDATE field_task_entries SET lon = NULL, lat = NULL, accuracy_m = NULL, exif_off_m = NULL,"
                    + " phone_at = NULL, clock_off_s = NULL WHERE lon IS NOT NULL AND arrived_at < :before",
            "UPDATE field_task_entries SET phone_at = NULL, clock_off_s = NULL"
                    + " WHERE phone_at IS NOT NULL AND arrived_at < :before"
        }) {
            cleared +=
                    handle.createUpdate(statement).bind("before", arrivedBefore).execute();
        }
        return cleared;
    }

    private record Old(long id, byte @Nullable [] note) {}

    /**
     * Takes from visits who made them, where the phone was and the hour: what coverage counts, the grid, the plan's item and the day, stays.
     * An id tells the moment at which it was made, so they get others, and in no order. Answers how many; at most {@value #AT_ONCE}.
     *
     * @param ids new ids
     */
    static int visits(Handle handle, Instant arrivedBefore, ZoneId zone, PersonalCipher cipher, LongSupplier ids) {
        List<Old> old = handle.createQuery("""
                        SELECT id, note FROM (
                            SELECT id, note FROM field_visits WHERE account IS NOT NULL AND arrived_at < :before
                            ORDER BY arrived_at LIMIT :most FOR UPDATE SKIP LOCKED) v
                        ORDER BY random()
                        """)
                .bind("before", arrivedBefore)
                .bind("most", AT_ONCE)
                .map((row, context) -> new Old(row.getLong("id"), row.getBytes("note")))
                .list();
        if (!old.isEmpty()) {
            forget(handle, old, zone, cipher, ids);
        }
        return old.size();
    }

    private static void forget(Handle handle, List<Old> old, ZoneId zone, PersonalCipher cipher, LongSupplier ids) {
        PreparedBatch batch = handle.prepareBatch("""
                UPDATE field_visits SET id = :fresh, note = :note, account = NULL, key = NULL, lon = NULL, lat = NULL,
                    accuracy_m = NULL, phone_at = NULL, clock_off_s = NULL,
                    found_at = date_trunc('day', found_at AT TIME ZONE :zone) AT TIME ZONE :zone,
                    arrived_at = date_trunc('day', arrived_at AT TIME ZONE :zone) AT TIME ZONE :zone
                WHERE id = :id
                """);
        for (Old visit : old) {
            long fresh = ids.getAsLong();
            batch.bind("id", visit.id())
                    .bind("fresh", fresh)
                    .bind("note", resealed(visit, fresh, cipher))
                    .bind("zone", zone.getId())
                    .add();
        }
        batch.execute();
    }

    private static byte @Nullable [] resealed(Old visit, long fresh, PersonalCipher cipher) {
        byte[] note = visit.note();
        try {
            return note == null
                    ? null
                    : cipher.sealBytes(
                            cipher.openBytes(note, VisitKeeping.context(visit.id())), VisitKeeping.context(fresh));
        } catch (PersonalDataException e) {
            // nobody can read it any more, and it must not keep the others
            LOG.warn("the note of visit {} could not be opened and is given up", visit.id());
            return null;
        }
    }

    static int items(Handle handle, Instant arrivedBefore) {
        return handle.createUpdate("DELETE FROM field_items WHERE arrived_at < :before")
                .bind("before", arrivedBefore)
                .execute();
    }
}
