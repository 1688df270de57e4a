package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.accounts.personal.PersonalCipher;

/** SQL of calls. Numbers are sealed, and found by the keyed hash by which petitioners are found. */
final class CallStore {
    private static final String SEALED_AS = "call.caller";

    private final PersonalCipher cipher;
    private final BlindIndex index;

    CallStore(PersonalCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    /**
     * Adds a call that is not known yet; false when this call id is.
     *
     * @param caller the number in its one form, or null
     */
    boolean add(
            Handle handle,
            long id,
            String callId,
            @Nullable String caller,
            @Nullable String recording,
            @Nullable Long operator,
            Call.State state) {
        return handle.createUpdate("""
                        INSERT INTO calls (id, call_id, caller, caller_index, recording, operator, state, opened_at)
                        VALUES (:id, :callId, :caller, :index, :recording, :operator, :state,
                            CASE WHEN :state = 'open' THEN clock_timestamp() END)
                        ON CONFLICT (call_id) DO NOTHING
                        """)
                        .bind("id", id)
                        .bind("callId", callId)
                        .bind("caller", caller == null ? null : cipher.seal(caller, SEALED_AS))
                        .bind("index", caller == null ? null : index.of("phone", caller))
                        .bind("recording", recording)
                        .bind("operator", operator)
                        .bind("state", state.key())
                        .execute()
                == 1;
    }

    Optional<Call> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM calls WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> read(rs, tied(handle, id)))
                .findOne();
    }

    /** As {@link #find}; nobody else changes the call until the transaction ends. */
    Optional<Call> lock(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM calls WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((rs, context) -> read(rs, tied(handle, id)))
                .findOne();
    }

    Optional<Call> findByCallId(Handle handle, String callId) {
        return handle.createQuery("SELECT id FROM calls WHERE call_id = :callId")
                .bind("callId", callId)
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> find(handle, id));
    }

    /** Running calls that the account has or may take, the longest waiting first. */
    List<Call> runningFor(Handle handle, long account, int limit) {
        return handle.createQuery("""
                        SELECT * FROM calls WHERE state <> 'ended' AND (operator = :account OR operator IS NULL)
                        ORDER BY id LIMIT :limit
                        """)
                .bind("account", account)
                .bind("limit", limit)
                .map((rs, context) -> read(rs, tied(handle, rs.getLong("id"))))
                .list();
    }

    /** How many calls came from this number before. */
    int earlier(Handle handle, Call call) {
        String caller = call.caller();
        return caller == null
                ? 0
                : handle.createQuery("SELECT count(*) FROM calls WHERE caller_index = :index AND id < :id")
                        .bind("index", index.of("phone", caller))
                        .bind("id", call.id())
                        .mapTo(Integer.class)
                        .one();
    }

    void open(Handle handle, long id, long account) {
        handle.createUpdate("""
                        UPDATE calls SET operator = :account, state = 'open',
                            opened_at = coalesce(opened_at, clock_timestamp()) WHERE id = :id
                        """).bind("id", id).bind("account", account).execute();
    }

    /** Keeps the number that was said during a call which came without one. */
    void keepCaller(Handle handle, long id, String caller) {
        handle.createUpdate("""
                        UPDATE calls SET caller = :caller, caller_index = :index WHERE id = :id AND caller IS NULL
                        """)
                .bind("id", id)
                .bind("caller", cipher.seal(caller, SEALED_AS))
                .bind("index", index.of("phone", caller))
                .execute();
    }

    void end(Handle handle, long id) {
        handle.createUpdate("UPDATE calls SET state = 'ended', ended_at = clock_timestamp() WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    void tie(Handle handle, long id, String number, boolean filed) {
        handle.createUpdate("""
                        INSERT INTO call_requests (call, number, filed) VALUES (:id, :number, :filed)
                        ON CONFLICT (call, number) DO NOTHING
                        """)
                .bind("id", id)
                .bind("number", number)
                .bind("filed", filed)
                .execute();
    }

    /** When somebody of this number called, oldest first. */
    List<Instant> callsOf(Handle handle, String phone) {
        return handle.createQuery("SELECT received_at FROM calls WHERE caller_index = :index ORDER BY id")
                .bind("index", index.of("phone", phone))
                .mapTo(OffsetDateTime.class)
                .map(OffsetDateTime::toInstant)
                .list();
    }

    /** Forgets who called from this number; that there was a call stays. */
    int forget(Handle handle, String phone) {
        return handle.createUpdate("""
                        UPDATE calls SET caller = NULL, caller_index = NULL, recording = NULL WHERE caller_index = :index
                        """).bind("index", index.of("phone", phone)).execute();
    }

    /** Likewise of all calls before an instant. */
    int forgetBefore(Handle handle, Instant before) {
        return handle.createUpdate("""
                        UPDATE calls SET caller = NULL, caller_index = NULL, recording = NULL
                        WHERE received_at < :before AND state = 'ended' AND (caller IS NOT NULL OR recording IS NOT NULL)
                        """).bind("before", SideStore.utc(before)).execute();
    }

    private static List<Call.Tied> tied(Handle handle, long id) {
        return handle.createQuery("SELECT number, filed FROM call_requests WHERE call = :id ORDER BY tied_at, number")
                .bind("id", id)
                .map((rs, context) -> new Call.Tied(rs.getString("number"), rs.getBoolean("filed")))
                .list();
    }

    private Call read(ResultSet rs, List<Call.Tied> tied) throws SQLException {
        byte[] caller = rs.getBytes("caller");
        return new Call(
                rs.getLong("id"),
                rs.getString("call_id"),
                caller == null ? null : cipher.open(caller, SEALED_AS),
                rs.getString("recording"),
                rs.getObject("operator", Long.class),
                Call.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                rs.getObject("received_at", OffsetDateTime.class).toInstant(),
                instant(rs, "opened_at"),
                instant(rs, "ended_at"),
                tied);
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
