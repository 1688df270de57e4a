package org.servicemap.courtyard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.City;
import org.servicemap.text.LocalText;

/**
 * Notices and proposals hang on their community. When a new version does not have it any more they go on with the community that has
 * the largest part of its surface: what is open is answered there, and what has ended stays to be read.
 */
public final class CourtyardAreas implements AreaDependants {
    private static final String PROPOSAL = "proposal";
    private static final String NOTICE = "notice";

    private final Supplier<City> city;

    /** @param city is asked only when something hangs somewhere */
    public CourtyardAreas(Supplier<City> city) {
        this.city = city;
    }

    @Override
    public String kind() {
        return "courtyard";
    }

    /** Each open proposal and each notice that is not over; of what has ended, one for each community. */
    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        if (areas.isEmpty() || !isUsed(handle)) {
            return List.of();
        }
        String level = level(handle);
        Map<String, AreaKey> byCode = new HashMap<>();
        areas.stream().filter(area -> area.level().equals(level)).forEach(area -> byCode.put(area.code(), area));
        return hanging(handle, byCode);
    }

    private static List<Dependant> hanging(Handle handle, Map<String, AreaKey> byCode) {
        return handle.createQuery("""
                        SELECT 'proposal' AS kind, id::text AS id, title AS name, area, 1 AS n FROM courtyard_proposals
                        WHERE area = ANY (:areas) AND state IN ('waiting', 'published', 'adopted')
                        UNION ALL
                        SELECT 'notice', id::text, coalesce(title ->> 'zh', title ->> 'en', ''), area, 1 FROM courtyard_notices
                        WHERE area = ANY (:areas) AND withdrawn_at IS NULL AND last_day >= current_date - 1
                        UNION ALL
                        SELECT 'ended_proposals', count(*)::text, '', area, count(*) FROM courtyard_proposals
                        WHERE area = ANY (:areas) AND state IN ('refused', 'declined', 'closed') GROUP BY area
                        UNION ALL
                        SELECT 'ended_notices', count(*)::text, '', area, count(*) FROM courtyard_notices
                        WHERE area = ANY (:areas) AND (withdrawn_at IS NOT NULL OR last_day < current_date - 1) GROUP BY area
                        ORDER BY 4, 1, 2
                        """)
                .bindArray("areas", String.class, byCode.keySet().toArray())
                .map((rs, context) -> new Dependant(
                        rs.getString("kind"),
                        rs.getString("id"),
                        name(rs.getString("name")),
                        byCode.getOrDefault(rs.getString("area"), new AreaKey("", rs.getString("area"))),
                        rs.getInt("n")))
                .list();
    }

    private static LocalText name(String words) {
        return words.isEmpty() ? LocalText.EMPTY : LocalText.of("zh", words);
    }

    private static boolean isUsed(Handle handle) {
        return handle.createQuery(
                        "SELECT EXISTS (SELECT FROM courtyard_proposals) OR EXISTS (SELECT FROM courtyard_notices)")
                .mapTo(Boolean.class)
                .one();
    }

    /** Of the communities, as {@link Communities#level} says it, in the version that was published last. */
    private String level(Handle handle) {
        return handle.createQuery("""
                        SELECT l.id FROM area_versions v
                        CROSS JOIN LATERAL jsonb_to_recordset(v.levels) AS l (rank int, id text)
                        WHERE v.published_at IS NOT NULL AND l.rank = least(jsonb_array_length(v.levels),
                            greatest(:authoritative, jsonb_array_length(v.levels) - 1))
                        ORDER BY v.published_at DESC, v.id DESC LIMIT 1
                        """)
                .bind("authoritative", city.get().authoritativeRank())
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        if (!isUsed(handle)) {
            return;
        }
        String level = level(handle);
        Map<String, String> next = new HashMap<>();
        moves.stream()
                .filter(move -> move.from().level().equals(level))
                .forEach(move -> next.putIfAbsent(move.from().code(), move.to().code()));
        // all by what was before: a code may be given up by one community and taken by another
        for (String table : List.of("courtyard_proposals", "courtyard_notices")) {
            handle.createUpdate("UPDATE " + table
                            + " t SET area = m.after FROM unnest(:before, :after) AS m (before, after)"
                            + " WHERE t.area = m.before")
                    .bindArray("before", String.class, next.keySet().toArray())
                    .bindArray("after", String.class, next.values().toArray())
                    .execute();
        }
    }

    /** A line for each: what it is, its id, its community. */
    @Override
    public String remember(Handle handle) {
        return handle.createQuery("""
                        SELECT 'proposal ' || id || ' ' || area FROM courtyard_proposals
                        UNION ALL SELECT 'notice ' || id || ' ' || area FROM courtyard_notices
                        """).mapTo(String.class).collect(Collectors.joining("\n"));
    }

    /** What came since stays where it was written. */
    @Override
    public void restore(Handle handle, String kept) {
        List<String[]> lines = new ArrayList<>();
        kept.lines().map(line -> line.split(" ", 3)).forEach(lines::add);
        back(handle, lines, PROPOSAL, "UPDATE courtyard_proposals SET area = :area WHERE id = :id AND area <> :area");
        back(handle, lines, NOTICE, "UPDATE courtyard_notices SET area = :area WHERE id = :id AND area <> :area");
    }

    private static void back(Handle handle, List<String[]> lines, String kind, String sql) {
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            lines.stream()
                    .filter(line -> line[0].equals(kind))
                    .forEach(line -> batch.bind("id", Long.parseLong(line[1]))
                            .bind("area", line[2])
                            .add());
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }
}
