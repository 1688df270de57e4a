package org.servicemap.areas;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.CanonicalGrid;

/** Versions, their dates and the history of their activations. */
final class VersionStore {
    /** A version's status today: one whose last day has passed is retired, whatever its row says. */
    static final String STATUS = """
            CASE WHEN status = 'published'
                      AND effective_to <= (clock_timestamp() AT TIME ZONE coalesce((SELECT time_zone FROM city), 'UTC'))::date
                 THEN 'retired' ELSE status END""";

    private static final String COLUMNS = "id, label, effective_from, effective_to, " + STATUS
            + " AS status, encode(content_hash, 'hex') AS content_hash, note, origin_lon, origin_lat, grid_k,"
            + " levels::text AS levels, area_count, created_at, published_at, retired_at ";

    /** Publishing, rolling back and deleting happen one after another. */
    void lock(Handle handle) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtext('servicemap area versions'))");
    }

    void insert(Handle handle, long id, VersionContent content, String label, LocalDate from, String note) {
        CanonicalGrid grid = content.coverage().grid();
        handle.createUpdate("""
                        INSERT INTO area_versions (id, label, status, effective_from, content_hash, note, origin_lon, origin_lat,
                                                   grid_k, levels, area_count)
                        VALUES (:id, :label, 'draft', :from, :hash, :note, :lon, :lat,
                                :k, CAST(:levels AS jsonb), :count)
                        """)
                .bind("id", id)
                .bind("label", label)
                .bind("from", from)
                .bind("hash", content.hash().bytes())
                .bind("note", note)
                .bind("lon", grid.originLon())
                .bind("lat", grid.originLat())
                .bind("k", grid.k())
                .bind("levels", AreaJson.write(content.coverage().levels()))
                .bind("count", content.coverage().areas().size())
                .execute();
    }

    List<AreaVersion> list(Handle handle) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM area_versions ORDER BY effective_from DESC, id DESC")
                .map(VersionStore::version)
                .list();
    }

    Optional<AreaVersion> find(Handle handle, long id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM area_versions WHERE id = :id")
                .bind("id", id)
                .map(VersionStore::version)
                .findOne();
    }

    Optional<AreaVersion> inForce(Handle handle, LocalDate day) {
        return handle.createQuery(
                        "SELECT " + COLUMNS
                                + " FROM area_versions WHERE status <> 'draft' AND daterange(effective_from, effective_to) @> :day")
                .bind("day", day)
                .map(VersionStore::version)
                .findOne();
    }

    /** Today in the city, by the database's clock. */
    LocalDate today(Handle handle) {
        return handle.createQuery(
                        "SELECT (clock_timestamp() AT TIME ZONE coalesce((SELECT time_zone FROM city), 'UTC'))::date")
                .mapTo(LocalDate.class)
                .one();
    }

    /** The first day, after this one, on which another version comes into force. */
    Optional<LocalDate> nextStart(Handle handle, LocalDate day) {
        return handle.createQuery("""
                        SELECT min(effective_from) FROM area_versions
                        WHERE status <> 'draft' AND effective_from > :day AND effective_to IS DISTINCT FROM effective_from
                        """).bind("day", day).mapTo(LocalDate.class).findOne();
    }

    void publish(Handle handle, long id, LocalDate from, @Nullable LocalDate to) {
        handle.createUpdate("""
                        UPDATE area_versions SET status = 'published', effective_from = :from, effective_to = :to,
                               published_at = clock_timestamp()
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    /** A version whose last day has come, or passed by {@code today}, is retired; one that runs on is published again. */
    void endAt(Handle handle, long id, @Nullable LocalDate to, LocalDate today) {
        boolean over = to != null && !to.isAfter(today);
        handle.createUpdate("""
                        UPDATE area_versions SET effective_to = :to,
                               status = CASE WHEN :over THEN 'retired' ELSE 'published' END,
                               retired_at = CASE WHEN :over THEN clock_timestamp() END
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("to", to)
                .bind("over", over)
                .execute();
    }

    /** Takes every day from a version: it was published by mistake, or replaced on its very first day. */
    void withdraw(Handle handle, long id) {
        handle.createUpdate("""
                        UPDATE area_versions SET effective_to = effective_from, status = 'retired', retired_at = clock_timestamp()
                        WHERE id = :id
                        """).bind("id", id).execute();
    }

    void activated(
            Handle handle,
            Activation.Action action,
            long version,
            @Nullable Long replaced,
            LocalDate from,
            String moved,
            String note) {
        handle.createUpdate("""
                        INSERT INTO area_activations (action, version_id, replaced_id, effective_from, moved, note)
                        VALUES (:action, :version, :replaced, :from, CAST(:moved AS jsonb), :note)
                        """)
                .bind("action", action.name().toLowerCase(Locale.ROOT))
                .bind("version", version)
                .bind("replaced", replaced)
                .bind("from", from)
                .bind("moved", moved)
                .bind("note", note)
                .execute();
    }

    List<Activation> activations(Handle handle) {
        return handle.createQuery(
                        "SELECT at, action, version_id, replaced_id, effective_from, note FROM area_activations ORDER BY id")
                .map((rs, context) -> new Activation(
                        instant(rs, "at"),
                        Activation.Action.valueOf(rs.getString("action").toUpperCase(Locale.ROOT)),
                        rs.getLong("version_id"),
                        rs.getObject("replaced_id", Long.class),
                        rs.getObject("effective_from", LocalDate.class),
                        rs.getString("note")))
                .list();
    }

    /** What a version replaced when it was published, if anything. */
    Optional<Long> replacedBy(Handle handle, long version) {
        return handle.createQuery("""
                        SELECT replaced_id FROM area_activations
                        WHERE version_id = :version AND action = 'publish' AND replaced_id IS NOT NULL ORDER BY id DESC LIMIT 1
                        """)
                .bind("version", version)
                .mapTo(Long.class)
                .findOne();
    }

    /** Codes of the one version that the other does not have. */
    List<AreaKey> gone(Handle handle, AreaVersion from, AreaVersion to) {
        return handle.createQuery("""
                        SELECT l.id AS level, a.code
                        FROM areas a
                        JOIN jsonb_to_recordset(CAST(:from_levels AS jsonb)) AS l (rank int, id text) ON l.rank = a.level
                        WHERE a.version_id = :from AND NOT EXISTS (
                            SELECT FROM areas b
                            JOIN jsonb_to_recordset(CAST(:to_levels AS jsonb)) AS m (rank int, id text) ON m.rank = b.level
                            WHERE b.version_id = :to AND m.id = l.id AND b.code = a.code)
                        ORDER BY a.ordinal
                        """)
                .bind("from", from.id())
                .bind("to", to.id())
                .bind("from_levels", AreaJson.write(from.levels()))
                .bind("to_levels", AreaJson.write(to.levels()))
                .map((rs, context) -> new AreaKey(rs.getString("level"), rs.getString("code")))
                .list();
    }

    /** Square metres of each area of a version. */
    Map<AreaKey, Double> surfaces(Handle handle, AreaVersion version) {
        return handle.createQuery("""
                        SELECT l.id AS level, a.code, a.area_m2 FROM areas a
                        JOIN jsonb_to_recordset(CAST(:levels AS jsonb)) AS l (rank int, id text) ON l.rank = a.level
                        WHERE a.version_id = :id
                        """)
                .bind("id", version.id())
                .bind("levels", AreaJson.write(version.levels()))
                .map((rs, context) ->
                        Map.entry(new AreaKey(rs.getString("level"), rs.getString("code")), rs.getDouble("area_m2")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void delete(Handle handle, long id) {
        handle.createUpdate("DELETE FROM area_versions WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    private static AreaVersion version(ResultSet rs, StatementContext context) throws SQLException {
        return new AreaVersion(
                rs.getLong("id"),
                rs.getString("label"),
                AreaVersion.Status.valueOf(rs.getString("status").toUpperCase(Locale.ROOT)),
                rs.getObject("effective_from", LocalDate.class),
                rs.getObject("effective_to", LocalDate.class),
                rs.getString("content_hash"),
                rs.getString("note"),
                new CanonicalGrid(rs.getDouble("origin_lon"), rs.getDouble("origin_lat"), rs.getInt("grid_k")),
                AreaJson.levels(rs.getString("levels")),
                rs.getInt("area_count"),
                instant(rs, "created_at"),
                nullableInstant(rs, "published_at"),
                nullableInstant(rs, "retired_at"));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullableInstant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
