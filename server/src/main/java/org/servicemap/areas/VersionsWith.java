package org.servicemap.areas;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Which versions that were taken up have an area under a code: what was placed under the code before the version that is being taken up began was
 * placed by one of them. A code that comes again later is none of theirs, neither in a version whose first day is to come nor in one that has begun
 * and waits for its turn (no server ran on its day).
 */
public record VersionsWith(Map<AreaKey, Set<Long>> ids) {
    public static VersionsWith of(Handle handle, Collection<AreaKey> areas) {
        Map<AreaKey, Set<Long>> ids = new HashMap<>();
        BoundRows.bind(handle.createQuery("""
                        SELECT k.level, k.code, v.id FROM unnest(:levels, :codes) AS k (level, code)
                        JOIN area_versions v ON v.taken_up_at IS NOT NULL AND v.effective_from <= :today
                        CROSS JOIN LATERAL jsonb_to_recordset(v.levels) AS l (rank int, id text)
                        JOIN areas a ON a.version_id = v.id AND a.level = l.rank AND a.code = k.code
                        WHERE l.id = k.level
                        """), List.copyOf(Set.copyOf(areas)))
                .bind("today", new VersionStore().today(handle))
                .map((rs, context) ->
                        Map.entry(new AreaKey(rs.getString("level"), rs.getString("code")), rs.getLong("id")))
                .forEach(each -> ids.computeIfAbsent(each.getKey(), key -> new TreeSet<>())
                        .add(each.getValue()));
        return new VersionsWith(ids);
    }

    /** Ids of versions; none when no version has it. */
    public Set<Long> of(AreaKey area) {
        return ids.getOrDefault(area, Set.of());
    }
}
