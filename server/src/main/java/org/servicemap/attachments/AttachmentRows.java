package org.servicemap.attachments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All SQL of attachments. */
final class AttachmentRows {
    private AttachmentRows() {}

    /** One row. */
    record Row(
            AttachmentRef ref,
            String address,
            @Nullable String thumbnail,
            @Nullable AttachmentOwner owner) {
        static Row of(ResultSet rs) throws SQLException {
            String kind = rs.getString("owner_kind");
            return new Row(
                    new AttachmentRef(
                            rs.getLong("id"),
                            rs.getString("media_type"),
                            rs.getLong("bytes"),
                            rs.getInt("width"),
                            rs.getInt("height")),
                    rs.getString("address"),
                    rs.getString("thumbnail"),
                    kind == null ? null : new AttachmentOwner(kind, rs.getLong("owner")));
        }
    }

    static void insert(Handle handle, Row row, @Nullable Long uploadedBy, byte[] token, Instant expiresAt) {
        handle.createUpdate("""
                        INSERT INTO attachments (id, address, thumbnail, media_type, bytes, width, height, uploaded_by, token,
                            expires_at)
                        VALUES (:id, :address, :thumbnail, :type, :bytes, :width, :height, :by, :token, :expires)
                        """)
                .bind("id", row.ref.id())
                .bind("address", row.address)
                .bind("thumbnail", row.thumbnail)
                .bind("type", row.ref.type())
                .bind("bytes", row.ref.bytes())
                .bind("width", row.ref.width())
                .bind("height", row.ref.height())
                .bind("by", uploadedBy)
                .bind("token", token)
                .bind("expires", expiresAt)
                .execute();
    }

    /** Whether it was loose, in time and of this token; it is then tied. */
    static boolean tie(Handle handle, long id, byte[] token, AttachmentOwner owner, Instant now) {
        return handle.createUpdate("""
                        UPDATE attachments SET owner_kind = :kind, owner = :owner, token = NULL, expires_at = NULL
                        WHERE id = :id AND token = :token AND expires_at > :now
                        """)
                        .bind("kind", owner.kind())
                        .bind("owner", owner.id())
                        .bind("id", id)
                        .bind("token", token)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    static Optional<Row> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM attachments WHERE id = :id")
                .bind("id", id)
                .map((rs, ctx) -> Row.of(rs))
                .findOne();
    }

    static List<AttachmentRef> of(Handle handle, AttachmentOwner owner) {
        return handle.createQuery("SELECT * FROM attachments WHERE owner = :id AND owner_kind = :kind ORDER BY id")
                .bind("id", owner.id())
                .bind("kind", owner.kind())
                .map((rs, ctx) -> Row.of(rs).ref)
                .list();
    }

    static int deleteOf(Handle handle, AttachmentOwner owner) {
        return handle.createUpdate("DELETE FROM attachments WHERE owner = :id AND owner_kind = :kind")
                .bind("id", owner.id())
                .bind("kind", owner.kind())
                .execute();
    }

    static int deleteExpired(Handle handle, Instant now) {
        return handle.createUpdate("DELETE FROM attachments WHERE owner IS NULL AND expires_at <= :now")
                .bind("now", now)
                .execute();
    }

    /** Those of the addresses that a row names. */
    static Set<String> used(Handle handle, List<String> addresses) {
        return handle.createQuery("""
                        SELECT address FROM attachments WHERE address = ANY (:addresses)
                        UNION SELECT thumbnail FROM attachments WHERE thumbnail = ANY (:addresses)
                        """)
                .bindArray("addresses", String.class, addresses.toArray())
                .mapTo(String.class)
                .set();
    }

    /** Until the transaction ends, no sweep takes the file of this address away. */
    static void hold(Handle handle, String address) {
        handle.createQuery("SELECT 1 FROM pg_advisory_xact_lock_shared(hashtextextended(:address, 8))")
                .bind("address", address)
                .mapTo(Integer.class)
                .one();
    }

    /** Whether nobody is writing the file of this address, nor begins to before the transaction ends. */
    static boolean lock(Handle handle, String address) {
        return handle.createQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(:address, 8))")
                .bind("address", address)
                .mapTo(Boolean.class)
                .one();
    }
}
