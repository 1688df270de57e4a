package org.servicemap.areas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Which versions have been taken up, what stood before, and what drafts were made on. All SQL of it. */
final class SwitchStore {
    private static final String TODAY =
            "(clock_timestamp() AT TIME ZONE coalesce((SELECT time_zone FROM city), 'UTC'))::date";

    private static final String ROLLED_BACK = "EXISTS (SELECT FROM area_activations r"
            + " WHERE r.action = 'roll_back' AND r.replaced_id = v.id AND r.version_id <> v.id)";

    /** True for the first who says so: whoever comes second finds it done. */
    boolean takeUp(Handle handle, long version) {
        return handle.createUpdate(
                                "UPDATE area_versions SET taken_up_at = clock_timestamp() WHERE id = :id AND taken_up_at IS NULL")
                        .bind("id", version)
                        .execute()
                == 1;
    }

    boolean isTakenUp(Handle handle, long version) {
        return handle.createQuery("SELECT taken_up_at IS NOT NULL FROM area_versions WHERE id = :id")
                .bind("id", version)
                .mapTo(Boolean.class)
                .one();
    }

    /** Published versions that nobody took up yet, in the order in which they come into force. */
    List<Long> waiting(Handle handle) {
        return waiting(handle, "true");
    }

    /** Those of them whose first day has come. */
    List<Long> due(Handle handle) {
        return waiting(handle, "effective_from <= " + TODAY);
    }

    private static List<Long> waiting(Handle handle, String condition) {
        return handle.createQuery("SELECT id FROM area_versions WHERE status <> 'draft' AND taken_up_at IS NULL AND "
                        + condition + " ORDER BY effective_from, published_at, id")
                .mapTo(Long.class)
                .list();
    }

    /** On whose codes everything stands when a waiting version's day comes: the one that begins last before it. */
    Optional<Long> before(Handle handle, long version) {
        return handle.createQuery("SELECT v.id FROM area_versions v JOIN area_versions w ON w.id = :id"
                        + " WHERE v.status <> 'draft' AND v.id <> w.id"
                        + " AND (v.effective_from, v.published_at, v.id) < (w.effective_from, w.published_at, w.id)"
                        + " AND NOT " + ROLLED_BACK
                        + " ORDER BY v.effective_from DESC, v.published_at DESC, v.id DESC LIMIT 1")
                .bind("id", version)
                .mapTo(Long.class)
                .findOne();
    }

    void keep(Handle handle, long version, String kind, String state) {
        handle.createUpdate("INSERT INTO area_switch_states (version_id, kind, kept) VALUES (:version, :kind, :kept)")
                .bind("version", version)
                .bind("kind", kind)
                .bind("kept", state)
                .execute();
    }

    Map<String, String> kept(Handle handle, long version) {
        return handle
                .createQuery("SELECT kind, kept FROM area_switch_states WHERE version_id = :version")
                .bind("version", version)
                .map((rs, context) -> Map.entry(rs.getString("kind"), rs.getString("kept")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void basedOn(Handle handle, long draft, long base, AreaKey parent) {
        handle.createUpdate(
                        "UPDATE area_versions SET base_id = :base, base_level = :level, base_code = :code WHERE id = :id")
                .bind("id", draft)
                .bind("base", base)
                .bind("level", parent.level())
                .bind("code", parent.code())
                .execute();
    }

    Optional<Long> base(Handle handle, long draft) {
        return handle.createQuery("SELECT base_id FROM area_versions WHERE id = :id AND base_id IS NOT NULL")
                .bind("id", draft)
                .mapTo(Long.class)
                .findOne();
    }

    /** The area whose children a draft replaces; empty for whole versions and for drafts of programs that did not keep it. */
    Optional<AreaKey> replaced(Handle handle, long draft) {
        return handle.createQuery(
                        "SELECT base_level, base_code FROM area_versions WHERE id = :id AND base_code IS NOT NULL")
                .bind("id", draft)
                .map((rs, context) -> new AreaKey(rs.getString("base_level"), rs.getString("base_code")))
                .findOne();
    }
}
