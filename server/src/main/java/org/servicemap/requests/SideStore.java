package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.RunningClock;
import org.servicemap.requests.lifecycle.Situation;
import org.servicemap.storage.Writes;

/** SQL of what stands beside a request's row: other units, running clocks, decisions. */
final class SideStore {
    private static final String NEW_PARTY = """
            INSERT INTO request_parties (month, request_id, unit, role, status, asked_at, due_at, answered_at,
                score_by_lead, score_of_lead, work_deadline)
            """.strip();

    private static final String PUT_PARTY = NEW_PARTY + """
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (month, request_id, unit, role) DO UPDATE SET (status, asked_at, due_at, answered_at,
                score_by_lead, score_of_lead, work_deadline) = (excluded.status, excluded.asked_at, excluded.due_at,
                excluded.answered_at, excluded.score_by_lead, excluded.score_of_lead, excluded.work_deadline)
            """;

    private static final String PUT_CLOCK = """
            INSERT INTO request_clocks (month, request_id, clock, subject, started_at, due_at, paused_at, next_at, warned, spoken)
            """.strip();

    private static final String PUT_DECISION = """
            INSERT INTO request_decisions (month, request_id, seq, decided_at, rule, unit, record, shown)
            """.strip();

    List<Party> parties(Handle handle, long request) {
        return handle.createQuery("""
                        SELECT * FROM request_parties WHERE month = :month AND request_id = :id ORDER BY asked_at, unit, role
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .map((rs, context) -> party(rs))
                .list();
    }

    /** Of all requests of a month between two ids, both included, by id. */
    Map<Long, List<Party>> parties(Handle handle, int month, long first, long last) {
        return between(handle, "SELECT * FROM request_parties", month, first, last, SideStore::party);
    }

    /** Likewise the clocks that run. */
    Map<Long, List<RunningClock>> clocks(Handle handle, int month, long first, long last) {
        return between(handle, "SELECT * FROM request_clocks", month, first, last, SideStore::clock);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet rs) throws SQLException;
    }

    private static <T> Map<Long, List<T>> between(
            Handle handle, String select, int month, long first, long last, Reading<T> reading) {
        Map<Long, List<T>> found = new HashMap<>();
        handle.createQuery(select + " WHERE month = :month AND request_id BETWEEN :first AND :last")
                .bind("month", month)
                .bind("first", first)
                .bind("last", last)
                .map((rs, context) -> found.computeIfAbsent(rs.getLong("request_id"), id -> new ArrayList<>())
                        .add(reading.read(rs)))
                .list();
        return found;
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

    /**
     * Makes the stored parties those after a step.
     *
     * @param was by what the desks of the other units were sorted before the step
     * @param now and by what after it: {@link #workDeadline}
     */
    void putParties(
            Writes writes,
            long request,
            List<Party> before,
            List<Party> after,
            @Nullable Instant was,
            @Nullable Instant now) {
        for (Party gone : before) {
            if (after.stream().noneMatch(party -> sameKey(party, gone))) {
                deleteParty(writes, request, gone);
            }
        }
        Set<Party> unchanged = new HashSet<>(before);
        unchanged.retainAll(after);
        if (!unchanged.isEmpty() && !Objects.equals(was, now)) {
            writes.add(
                    "UPDATE request_parties SET work_deadline = ? WHERE month = ? AND request_id = ?",
                    now,
                    Months.of(request),
                    request);
        }
        after.stream()
                .filter(party -> !unchanged.contains(party))
                .forEach(party -> putParty(writes, request, party, now));
    }

    /** Until when units are to be done, {@link Instant#MAX} where nobody says; null while none works on it. */
    static @Nullable Instant workDeadline(Facts facts) {
        if (!facts.state().isWork()) {
            return null;
        }
        Instant deadline = facts.instant(Field.DEADLINE);
        return deadline == null ? Instant.MAX : deadline;
    }

    private static boolean sameKey(Party one, Party other) {
        return one.unit().equals(other.unit()) && one.role() == other.role();
    }

    private static void deleteParty(Writes writes, long request, Party party) {
        writes.add(
                "DELETE FROM request_parties WHERE month = ? AND request_id = ? AND unit = ? AND role = ?",
                Months.of(request),
                request,
                party.unit(),
                party.role().key());
    }

    private static void putParty(Writes writes, long request, Party party, @Nullable Instant workDeadline) {
        writes.add(PUT_PARTY, cells(request, party, workDeadline));
    }

    /** The parties of a request that is new, and so has none. */
    void insertParties(Writes writes, long request, List<Party> parties, @Nullable Instant workDeadline) {
        parties.forEach(party -> writes.insert(NEW_PARTY, Writes.row(11), cells(request, party, workDeadline)));
    }

    private static @Nullable Object[] cells(long request, Party party, @Nullable Instant workDeadline) {
        return new @Nullable Object[] {
            Months.of(request),
            request,
            party.unit(),
            party.role().key(),
            party.status().key(),
            utc(party.askedAt()),
            utc(party.dueAt()),
            utc(party.answeredAt()),
            party.scoreByLead(),
            party.scoreOfLead(),
            workDeadline
        };
    }

    List<RunningClock> clocks(Handle handle, long request) {
        return handle.createQuery("""
                        SELECT clock, subject, started_at, due_at, paused_at, warned, spoken FROM request_clocks
                        WHERE month = :month AND request_id = :id ORDER BY clock, subject
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .map((rs, context) -> clock(rs))
                .list();
    }

    static RunningClock clock(ResultSet rs) throws SQLException {
        return new RunningClock(
                rs.getString("clock"),
                rs.getString("subject"),
                rs.getObject("started_at", OffsetDateTime.class).toInstant(),
                rs.getObject("due_at", OffsetDateTime.class).toInstant(),
                RequestStore.instant(rs, "paused_at"),
                rs.getBoolean("warned"),
                rs.getBoolean("spoken"));
    }

    /** Makes the stored clocks those after a step. */
    void putClocks(Writes writes, long request, List<RunningClock> before, List<RunningClock> after) {
        for (RunningClock gone : before) {
            if (!after.contains(gone)) {
                deleteClock(writes, request, gone);
            }
        }
        after.stream().filter(clock -> !before.contains(clock)).forEach(clock -> putClock(writes, request, clock));
    }

    private static void putClock(Writes writes, long request, RunningClock clock) {
        writes.insert(
                PUT_CLOCK,
                Writes.row(10),
                Months.of(request),
                request,
                clock.clock(),
                clock.subject(),
                utc(clock.startedAt()),
                utc(clock.dueAt()),
                utc(clock.pausedAt()),
                utc(clock.nextAt()),
                clock.warned(),
                clock.spoken());
    }

    /** What the last reassignment put an end to; nothing when it was taken back, or never happened. */
    Optional<Situation> replaced(Handle handle, long request) {
        return handle.createQuery("SELECT before::text FROM request_replaced WHERE month = :month AND request_id = :id")
                .bind("month", Months.of(request))
                .bind("id", request)
                .mapTo(String.class)
                .findOne()
                .map(SituationJson::read);
    }

    void putReplaced(Handle handle, long request, int seq, Situation before) {
        handle.createUpdate("""
                        INSERT INTO request_replaced (month, request_id, seq, before)
                        VALUES (:month, :id, :seq, CAST(:before AS jsonb))
                        ON CONFLICT (month, request_id) DO UPDATE SET seq = excluded.seq, before = excluded.before
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .bind("seq", seq)
                .bind("before", SituationJson.write(before))
                .execute();
    }

    /** Gives up what was replaced by dispatches before an instant: nobody can take them back any more. */
    int dropReplacedBefore(Handle handle, Instant before) {
        return handle.createUpdate("""
                        DELETE FROM request_replaced p USING requests r WHERE r.month = p.month AND r.id = p.request_id
                            AND (r.dispatched_at IS NULL OR r.dispatched_at < :before)
                        """).bind("before", utc(before)).execute();
    }

    void dropReplaced(Handle handle, long request) {
        handle.createUpdate("DELETE FROM request_replaced WHERE month = :month AND request_id = :id")
                .bind("month", Months.of(request))
                .bind("id", request)
                .execute();
    }

    private static void deleteClock(Writes writes, long request, RunningClock clock) {
        writes.add(
                "DELETE FROM request_clocks WHERE month = ? AND request_id = ? AND clock = ? AND subject = ?",
                Months.of(request),
                request,
                clock.clock(),
                clock.subject());
    }

    void insertDecision(Writes writes, long request, int seq, StoredDecision decision) {
        writes.insert(
                PUT_DECISION,
                "(?, ?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb))",
                Months.of(request),
                request,
                seq,
                utc(decision.at()),
                decision.rule(),
                decision.unit(),
                decision.record(),
                decision.shown());
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
