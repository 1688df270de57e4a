package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;

/**
 * Many openings of petitioners' contacts need a second person. How many somebody opened is counted from the audit log, which nobody can
 * change; whoever has opened as many as the city allows asks, and a supervisor, never the same person, agrees or not. Thread-safe.
 */
final class ContactOpenings {
    static final String OPENED = "contact_opened";

    private static final int SHOWN = 100;

    /** Of advisory locks: openings by one account are counted one after the other. */
    private static final int LOCK = 7_230_046;

    private final Database database;
    private final Supplier<OpeningRules> rules;
    private final CityNames names;

    ContactOpenings(Database database, Supplier<OpeningRules> rules, CityNames names) {
        this.database = database;
        this.rules = rules;
        this.names = names;
    }

    /**
     * A question to a second person.
     *
     * @param opened how many contacts of different requests the account opened in the period that ends now
     */
    record Asked(
            long id,
            long account,
            String name,
            @Nullable String unit,
            String reason,
            Instant askedAt,
            int opened,
            @Nullable String decider,
            @Nullable Instant decidedAt,
            @Nullable Boolean granted,
            @Nullable Instant until) {}

    /**
     * Refuses one opening too many, in the transaction that opens; a contact that was opened in the period already does not count again.
     */
    void require(Handle handle, Caller caller, String subject) {
        long account = account(caller);
        handle.execute("SELECT pg_advisory_xact_lock(?, ?)", LOCK, Long.hashCode(account));
        OpeningRules limit = rules.get();
        Set<String> known = opened(handle, account, limit);
        int opened = known.size();
        if (known.contains(subject)) {
            return;
        }
        if (opened >= limit.most() * (1 + granted(handle, account))) {
            throw RequestErrors.SECOND_PERSON.problem("you opened " + opened + " contacts in " + limit.hours()
                    + " hours: a second person has to agree before you open more");
        }
    }

    /** Said as the index says it, so that a long audit log costs nothing. */
    private static Set<String> opened(Handle handle, long account, OpeningRules limit) {
        return handle.createQuery("""
                        SELECT DISTINCT subject FROM audit WHERE account = :account AND action = 'contact_opened'
                            AND at > clock_timestamp() - make_interval(hours => :hours)
                        """)
                .bind("account", account)
                .bind("hours", limit.hours())
                .mapTo(String.class)
                .set();
    }

    private static int granted(Handle handle, long account) {
        return handle.createQuery("""
                        SELECT count(*) FROM contact_openings WHERE account = :account AND granted
                            AND until > clock_timestamp()
                        """)
                .bind("account", account)
                .mapTo(Integer.class)
                .one();
    }

    /** Asks a second person; who has asked already and got no answer yet asks with the new reason. */
    long ask(Caller caller, String reason) {
        return database.inTransaction(handle -> {
            Audit.record(handle, caller, "contact_openings_asked", "account:" + account(caller), reason);
            return handle.createQuery("""
                            INSERT INTO contact_openings (id, account, name, unit, reason)
                            VALUES (:id, :account, :name, :unit, :reason)
                            ON CONFLICT (account) WHERE decided_at IS NULL DO UPDATE SET reason = excluded.reason
                            RETURNING id
                            """)
                    .bind("id", database.nextId())
                    .bind("account", account(caller))
                    .bind("name", caller.name())
                    .bind("unit", caller.unit())
                    .bind("reason", reason)
                    .mapTo(Long.class)
                    .one();
        });
    }

    /** What is undecided, the oldest first, then what was decided last; of the caller's units only. */
    List<Asked> list(Caller caller) {
        return database.inSnapshot(handle -> handle.createQuery("""
                        SELECT o.*, (SELECT count(DISTINCT a.subject) FROM audit a WHERE a.account = o.account AND a.action = 'contact_opened'
                            AND a.at > clock_timestamp() - make_interval(hours => :hours)) AS opened
                        FROM contact_openings o WHERE :everywhere OR o.unit = ANY (:units)
                        ORDER BY o.decided_at DESC NULLS FIRST, o.asked_at LIMIT :limit
                        """)
                .bind("hours", rules.get().hours())
                .bind("everywhere", everywhere(caller))
                .bindArray("units", String.class, units(caller))
                .bind("limit", SHOWN)
                .map((rs, context) -> asked(rs))
                .list());
    }

    /** Removes what was decided before this; the audit log keeps who asked, who agreed and what was opened. */
    static void forgetBefore(Handle handle, Instant before) {
        handle.createUpdate(
                        "DELETE FROM contact_openings WHERE decided_at < :before AND coalesce(until, decided_at) < :before")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Whoever is bound to an area is not the second person of the whole city. */
    private static boolean everywhere(Caller caller) {
        return caller.unit() == null && caller.area() == null;
    }

    private Object[] units(Caller caller) {
        return caller.unit() == null
                ? new Object[0]
                : names.tree().subtree(caller.unit()).toArray();
    }

    private static Asked asked(ResultSet rs) throws SQLException {
        return new Asked(
                rs.getLong("id"),
                rs.getLong("account"),
                rs.getString("name"),
                rs.getString("unit"),
                rs.getString("reason"),
                rs.getObject("asked_at", OffsetDateTime.class).toInstant(),
                rs.getInt("opened"),
                rs.getString("decider"),
                RequestStore.instant(rs, "decided_at"),
                rs.getObject("granted", Boolean.class),
                RequestStore.instant(rs, "until"));
    }

    /**
     * Agrees, for as long as the city's period and as many contacts again, or not.
     *
     * @throws org.servicemap.http.Problem {@code unknown_question}, {@code same_person}
     */
    void decide(Caller caller, long id, boolean granted, String reason) {
        database.useTransaction(handle -> {
            long account = asker(handle, caller, id);
            if (account == account(caller)) {
                throw RequestErrors.SAME_PERSON.problem("whoever asks cannot agree: a second person has to");
            }
            Audit.record(
                    handle,
                    caller,
                    granted ? "contact_openings_granted" : "contact_openings_refused",
                    "account:" + account,
                    reason);
            handle.createUpdate("""
                            UPDATE contact_openings SET decided_at = clock_timestamp(), decided_by = :by, decider = :name, granted = :granted,
                                until = CASE WHEN :granted THEN clock_timestamp() + make_interval(hours => :hours) END
                            WHERE id = :id
                            """)
                    .bind("by", account(caller))
                    .bind("name", caller.name())
                    .bind("granted", granted)
                    .bind("hours", rules.get().hours())
                    .bind("id", id)
                    .execute();
        });
    }

    /** Who asked, locked; only of what is undecided and of the caller's units. */
    private long asker(Handle handle, Caller caller, long id) {
        return handle.createQuery("""
                        SELECT account FROM contact_openings WHERE id = :id AND decided_at IS NULL
                            AND (:everywhere OR unit = ANY (:units)) FOR UPDATE
                        """)
                .bind("id", id)
                .bind("everywhere", everywhere(caller))
                .bindArray("units", String.class, units(caller))
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> RequestErrors.UNKNOWN_QUESTION.problem("nobody asks this, or it was decided", "id"));
    }

    private static long account(Caller caller) {
        Long account = caller.account();
        if (account == null) {
            throw new IllegalStateException("staff without an account");
        }
        return account;
    }
}
