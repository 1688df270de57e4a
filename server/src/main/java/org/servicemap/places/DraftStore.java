package org.servicemap.places;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of drafts and of versions. */
final class DraftStore {
    /**
     * What somebody prepares.
     *
     * @param base the version it was made from; 0 for a new place
     */
    record Draft(Place place, int base, Instant changedAt, String changedBy) {}

    /** @param place null when this version withdrew it */
    record Version(int number, @Nullable Place place, Instant changedAt, String changedBy) {}

    /**
     * What is off the map and was on it.
     *
     * @param place as it was last
     * @param version the number of the withdrawal
     */
    record Withdrawn(Place place, int version, Instant changedAt, String changedBy) {}

    void put(Handle handle, Place place, int base, String by) {
        handle.createUpdate("""
                        INSERT INTO place_drafts (code, base, facts, changed_by)
                        VALUES (:code, :base, CAST(:facts AS jsonb), :by)
                        ON CONFLICT (code) DO UPDATE SET (base, facts, changed_at, changed_by)
                            = (excluded.base, excluded.facts, clock_timestamp(), excluded.changed_by)
                        """)
                .bind("code", place.code())
                .bind("base", base)
                .bind("facts", PlaceJson.write(place))
                .bind("by", by)
                .execute();
    }

    Optional<Draft> lock(Handle handle, String code) {
        return handle.createQuery("""
                        SELECT facts::text AS facts, base, changed_at, changed_by FROM place_drafts
                        WHERE code = :code FOR UPDATE
                        """)
                .bind("code", code)
                .map((rs, context) -> new Draft(
                        PlaceJson.read(rs.getString("facts"), Place.class),
                        rs.getInt("base"),
                        rs.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        rs.getString("changed_by")))
                .findOne();
    }

    /** The newest first. */
    List<Draft> list(Handle handle) {
        return handle.createQuery("""
                        SELECT facts::text AS facts, base, changed_at, changed_by FROM place_drafts
                        ORDER BY changed_at DESC, code
                        """)
                .map((rs, context) -> new Draft(
                        PlaceJson.read(rs.getString("facts"), Place.class),
                        rs.getInt("base"),
                        rs.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        rs.getString("changed_by")))
                .list();
    }

    boolean delete(Handle handle, String code) {
        return handle.createUpdate("DELETE FROM place_drafts WHERE code = :code")
                        .bind("code", code)
                        .execute()
                == 1;
    }

    List<Withdrawn> withdrawn(Handle handle) {
        return handle.createQuery("""
                        SELECT former.facts::text AS facts, last.version, last.changed_at, last.changed_by
                        FROM place_versions last
                        JOIN LATERAL (SELECT facts FROM place_versions
                            WHERE code = last.code AND facts IS NOT NULL ORDER BY version DESC LIMIT 1) former ON true
                        WHERE last.facts IS NULL
                            AND NOT EXISTS (SELECT FROM places WHERE places.code = last.code)
                            AND NOT EXISTS (SELECT FROM place_versions later
                                WHERE later.code = last.code AND later.version > last.version)
                        """)
                .map((rs, context) -> new Withdrawn(
                        PlaceJson.read(rs.getString("facts"), Place.class),
                        rs.getInt("version"),
                        rs.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        rs.getString("changed_by")))
                .list();
    }

    /** Of all versions and of the draft. */
    Set<String> photos(Handle handle, String code) {
        return Set.copyOf(
                handle.createQuery("""
                        SELECT DISTINCT photo
                        FROM (SELECT facts FROM place_versions WHERE code = :code
                              UNION ALL SELECT facts FROM place_drafts WHERE code = :code) known,
                            jsonb_array_elements_text(coalesce(known.facts -> 'photos', '[]')) photo
                        """).bind("code", code).mapTo(String.class).list());
    }

    /** The newest first. */
    List<Version> versions(Handle handle, String code) {
        return handle.createQuery("""
                        SELECT version, facts::text AS facts, changed_at, changed_by FROM place_versions
                        WHERE code = :code ORDER BY version DESC
                        """)
                .bind("code", code)
                .map((rs, context) -> {
                    String facts = rs.getString("facts");
                    return new Version(
                            rs.getInt("version"),
                            facts == null ? null : PlaceJson.read(facts, Place.class),
                            rs.getObject("changed_at", OffsetDateTime.class).toInstant(),
                            rs.getString("changed_by"));
                })
                .list();
    }
}
