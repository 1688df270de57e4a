package org.servicemap.courtyard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/** Notices of communities: written by their staff, shown to everybody on their days. Thread-safe. */
final class Notices {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST = 200;

    private final Database database;
    private final Communities communities;

    Notices(Database database, Communities communities) {
        this.database = database;
        this.communities = communities;
    }

    /** Those of a day, the newest first. */
    List<Notice> on(Handle handle, String area, LocalDate day) {
        return handle.createQuery("""
                        SELECT * FROM courtyard_notices
                        WHERE area = :area AND withdrawn_at IS NULL AND :day BETWEEN first_day AND last_day
                        ORDER BY first_day DESC, id DESC LIMIT :limit
                        """)
                .bind("area", area)
                .bind("day", day)
                .bind("limit", MOST)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** All of a community, also those that are over, still to come or withdrawn; the newest first. */
    List<Notice> all(Caller caller, String area) {
        Community community = own(caller, area);
        return database.inSnapshot(handle -> handle.createQuery(
                        "SELECT * FROM courtyard_notices WHERE area = :area ORDER BY id DESC LIMIT :limit")
                .bind("area", community.code())
                .bind("limit", MOST)
                .map((rs, context) -> read(rs))
                .list());
    }

    private Community own(Caller caller, String area) {
        Community community = communities.get(area);
        communities.require(caller, community);
        return community;
    }

    long nextId() {
        return database.nextId();
    }

    /** Writes a new one, or another text of one whose version was seen. */
    Notice save(Caller caller, Notice notice) {
        own(caller, notice.area());
        return database.inTransaction(handle -> {
            if (insert(handle, notice, caller.account()) != 1) {
                throw new CourtyardException(CourtyardException.CHANGED, "version", "the notice was changed meanwhile");
            }
            Audit.record(handle, caller, "courtyard_notice_saved", "notice:" + notice.id(), null);
            return notice;
        });
    }

    /** Also over one whose version is the one before; answers 0 when it is not. */
    static int insert(Handle handle, Notice notice, @Nullable Long by) {
        return handle.createUpdate("""
                            INSERT INTO courtyard_notices (id, area, title, words, first_day, last_day, withdrawn_at, version,
                                created_by)
                            VALUES (:id, :area, CAST(:title AS jsonb), CAST(:words AS jsonb), :first, :last,
                                CASE WHEN :withdrawn THEN clock_timestamp() END, :version, :by)
                            ON CONFLICT (id) DO UPDATE SET title = excluded.title, words = excluded.words,
                                first_day = excluded.first_day, last_day = excluded.last_day,
                                withdrawn_at = excluded.withdrawn_at, version = excluded.version,
                                updated_at = clock_timestamp()
                            WHERE courtyard_notices.area = excluded.area
                                AND courtyard_notices.version = excluded.version - 1
                            """)
                .bind("id", notice.id())
                .bind("area", notice.area())
                .bind("title", json(notice.title()))
                .bind("words", json(notice.words()))
                .bind("first", notice.firstDay())
                .bind("last", notice.lastDay())
                .bind("withdrawn", notice.withdrawn())
                .bind("version", notice.version())
                .bind("by", by)
                .execute();
    }

    /** Of a community, else {@code unknown_notice}. */
    Notice get(String area, long id) {
        return database.inSnapshot(handle -> find(handle, id))
                .filter(notice -> notice.area().equals(area))
                .orElseThrow(() ->
                        new CourtyardException(CourtyardException.UNKNOWN_NOTICE, "id", "there is no notice " + id));
    }

    private static Optional<Notice> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM courtyard_notices WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    private static Notice read(ResultSet rs) throws SQLException {
        return new Notice(
                rs.getLong("id"),
                rs.getString("area"),
                text(rs.getString("title")),
                text(rs.getString("words")),
                rs.getObject("first_day", LocalDate.class),
                rs.getObject("last_day", LocalDate.class),
                rs.getObject("withdrawn_at") != null,
                rs.getInt("version"));
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
            throw new IllegalStateException("a notice's text is no JSON", e);
        }
    }
}
