package org.servicemap.routing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All SQL of catalogues. */
final class CatalogueStore {
    void insertDraft(Handle handle, long id, String label, String yaml, @Nullable String specYaml) {
        handle.createUpdate("""
                        INSERT INTO catalogues (id, label, status, yaml, spec_yaml, hash)
                        VALUES (:id, :label, 'draft', :yaml, :spec, :hash)
                        """)
                .bind("id", id)
                .bind("label", label)
                .bind("yaml", yaml)
                .bind("spec", specYaml)
                .bind("hash", Fingerprint.sha256(yaml))
                .execute();
    }

    /** Retires the published catalogue and publishes a draft or retired one; false when there is no such catalogue. */
    boolean publish(Handle handle, long id) {
        handle.createUpdate("""
                        UPDATE catalogues SET status = 'retired', retired_at = clock_timestamp()
                        WHERE status = 'published' AND id <> :id
                        """).bind("id", id).execute();
        return handle.createUpdate("""
                                UPDATE catalogues SET status = 'published', published_at = clock_timestamp(), retired_at = NULL
                                WHERE id = :id
                                """).bind("id", id).execute() == 1;
    }

    /** Afterwards none is in force. */
    void retirePublished(Handle handle) {
        handle.execute(
                "UPDATE catalogues SET status = 'retired', retired_at = clock_timestamp() WHERE status = 'published'");
    }

    List<CatalogueText> list(Handle handle) {
        return handle.createQuery("SELECT * FROM catalogues ORDER BY id DESC")
                .map((rs, ctx) -> text(rs))
                .list();
    }

    Optional<CatalogueText> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM catalogues WHERE id = :id")
                .bind("id", id)
                .map((rs, ctx) -> text(rs))
                .findOne();
    }

    Optional<CatalogueText> findPublished(Handle handle) {
        return handle.createQuery("SELECT * FROM catalogues WHERE status = 'published'")
                .map((rs, ctx) -> text(rs))
                .findOne();
    }

    /** Keeps what a catalogue was compiled against; nothing happens when it is there. */
    void keepContext(Handle handle, String fingerprint, String json) {
        handle.createUpdate("""
                        INSERT INTO routing_contexts (fingerprint, content) VALUES (:fingerprint, CAST(:content AS jsonb))
                        ON CONFLICT (fingerprint) DO NOTHING
                        """)
                .bind("fingerprint", fingerprint)
                .bind("content", json)
                .execute();
    }

    /** What {@link #keepContext} kept, as JSON. */
    Optional<String> findContext(Handle handle, String fingerprint) {
        return handle.createQuery("SELECT content::text FROM routing_contexts WHERE fingerprint = :fingerprint")
                .bind("fingerprint", fingerprint)
                .mapTo(String.class)
                .findOne();
    }

    private static CatalogueText text(ResultSet rs) throws SQLException {
        Instant created = rs.getObject("created_at", OffsetDateTime.class).toInstant();
        OffsetDateTime published = rs.getObject("published_at", OffsetDateTime.class);
        return new CatalogueText(
                rs.getLong("id"),
                rs.getString("label"),
                CatalogueText.Status.valueOf(rs.getString("status").toUpperCase(Locale.ROOT)),
                rs.getString("yaml"),
                rs.getString("spec_yaml"),
                rs.getString("hash"),
                created,
                published == null ? null : published.toInstant());
    }
}
