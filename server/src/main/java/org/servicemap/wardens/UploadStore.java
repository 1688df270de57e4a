package org.servicemap.wardens;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/** The SQL of photos on their way. */
final class UploadStore {
    private static final String COLUMNS = """
            SELECT id, key, bytes, sha256, received, exif_lon, exif_lat, completed_at IS NOT NULL AS complete,
                   used_at IS NOT NULL AS used FROM field_uploads
            """;

    private UploadStore() {}

    /**
     * A photo on its way.
     *
     * @param complete all of it is here, and good
     * @param exif where it says that it was taken
     */
    record Row(
            long id,
            UUID key,
            long bytes,
            byte[] sha256,
            long received,
            boolean complete,
            boolean used,
            @Nullable LonLat exif) {}

    /** A sealed piece. */
    record Piece(long start, int bytes, byte[] sealed) {}

    /** How many photos of an account no item took yet, whole or in part. */
    static int waiting(Handle handle, long account) {
        return handle.createQuery("SELECT count(*) FROM field_uploads WHERE account = :account AND used_at IS NULL")
                .bind("account", account)
                .mapTo(Integer.class)
                .one();
    }

    /** Only says that it is still wanted when the key was begun before. */
    static void begin(Handle handle, long id, long account, UUID key, long bytes, byte[] sha256, Instant now) {
        handle.createUpdate("""
                        INSERT INTO field_uploads (id, account, key, bytes, sha256, started_at, touched_at)
                        VALUES (:id, :account, :key, :bytes, :sha256, :now, :now) ON CONFLICT (account, key)
                        DO UPDATE SET touched_at = :now WHERE field_uploads.used_at IS NULL
                        """)
                .bind("id", id)
                .bind("account", account)
                .bind("key", key)
                .bind("bytes", bytes)
                .bind("sha256", sha256)
                .bind("now", now)
                .execute();
    }

    static Optional<Row> find(Handle handle, long account, UUID key, boolean lock) {
        return handle.createQuery(COLUMNS + "WHERE account = :account AND key = :key" + (lock ? " FOR UPDATE" : ""))
                .bind("account", account)
                .bind("key", key)
                .map((row, context) -> {
                    Double lon = row.getObject("exif_lon", Double.class);
                    Double lat = row.getObject("exif_lat", Double.class);
                    return new Row(
                            row.getLong("id"),
                            row.getObject("key", UUID.class),
                            row.getLong("bytes"),
                            row.getBytes("sha256"),
                            row.getLong("received"),
                            row.getBoolean("complete"),
                            row.getBoolean("used"),
                            lon == null || lat == null ? null : new LonLat(lon, lat));
                })
                .findOne();
    }

    private static void insert(Handle handle, long upload, Piece piece) {
        handle.createUpdate("""
                        INSERT INTO field_upload_pieces (upload, start, bytes, sealed) VALUES (:upload, :start, :bytes, :sealed)
                        """)
                .bind("upload", upload)
                .bind("start", piece.start())
                .bind("bytes", piece.bytes())
                .bind("sealed", piece.sealed())
                .execute();
    }

    static void add(Handle handle, long upload, Piece piece, Instant now) {
        insert(handle, upload, piece);
        handle.createUpdate(
                        "UPDATE field_uploads SET received = received + :bytes, touched_at = :now WHERE id = :upload")
                .bind("upload", upload)
                .bind("bytes", piece.bytes())
                .bind("now", now)
                .execute();
    }

    static List<Piece> pieces(Handle handle, long upload) {
        return handle.createQuery(
                        "SELECT start, bytes, sealed FROM field_upload_pieces WHERE upload = :upload ORDER BY start")
                .bind("upload", upload)
                .map((row, context) -> new Piece(row.getLong("start"), row.getInt("bytes"), row.getBytes("sealed")))
                .list();
    }

    static void dropPieces(Handle handle, long upload) {
        handle.execute("DELETE FROM field_upload_pieces WHERE upload = ?", upload);
    }

    static void restart(Handle handle, long upload) {
        dropPieces(handle, upload);
        handle.execute("UPDATE field_uploads SET received = 0 WHERE id = ?", upload);
    }

    static void delete(Handle handle, long upload) {
        handle.execute("DELETE FROM field_uploads WHERE id = ?", upload);
    }

    /** Its pieces are the cleaned picture from now on, and behind it its thumbnail. */
    static void complete(Handle handle, long upload, List<Piece> cleaned, @Nullable LonLat exif, Instant now) {
        dropPieces(handle, upload);
        cleaned.forEach(piece -> insert(handle, upload, piece));
        handle.createUpdate("""
                        UPDATE field_uploads SET completed_at = :now, touched_at = :now, exif_lon = :lon, exif_lat = :lat
                        WHERE id = :upload
                        """)
                .bind("upload", upload)
                .bind("now", now)
                .bind("lon", exif == null ? null : (Double) exif.lon())
                .bind("lat", exif == null ? null : (Double) exif.lat())
                .execute();
    }

    /** An item took them: what they held is attachments now. Answers how many nobody had taken. */
    static int use(Handle handle, Collection<Long> uploads, Instant now) {
        if (uploads.isEmpty()) {
            return 0;
        }
        int used = handle.createUpdate("""
                        UPDATE field_uploads SET used_at = :now, exif_lon = NULL, exif_lat = NULL
                        WHERE id = ANY(:uploads) AND used_at IS NULL AND completed_at IS NOT NULL
                        """)
                .bindArray("uploads", Long.class, uploads.toArray())
                .bind("now", now)
                .execute();
        handle.createUpdate("DELETE FROM field_upload_pieces WHERE upload = ANY(:uploads)")
                .bindArray("uploads", Long.class, uploads.toArray())
                .execute();
        return used;
    }

    static int sweep(Handle handle, Instant untouchedSince) {
        return handle.createUpdate("DELETE FROM field_uploads WHERE touched_at < :since")
                .bind("since", untouchedSince)
                .execute();
    }
}
