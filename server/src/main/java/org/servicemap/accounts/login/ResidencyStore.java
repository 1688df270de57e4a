package org.servicemap.accounts.login;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Columns;
import org.servicemap.accounts.login.Residencies.Residency;

/** SQL of where citizens live. */
final class ResidencyStore {
    private static final String SELECT = """
            SELECT r.account, a.name, r.unit, r.status, r.requested_at, r.decided_at
            FROM residencies r JOIN accounts a ON a.id = r.account
            """;

    private ResidencyStore() {}

    static Optional<Residency> find(Handle handle, long account) {
        return find(handle, account, "");
    }

    /** As {@link #find}; nobody else changes it until the transaction ends. */
    static Optional<Residency> lock(Handle handle, long account) {
        return find(handle, account, " FOR UPDATE OF r");
    }

    private static Optional<Residency> find(Handle handle, long account, String locking) {
        return handle.createQuery(SELECT + " WHERE r.account = :account" + locking)
                .bind("account", account)
                .map((row, context) -> residency(row))
                .findOne();
    }

    private static Residency residency(ResultSet row) throws SQLException {
        return new Residency(
                row.getLong("account"),
                row.getString("name"),
                row.getString("unit"),
                row.getString("status"),
                Columns.instant(row, "requested_at"),
                Columns.instantOrNull(row, "decided_at"));
    }

    /**
     * Those of some units in one status: who waits longest first, whom was decided of last first.
     *
     * @param units null for all
     */
    static List<Residency> list(Handle handle, @Nullable List<String> units, String status, int offset, int limit) {
        return handle.createQuery(SELECT + """
                         WHERE r.status = :status AND (:everywhere OR r.unit = ANY (:units))
                        ORDER BY CASE WHEN r.decided_at IS NULL THEN r.requested_at END, r.decided_at DESC, r.account
                        OFFSET :offset LIMIT :limit
                        """)
                .bind("status", status)
                .bind("everywhere", units == null)
                .bindArray("units", String.class, units == null ? new Object[0] : units.toArray())
                .bind("offset", offset)
                .bind("limit", limit)
                .map((row, context) -> residency(row))
                .list();
    }

    /** Whose number of the register it is, by the units of whose registers the caller may ask; null for all. */
    static List<Residency> byReference(Handle handle, @Nullable List<String> units, byte[] reference) {
        return handle.createQuery(SELECT + """
                         WHERE r.status = 'confirmed' AND r.reference = :reference AND (:everywhere OR r.unit = ANY (:units))
                        ORDER BY r.unit, r.account LIMIT 100
                        """)
                .bind("reference", reference)
                .bind("everywhere", units == null)
                .bindArray("units", String.class, units == null ? new Object[0] : units.toArray())
                .map((row, context) -> residency(row))
                .list();
    }

    /** Who asks again for the same unit, in other words, keeps the place in the queue. */
    static void ask(Handle handle, long account, String unit, byte[] person, byte[] door) {
        handle.createUpdate("""
                        INSERT INTO residencies (account, unit, status, person, door)
                        VALUES (:account, :unit, 'requested', :person, :door)
                        ON CONFLICT (account) DO UPDATE SET unit = excluded.unit, status = 'requested', person = excluded.person,
                            door = excluded.door, reference = NULL, decided_at = NULL, decided_by = NULL,
                            requested_at = CASE WHEN residencies.status = 'requested' AND residencies.unit = excluded.unit
                                THEN residencies.requested_at ELSE clock_timestamp() END
                        """)
                .bind("account", account)
                .bind("unit", unit)
                .bind("person", person)
                .bind("door", door)
                .execute();
    }

    /**
     * Answers a question that still stands as it was seen.
     *
     * @return whether it does
     */
    static boolean confirm(Handle handle, long account, String unit, byte[] reference, @Nullable Long by) {
        return handle.createUpdate("""
                        UPDATE residencies SET status = 'confirmed', reference = :reference, decided_at = clock_timestamp(),
                            decided_by = :by
                        WHERE account = :account AND unit = :unit AND status = 'requested'
                        """)
                        .bind("reference", reference)
                        .bind("by", by)
                        .bind("account", account)
                        .bind("unit", unit)
                        .execute()
                > 0;
    }

    /**
     * From one status to one in which name and door are not needed any more.
     *
     * @return whether it stood so
     */
    static boolean leave(Handle handle, long account, String unit, String from, String to, @Nullable Long by) {
        return handle.createUpdate("""
                        UPDATE residencies SET status = :to, person = NULL, door = NULL, reference = NULL,
                            decided_at = clock_timestamp(), decided_by = :by
                        WHERE account = :account AND unit = :unit AND status = :from
                        """)
                        .bind("to", to)
                        .bind("by", by)
                        .bind("account", account)
                        .bind("unit", unit)
                        .bind("from", from)
                        .execute()
                > 0;
    }

    /** Name and door as they were sealed; null each where nothing is kept. */
    record Sealed(byte @Nullable [] person, byte @Nullable [] door) {}

    static Optional<Sealed> sealed(Handle handle, long account) {
        return handle.createQuery("SELECT person, door FROM residencies WHERE account = :account")
                .bind("account", account)
                .map((row, context) -> new Sealed(row.getBytes("person"), row.getBytes("door")))
                .findOne();
    }
}
