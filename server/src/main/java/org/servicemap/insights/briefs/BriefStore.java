package org.servicemap.insights.briefs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Json;
import org.servicemap.text.LocalText;

/** SQL of the archive; rows are only ever added. */
final class BriefStore {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY = "concat_ws(':', subject, nullif(level, ''), nullif(code, ''))";
    private static final String HEAD =
            "id, kind, subject, level, code, name::text AS name, first_day, edition, definitions, as_of, read_at, hash,"
                    + " made_by, made_name, made_at";

    /**
     * Subjects of reports.
     *
     * @param keys null for any
     * @param former beside them those that were read by a version
     */
    record Subjects(@Nullable List<String> keys, List<FormerBriefs.Read> former) {}

    /** Adds the next edition; several writers at once wait for each other. */
    Brief add(Handle handle, Brief brief, String figures) {
        lock(handle, brief);
        handle.createUpdate("""
                        INSERT INTO briefs (id, kind, subject, level, code, name, first_day, last_day, edition, definitions,
                                            as_of, read_at, figures, hash, made_by, made_name)
                        SELECT :id, :kind, :subject, :level, :code, CAST(:name AS jsonb), :from, :to, 1 + coalesce(max(edition), 0),
                               :definitions, :asOf, :readAt, :figures, :hash, :madeBy, :madeName
                        FROM briefs WHERE kind = :kind AND subject = :subject AND level = :level AND code = :code
                                      AND first_day = :from""")
                .bind("id", brief.id())
                .bind("kind", brief.period().kind().key())
                .bind("subject", brief.subject().kind())
                .bind("level", brief.subject().level())
                .bind("code", brief.subject().code())
                .bind("name", new String(Json.bytes(brief.name()), java.nio.charset.StandardCharsets.UTF_8))
                .bind("from", brief.period().from())
                .bind("to", brief.period().to())
                .bind("definitions", brief.definitions())
                .bind("asOf", brief.asOf())
                .bind("readAt", brief.readAt().atOffset(ZoneOffset.UTC))
                .bind("figures", figures)
                .bind("hash", brief.hash())
                .bind("madeBy", brief.madeBy())
                .bind("madeName", brief.madeName())
                .execute();
        return find(handle, brief.id()).orElseThrow();
    }

    private static void lock(Handle handle, Brief brief) {
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:key, 40))::text")
                .bind("key", brief.period() + brief.subject().key())
                .mapTo(String.class)
                .findOne();
    }

    Optional<Brief> find(Handle handle, long id) {
        return handle.createQuery("SELECT " + HEAD + " FROM briefs WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** The newest edition of a period's report. */
    Optional<Brief> newest(Handle handle, BriefSubject subject, BriefPeriod period) {
        return handle.createQuery("SELECT " + HEAD + " FROM briefs WHERE kind = :kind AND subject = :subject"
                        + " AND level = :level AND code = :code AND first_day = :from ORDER BY edition DESC LIMIT 1")
                .bind("kind", period.kind().key())
                .bind("subject", subject.kind())
                .bind("level", subject.level())
                .bind("code", subject.code())
                .bind("from", period.from())
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** Canonical JSON, as it was written. */
    String figures(Handle handle, long id) {
        return handle.createQuery("SELECT figures FROM briefs WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one();
    }

    /**
     * Those of the latest periods first.
     *
     * @param subjects of which they may be
     */
    List<Brief> list(Handle handle, @Nullable String kind, Subjects subjects, int offset, int limit) {
        List<String> keys = subjects.keys();
        return handle.createQuery("SELECT " + HEAD + " FROM briefs WHERE (CAST(:kind AS text) IS NULL OR kind = :kind)"
                        + " AND (:all OR " + KEY + " = ANY(:subjects) OR CASE WHEN " + KEY + " = ANY(:formerSubjects)"
                        + " THEN " + KEY + " || ' ' || (CAST(figures AS json) ->> 'area_version') = ANY(:former)"
                        + " ELSE false END)"
                        + " ORDER BY last_day DESC, id DESC LIMIT :limit OFFSET :offset")
                .bind("kind", kind)
                .bind("all", keys == null)
                .bindArray("subjects", String.class, keys == null ? new Object[0] : keys.toArray())
                .bindArray(
                        "formerSubjects",
                        String.class,
                        subjects.former().stream()
                                .map(FormerBriefs.Read::subject)
                                .distinct()
                                .toArray())
                .bindArray(
                        "former",
                        String.class,
                        subjects.former().stream().map(FormerBriefs.Read::key).toArray())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((rs, context) -> read(rs))
                .list();
    }

    private static Brief read(ResultSet rs) throws SQLException {
        long madeBy = rs.getLong("made_by");
        boolean byAccount = !rs.wasNull();
        return new Brief(
                rs.getLong("id"),
                subject(rs),
                text(rs.getString("name")),
                BriefKind.of(rs.getString("kind"))
                        .around(rs.getDate("first_day").toLocalDate()),
                rs.getInt("edition"),
                rs.getInt("definitions"),
                rs.getString("as_of"),
                rs.getObject("read_at", OffsetDateTime.class).toInstant(),
                rs.getString("hash"),
                byAccount ? madeBy : null,
                rs.getString("made_name"),
                rs.getObject("made_at", OffsetDateTime.class).toInstant());
    }

    static BriefSubject subject(ResultSet rs) throws SQLException {
        return new BriefSubject(rs.getString("subject"), rs.getString("level"), rs.getString("code"));
    }

    private static LocalText text(String json) {
        try {
            return JSON.readValue(json, LocalText.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
