package org.servicemap.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;

/**
 * The append-only record of logins, of changes of accounts, and of every opening of personal data. It is written in the
 * transaction of what it records: nothing happens unrecorded.
 */
public final class Audit {
    private final Database database;

    public Audit(Database database) {
        this.database = database;
    }

    /** One row, with the caller's name and roles as they were. */
    public record Entry(
            long id,
            Instant at,
            @Nullable Long account,
            String name,
            Set<String> roles,
            @Nullable String unit,
            @Nullable String address,
            String action,
            String subject,
            @Nullable String reason) {}

    /**
     * What to list, newest first.
     *
     * @param units only of these units; null for all
     * @param before only older than this id; null from the newest
     */
    public record Filter(
            @Nullable List<String> units,
            @Nullable Long account,
            @Nullable String action,
            @Nullable String subject,
            @Nullable Long before,
            int limit) {}

    /** Records in the handle's transaction. */
    public static void record(Handle handle, Caller caller, String action, String subject, @Nullable String reason) {
        record(handle, caller, null, action, subject, reason);
    }

    /**
     * Records in the handle's transaction.
     *
     * @param action a stable word: {@code login}, {@code phone_opened} …
     * @param subject what it was done to: {@code account:17}, {@code request:BJ2026…}; no personal data
     */
    public static void record(
            Handle handle,
            Caller caller,
            @Nullable String address,
            String action,
            String subject,
            @Nullable String reason) {
        handle.createUpdate("""
                        INSERT INTO audit (account, name, roles, unit, address, action, subject, reason)
                        VALUES (:account, :name, :roles, :unit, :address, :action, :subject, :reason)
                        """)
                .bind("account", caller.account())
                .bind("name", caller.name())
                .bindArray(
                        "roles",
                        String.class,
                        caller.roles().stream().sorted().map(Role::word).toArray())
                .bind("unit", caller.unit())
                .bind("address", address)
                .bind("action", action)
                .bind("subject", subject)
                .bind("reason", reason)
                .execute();
    }

    /** What is recorded of one subject. */
    public record Note(String subject, String reason) {}

    /** Records the same action on many subjects at once, in the handle's transaction. */
    public static void recordAll(Handle handle, Caller caller, String action, List<Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO audit (account, name, roles, unit, action, subject, reason)
                        SELECT :account, :name, :roles, :unit, :action, n.subject, n.reason
                        FROM unnest(:subjects, :reasons) AS n (subject, reason)
                        """)
                .bind("account", caller.account())
                .bind("name", caller.name())
                .bindArray(
                        "roles",
                        String.class,
                        caller.roles().stream().sorted().map(Role::word).toArray())
                .bind("unit", caller.unit())
                .bind("action", action)
                .bindArray(
                        "subjects",
                        String.class,
                        notes.stream().map(Note::subject).toArray())
                .bindArray(
                        "reasons",
                        String.class,
                        notes.stream().map(Note::reason).toArray())
                .execute();
    }

    /** Entries that match, newest first. */
    public List<Entry> list(Filter filter) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT id, at, account, name, roles, unit, address, action, subject, reason FROM audit
                        WHERE (CAST(:before AS bigint) IS NULL OR id < :before)
                          AND (CAST(:account AS bigint) IS NULL OR account = :account)
                          AND (CAST(:action AS text) IS NULL OR action = :action)
                          AND (CAST(:subject AS text) IS NULL OR subject = :subject)
                          AND (:everywhere OR unit = ANY (:units))
                        ORDER BY id DESC LIMIT :limit
                        """)
                        .bind("before", filter.before())
                        .bind("account", filter.account())
                        .bind("action", filter.action())
                        .bind("subject", filter.subject())
                        .bind("everywhere", filter.units() == null)
                        .bindArray(
                                "units",
                                String.class,
                                filter.units() == null
                                        ? new Object[0]
                                        : filter.units().toArray())
                        .bind("limit", filter.limit())
                        .map((rs, context) -> new Entry(
                                rs.getLong("id"),
                                Columns.instant(rs, "at"),
                                Columns.id(rs, "account"),
                                rs.getString("name"),
                                Columns.words(rs, "roles"),
                                rs.getString("unit"),
                                rs.getString("address"),
                                rs.getString("action"),
                                rs.getString("subject"),
                                rs.getString("reason")))
                        .list());
    }
}
