package org.servicemap.incidents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.geo.GeoJson;
import org.servicemap.text.LocalText;

/** SQL of incidents. Every state of a row is kept beside it. */
final class IncidentStore {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BOX = "box(point(:west, :south), point(:east, :north))";

    Optional<Incident> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM incidents WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** As {@link #find}; nobody else changes it until the transaction ends. */
    Optional<Incident> lock(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM incidents WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** The one that a source announced under this reference, locked. */
    Optional<Incident> lock(Handle handle, Incident.Origin origin) {
        return handle.createQuery(
                        "SELECT * FROM incidents WHERE source = :source AND source_ref = :reference FOR UPDATE")
                .bind("source", origin.source())
                .bind("reference", origin.reference())
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** Open ones that have begun before a moment and are not over, whose bounds touch a box; the newest first. */
    List<Incident> open(Handle handle, @Nullable BBox box, Instant now, Instant before, int limit) {
        var query = handle.createQuery(
                        """
                        SELECT * FROM incidents WHERE state = 'open' AND starts_at <= :before
                            AND (kind = 'incident' OR expected_end IS NULL OR expected_end > :now)
                        """ + (box == null ? "" : " AND bounds && " + BOX) + " ORDER BY id DESC LIMIT :limit")
                .bind("before", utc(before))
                .bind("now", utc(now))
                .bind("limit", limit);
        return (box == null ? query : bind(query, box))
                .map((rs, context) -> read(rs))
                .list();
    }

    /** All of a state, or all, the newest first. */
    List<Incident> list(Handle handle, Incident.@Nullable State state, int offset, int limit) {
        return handle.createQuery("""
                        SELECT * FROM incidents WHERE CAST(:state AS text) IS NULL OR state = :state
                        ORDER BY id DESC OFFSET :offset LIMIT :limit
                        """)
                .bind("offset", offset)
                .bind("state", state == null ? null : state.key())
                .bind("limit", limit)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Notices that are over by now; nobody else takes them until the transaction ends. */
    List<Incident> lockOver(Handle handle, Instant now, int limit) {
        return handle.createQuery("""
                        SELECT * FROM incidents WHERE state = 'open' AND kind = 'notice' AND expected_end <= :now
                        ORDER BY expected_end LIMIT :limit FOR UPDATE SKIP LOCKED
                        """)
                .bind("now", utc(now))
                .bind("limit", limit)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Open ones that a request may follow, the oldest first. */
    List<Incident> openWithParent(Handle handle, int limit) {
        return handle.createQuery("""
                        SELECT * FROM incidents WHERE state = 'open' AND parent_id IS NOT NULL ORDER BY id LIMIT :limit
                        """)
                .bind("limit", limit)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Writes a new one, or over one whose version is the one before. */
    void put(Handle handle, Incident incident) {
        Announcement said = incident.announcement();
        var update = handle.createUpdate("""
                        INSERT INTO incidents (id, kind, source, source_ref, work, title, message, categories, outline, named,
                            bounds, starts_at, expected_end, ended_at, state, answer, parent, parent_id, unit, version,
                            changed_at, changed_by)
                        VALUES (:id, :kind, :source, :reference, :work, CAST(:title AS jsonb), CAST(:message AS jsonb),
                            :categories, CAST(:outline AS jsonb), :named,
                        """.stripTrailing() + " " + BOX + """
                        , :starts, :end, :ended, :state,
                            CAST(:answer AS jsonb), :parent, :parentId, :unit, :version, :changedAt, :changedBy)
                        ON CONFLICT (id) DO UPDATE SET (title, message, categories, outline, named, bounds, starts_at,
                            expected_end, ended_at, state, answer, parent, parent_id, version, changed_at, changed_by)
                            = (excluded.title, excluded.message, excluded.categories, excluded.outline, excluded.named,
                            excluded.bounds, excluded.starts_at, excluded.expected_end, excluded.ended_at, excluded.state,
                            excluded.answer, excluded.parent, excluded.parent_id, excluded.version, excluded.changed_at,
                            excluded.changed_by)
                        WHERE incidents.version = excluded.version - 1
                        """);
        bind(update, said.outline().bounds());
        Incident.Origin origin = incident.origin();
        Incident.Parent parent = incident.parent();
        int rows = update.bind("id", incident.id())
                .bind("kind", incident.kind().key())
                .bind("source", origin == null ? null : origin.source())
                .bind("reference", origin == null ? null : origin.reference())
                .bind("work", origin == null ? null : origin.work())
                .bind("title", json(said.title()))
                .bind("message", json(said.message()))
                .bindArray("categories", String.class, said.categories().toArray())
                .bind("outline", GeoJson.toString(said.outline().shape()))
                .bind("named", said.outline().named())
                .bind("starts", utc(said.startsAt()))
                .bind("end", utc(said.expectedEnd()))
                .bind("ended", utc(incident.endedAt()))
                .bind("state", incident.state().key())
                .bind("answer", incident.answer() == null ? null : json(incident.answer()))
                .bind("parent", parent == null ? null : parent.number())
                .bind("parentId", parent == null ? null : parent.id())
                .bind("unit", incident.unit())
                .bind("version", incident.version())
                .bind("changedAt", utc(incident.changedAt()))
                .bind("changedBy", incident.changedBy())
                .execute();
        if (rows != 1) {
            throw new IllegalStateException("incident " + incident.id() + " was changed without its lock");
        }
        keep(handle, incident.id());
    }

    private static void keep(Handle handle, long id) {
        handle.createUpdate("""
                        INSERT INTO incident_versions (id, version, record, changed_at, changed_by)
                        SELECT id, version, to_jsonb(incidents), changed_at, changed_by FROM incidents WHERE id = :id
                        """).bind("id", id).execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, BBox box) {
        return statement
                .bind("west", box.minLon())
                .bind("south", box.minLat())
                .bind("east", box.maxLon())
                .bind("north", box.maxLat());
    }

    private static Incident read(ResultSet rs) throws SQLException {
        Announcement said = new Announcement(
                text(rs.getString("title")),
                text(rs.getString("message")),
                words(rs.getArray("categories")),
                outline(rs),
                time(rs, "starts_at"),
                findTime(rs, "expected_end"));
        String source = rs.getString("source");
        String parent = rs.getString("parent");
        String answer = rs.getString("answer");
        return new Incident(
                rs.getLong("id"),
                Incident.Kind.of(rs.getString("kind")),
                Incident.State.of(rs.getString("state")),
                said,
                rs.getString("unit"),
                source == null ? null : new Incident.Origin(source, rs.getString("source_ref"), rs.getString("work")),
                parent == null ? null : new Incident.Parent(rs.getLong("parent_id"), parent),
                findTime(rs, "ended_at"),
                answer == null ? null : text(answer),
                rs.getInt("version"),
                time(rs, "changed_at"),
                rs.getString("changed_by"));
    }

    private static Outline outline(ResultSet rs) throws SQLException {
        try {
            return new Outline(PolygonJson.read(MAPPER.readTree(rs.getString("outline"))), rs.getString("named"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an incident's outline is no JSON", e);
        }
    }

    private static Instant time(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant findTime(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static List<String> words(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static String json(LocalText text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LocalText text(String json) {
        try {
            return MAPPER.readValue(json, LocalText.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an incident's text is no JSON", e);
        }
    }
}
