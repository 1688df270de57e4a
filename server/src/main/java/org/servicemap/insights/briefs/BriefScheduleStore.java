package org.servicemap.insights.briefs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.servicemap.accounts.personal.PersonalCipher;

/** SQL of schedules and of what they sent. Mailboxes are sealed. */
final class BriefScheduleStore {
    private final PersonalCipher cipher;

    BriefScheduleStore(PersonalCipher cipher) {
        this.cipher = cipher;
    }

    private static String context(long id) {
        return "brief_schedule.recipients/" + id;
    }

    void add(Handle handle, BriefSchedule schedule) {
        bind(handle.createUpdate("""
                        INSERT INTO brief_schedules (id, kind, subject, level, code, language, on_day, hour, recipients, active,
                                                     done_until, made_by, made_name)
                        VALUES (:id, :kind, :subject, :level, :code, :language, :onDay, :hour, :recipients, :active,
                                :doneUntil, :madeBy, :madeName)"""), schedule)
                .bind("madeBy", schedule.madeBy())
                .bind("madeName", schedule.madeName())
                .execute();
    }

    /** False when it was changed since that version, or is gone. */
    boolean update(Handle handle, BriefSchedule schedule) {
        return bind(handle.createUpdate("""
                        UPDATE brief_schedules SET version = version + 1, kind = :kind, subject = :subject, level = :level,
                            code = :code, language = :language, on_day = :onDay, hour = :hour, recipients = :recipients,
                            active = :active, done_until = :doneUntil
                        WHERE id = :id AND version = :version"""), schedule)
                        .bind("version", schedule.version())
                        .execute()
                > 0;
    }

    private <T extends SqlStatement<T>> T bind(T statement, BriefSchedule schedule) {
        return statement
                .bind("id", schedule.id())
                .bind("kind", schedule.kind().key())
                .bind("subject", schedule.subject().kind())
                .bind("level", schedule.subject().level())
                .bind("code", schedule.subject().code())
                .bind("language", schedule.language())
                .bind("onDay", schedule.onDay())
                .bind("hour", schedule.hour())
                .bind("recipients", cipher.seal(String.join("\n", schedule.recipients()), context(schedule.id())))
                .bind("active", schedule.active())
                .bind("doneUntil", schedule.doneUntil());
    }

    boolean remove(Handle handle, long id) {
        return handle.createUpdate("DELETE FROM brief_schedules WHERE id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    Optional<BriefSchedule> find(Handle handle, long id) {
        return read(handle.createQuery("SELECT * FROM brief_schedules WHERE id = :id")
                        .bind("id", id))
                .stream()
                .findFirst();
    }

    List<BriefSchedule> list(Handle handle) {
        return read(handle.createQuery("SELECT * FROM brief_schedules ORDER BY id"));
    }

    /** For this transaction alone; empty when another one has it, or it is gone or rests. */
    Optional<BriefSchedule> take(Handle handle, long id) {
        return read(handle.createQuery("SELECT * FROM brief_schedules WHERE id = :id AND active FOR UPDATE SKIP LOCKED")
                        .bind("id", id))
                .stream()
                .findFirst();
    }

    /** False when that period was sent before. */
    boolean deliver(Handle handle, BriefSchedule schedule, LocalDate firstDay, long brief) {
        return handle.createUpdate("""
                        INSERT INTO brief_deliveries (schedule, kind, first_day, brief, recipients)
                        VALUES (:schedule, :kind, :firstDay, :brief, :recipients) ON CONFLICT DO NOTHING""")
                        .bind("schedule", schedule.id())
                        .bind("kind", schedule.kind().key())
                        .bind("firstDay", firstDay)
                        .bind("brief", brief)
                        .bind("recipients", schedule.recipients().size())
                        .execute()
                > 0;
    }

    void doneUntil(Handle handle, long id, LocalDate day) {
        handle.createUpdate("UPDATE brief_schedules SET done_until = :day WHERE id = :id")
                .bind("day", day)
                .bind("id", id)
                .execute();
    }

    private List<BriefSchedule> read(Query query) {
        return query.map((rs, context) -> schedule(rs)).list();
    }

    private BriefSchedule schedule(ResultSet rs) throws SQLException {
        long id = rs.getLong("id");
        long madeBy = rs.getLong("made_by");
        boolean byAccount = !rs.wasNull();
        return new BriefSchedule(
                id,
                rs.getInt("version"),
                BriefKind.of(rs.getString("kind")),
                BriefStore.subject(rs),
                rs.getString("language"),
                rs.getInt("on_day"),
                rs.getInt("hour"),
                cipher.open(rs.getBytes("recipients"), context(id)).lines().toList(),
                rs.getBoolean("active"),
                rs.getDate("done_until").toLocalDate(),
                byAccount ? madeBy : null,
                rs.getString("made_name"));
    }
}
