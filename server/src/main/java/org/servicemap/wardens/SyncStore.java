package org.servicemap.wardens;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of what phones send. */
final class SyncStore {
    private SyncStore() {}

    /** An item that was taken. */
    record Kept(byte[] hash, SyncResult result) {
        SyncResult answer(SyncItem item) {
            return Arrays.equals(hash, item.hash())
                    ? result.again()
                    : SyncResult.conflict("key_reused", "this key was used for something else", null);
        }
    }

    /** Until the transaction ends, nobody else takes this item. */
    static void lock(Handle handle, long account, UUID key) {
        handle.createQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:item, 33))")
                .bind("item", account + " " + key)
                .mapTo(Integer.class)
                .one();
    }

    static Optional<Kept> find(Handle handle, long account, UUID key) {
        return handle.createQuery(
                        "SELECT body_hash, result::text AS result FROM field_items WHERE account = :account AND key = :key")
                .bind("account", account)
                .bind("key", key)
                .map((row, context) -> new Kept(row.getBytes("body_hash"), SyncResult.read(row.getString("result"))))
                .findOne();
    }

    static void insert(
            Handle handle, long account, @Nullable Long device, SyncItem item, SyncResult result, Instant at) {
        handle.createUpdate("""
                        INSERT INTO field_items (account, key, device, kind, body_hash, result, arrived_at)
                        VALUES (:account, :key, :device, :kind, :hash, CAST(:result AS jsonb), :at)
                        """)
                .bind("account", account)
                .bind("key", item.key())
                .bind("device", device)
                .bind("kind", item.kind())
                .bind("hash", item.hash())
                .bind("result", result.json())
                .bind("at", at)
                .execute();
    }

    /** What is known of a report beside its request. */
    record Report(
            long request,
            @Nullable String grid,
            boolean outside,
            @Nullable Double exifOff,
            boolean exifDiffers,
            boolean moved,
            boolean settled) {}

    static void insertReport(
            Handle handle,
            long account,
            @Nullable Long device,
            SyncItem item,
            SyncItem.Arrival arrival,
            SyncItem.@Nullable Position phone,
            Report report) {
        handle.createUpdate("""
                        INSERT INTO field_reports (request, account, device, key, found_at, clock_off_s, arrived_at, lon, lat,
                            accuracy_m, moved, grid, outside, exif_off_m, exif_differs, settled)
                        VALUES (:request, :account, :device, :key, :found, :off, :at, :lon, :lat, :accuracy, :moved, :grid,
                            :outside, :exif_off, :exif_differs, :settled)
                        """)
                .bind("request", report.request())
                .bind("account", account)
                .bind("device", device)
                .bind("key", item.key())
                .bind("found", item.foundAt())
                .bind("off", arrival.clockOffSeconds())
                .bind("at", arrival.at())
                .bind("lon", lon(phone))
                .bind("lat", lat(phone))
                .bind("accuracy", accuracy(phone))
                .bind("moved", report.moved())
                .bind("grid", report.grid())
                .bind("outside", report.outside())
                .bind("exif_off", report.exifOff())
                .bind("exif_differs", report.exifDiffers())
                .bind("settled", report.settled())
                .execute();
    }

    static @Nullable Double lon(SyncItem.@Nullable Position position) {
        return position == null ? null : (Double) position.point().lon();
    }

    static @Nullable Double lat(SyncItem.@Nullable Position position) {
        return position == null ? null : (Double) position.point().lat();
    }

    static @Nullable Double accuracy(SyncItem.@Nullable Position position) {
        return position == null ? null : position.accuracy();
    }

    /** @param theirs whether the grid was one of the account's own that day */
    record Visit(
            long id,
            long account,
            String grid,
            @Nullable Long plan,
            @Nullable String item,
            String kind,
            String finding,
            byte @Nullable [] note,
            boolean outside,
            boolean theirs) {}

    static void insertVisit(
            Handle handle, SyncItem item, SyncItem.Arrival arrival, SyncItem.@Nullable Position phone, Visit visit) {
        handle.createUpdate("""
                        INSERT INTO field_visits (id, account, key, grid, plan, item, kind, finding, note, found_at, phone_at, clock_off_s,
                            doubtful, arrived_at, lon, lat, accuracy_m, outside, placed, theirs)
                        VALUES (:id, :account, :key, :grid, (SELECT id FROM patrol_plans WHERE id = :plan), :item, :kind,
                            :finding, :note, :found, :phone, :off, :doubtful, :at, :lon, :lat, :accuracy, :outside, :placed,
                            :theirs)
                        """)
                .bind("id", visit.id())
                .bind("account", visit.account())
                .bind("key", item.key())
                .bind("grid", visit.grid())
                .bind("plan", visit.plan())
                .bind("item", visit.item())
                .bind("kind", visit.kind())
                .bind("finding", visit.finding())
                .bind("note", visit.note())
                .bind("found", arrival.when(item.foundAt()))
                .bind("phone", item.foundAt())
                .bind("off", arrival.clockOffSeconds())
                .bind("doubtful", arrival.doubts(item.foundAt()))
                .bind("at", arrival.at())
                .bind("lon", lon(phone))
                .bind("lat", lat(phone))
                .bind("accuracy", accuracy(phone))
                .bind("outside", visit.outside())
                .bind("placed", phone != null)
                .bind("theirs", visit.theirs())
                .execute();
    }

    /**
     * An answer to a task, taken or not.
     *
     * @param outside whether the phone was not in the task's grid
     * @param exifOff how far from the phone the farthest photo says that it was taken, in metres
     */
    record Entry(
            long id,
            long task,
            long account,
            String outcome,
            @Nullable String note,
            boolean taken,
            boolean outside,
            @Nullable Double exifOff,
            boolean exifDiffers) {}

    static void insertEntry(
            Handle handle,
            SyncItem item,
            SyncItem.Arrival arrival,
            SyncItem.@Nullable Position phone,
            Entry entry,
            Collection<Long> photos) {
        handle.createUpdate("""
                        INSERT INTO field_task_entries (id, task, account, key, outcome, note, photos, taken, found_at, phone_at,
                            clock_off_s, doubtful, arrived_at, lon, lat, accuracy_m, placed, outside, exif_off_m, exif_differs)
                        VALUES (:id, :task, :account, :key, :outcome, :note, :photos, :taken, :found, :phone, :off, :doubtful, :at,
                            :lon, :lat, :accuracy, :placed, :outside, :exif_off, :exif_differs)
                        """)
                .bind("id", entry.id())
                .bind("task", entry.task())
                .bind("account", entry.account())
                .bind("key", item.key())
                .bind("outcome", entry.outcome())
                .bind("note", entry.note())
                .bindArray("photos", Long.class, photos.toArray())
                .bind("taken", entry.taken())
                .bind("found", arrival.when(item.foundAt()))
                .bind("phone", item.foundAt())
                .bind("off", arrival.clockOffSeconds())
                .bind("doubtful", arrival.doubts(item.foundAt()))
                .bind("placed", phone != null)
                .bind("outside", entry.outside())
                .bind("exif_off", entry.exifOff())
                .bind("exif_differs", entry.exifDiffers())
                .bind("at", arrival.at())
                .bind("lon", lon(phone))
                .bind("lat", lat(phone))
                .bind("accuracy", accuracy(phone))
                .execute();
    }

    static void endTask(Handle handle, SyncItem item, SyncItem.Arrival arrival, Entry entry) {
        handle.createUpdate("""
                        UPDATE field_tasks SET state = 'done', outcome = :outcome, note = :note, done_by = :account,
                            done_at = :found, arrived_at = :at, version = version + 1, updated_at = :at
                        WHERE id = :task
                        """)
                .bind("task", entry.task())
                .bind("outcome", entry.outcome())
                .bind("note", entry.note())
                .bind("account", entry.account())
                .bind("found", arrival.when(item.foundAt()))
                .bind("at", arrival.at())
                .execute();
    }
}
