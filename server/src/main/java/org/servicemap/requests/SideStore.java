package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.RunningClock;

/** SQL of what stands beside a request's row: other units, running clocks, decisions. */
final class SideStore {
    List<Party> parties(Handle handle, long request) {
        return handle.createQuery("""
                        SELECT * FROM request_parties WHERE month = :month AND request_id = :id ORDER BY asked_at, unit, role
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .map((rs, context) -> party(rs))
                .list();
    }

    private static Party party(ResultSet rs) throws SQLException {
        return new Party(
                rs.getString("unit"),
                Party.Role.of(rs.getString("role")),
                Party.Status.of(rs.getString("status")),
                rs.getObject("asked_at", OffsetDateTime.class).toInstant(),
                RequestStore.instant(rs, "due_at"),
                RequestStore.instant(rs, "answered_at"),
                rs.getObject("score_by_lead", Integer.class),
                rs.getObject("score_of_lead", Integer.class));
    }

    /** Makes the stored parties those after a step. */
    void putParties(Handle handle, long request, List<Party> before, List<Party> after) {
        for (Party gone : before) {
            if (after.stream().noneMatch(party -> sameKey(party, gone))) {
                deleteParty(handle, request, gone);
            }
        }
        Set<Party> unchanged = new HashSet<>(before);
        after.stream().filter(party -> !unchanged.contains(party)).forEach(party -> putParty(handle, request, party));
    }

    private static boolean sameKey(Party one, Party other) {
        return one.unit().equals(other.unit()) && one.role() == other.role();
    }

    private static void deleteParty(Handle handle, long request, Party party) {
        handle.createUpdate("""
                        DELETE FROM request_parties WHERE month = :month AND request_id = :id AND unit = :unit AND role = :role
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .bind("unit", party.unit())
                .bind("role", party.role().key())
                .execute();
    }

    private static void putParty(Handle handle, long request, Party party) {
        handle.createUpdate("""
                        INSERT INTO request_parties (month, request_id, unit, role, status, asked_at, due_at, answered_at,
                            score_by_lead, score_of_lead)
                        VALUES (:month, :id, :unit, :role, :status, :asked, :due, :answered, :byLead, :ofLead)
                        ON CONFLICT (month, request_id, unit, role) DO UPDATE SET (status, asked_at, due_at, answered_at,
                            score_by_lead, score_of_lead) = (excluded.status, excluded.asked_at, excluded.due_at,
                            excluded.answered_at, excluded.score_by_lead, excluded.score_of_lead)
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .bind("unit", party.unit())
                .bind("role", party.role().key())
                .bind("status", party.status().key())
                .bind("asked", utc(party.askedAt()))
                .bind("due", utc(party.dueAt()))
                .bind("answered", utc(party.answeredAt()))
                .bind("byLead", party.scoreByLead())
                .bind("ofLead", party.scoreOfLead())
                .execute();
    }

    List<RunningClock> clocks(Handle handle, long request) {
        return handle.createQuery("""
                        SELECT clock, subject, started_at, due_at, paused_at FROM request_clocks
                        WHERE month = :month AND request_id = :id ORDER BY clock, subject
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .map((rs, context) -> new RunningClock(
                        rs.getString("clock"),
                        rs.getString("subject"),
                        rs.getObject("started_at", OffsetDateTime.class).toInstant(),
                        rs.getObject("due_at", OffsetDateTime.class).toInstant(),
                        RequestStore.instant(rs, "paused_at")))
                .list();
    }

    /** Makes the stored clocks those after a step; one that is new or changed warns anew. */
    void putClocks(Handle handle, long request, List<RunningClock> before, List<RunningClock> after) {
        for (RunningClock gone : before) {
            if (!after.contains(gone)) {
                deleteClock(handle, request, gone);
            }
        }
        List<RunningClock> fresh =
                after.stream().filter(clock -> !before.contains(clock)).toList();
        if (fresh.isEmpty()) {
            return;
        }
        var batch = handle.prepareBatch("""
                INSERT INTO request_clocks (month, request_id, clock, subject, started_at, due_at, paused_at, next_at)
                VALUES (:month, :id, :clock, :subject, :started, :due, :paused, :next)
                """);
        for (RunningClock clock : fresh) {
            batch.bind("month", Months.of(request))
                    .bind("id", request)
                    .bind("clock", clock.clock())
                    .bind("subject", clock.subject())
                    .bind("started", utc(clock.startedAt()))
                    .bind("due", utc(clock.dueAt()))
                    .bind("paused", utc(clock.pausedAt()))
                    .bind("next", clock.pausedAt() == null ? utc(clock.amberAt()) : null)
                    .add();
        }
        batch.execute();
    }

    private static void deleteClock(Handle handle, long request, RunningClock clock) {
        handle.createUpdate("""
                        DELETE FROM request_clocks
                        WHERE month = :month AND request_id = :id AND clock = :clock AND subject = :subject
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .bind("clock", clock.clock())
                .bind("subject", clock.subject())
                .execute();
    }

    void insertDecision(Handle handle, long request, int seq, StoredDecision decision) {
        handle.createUpdate("""
                        INSERT INTO request_decisions (month, request_id, seq, decided_at, rule, unit, record, shown)
                        VALUES (:month, :id, :seq, :at, :rule, :unit, CAST(:record AS jsonb), CAST(:shown AS jsonb))
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .bind("seq", seq)
                .bind("at", utc(decision.at()))
                .bind("rule", decision.rule())
                .bind("unit", decision.unit())
                .bind("record", decision.record())
                .bind("shown", decision.shown())
                .execute();
    }

    /** Gives up what was decided about a request and from what: distances to borders and roads lead back to a place. */
    void eraseDecisions(Handle handle, long request) {
        handle.createUpdate("DELETE FROM request_decisions WHERE month = :month AND request_id = :id")
                .bind("month", Months.of(request))
                .bind("id", request)
                .execute();
    }

    /** The newest first. */
    List<StoredDecision> decisions(Handle handle, long request) {
        return handle.createQuery("""
                        SELECT decided_at, rule, unit, record::text AS record, shown::text AS shown FROM request_decisions
                        WHERE month = :month AND request_id = :id ORDER BY seq DESC
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .map((rs, context) -> new StoredDecision(
                        rs.getObject("decided_at", OffsetDateTime.class).toInstant(),
                        rs.getString("rule"),
                        rs.getString("unit"),
                        rs.getString("record"),
                        rs.getString("shown")))
                .list();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
