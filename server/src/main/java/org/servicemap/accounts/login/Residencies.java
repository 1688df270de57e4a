package org.servicemap.accounts.login;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Columns;
import org.servicemap.accounts.Scope;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;
import org.servicemap.units.UnitDirectory;

/**
 * Where citizens live: they name the unit of their community, and that unit (or one above it) confirms or refuses. Another
 * community named later starts anew. Thread-safe.
 */
public final class Residencies {
    private final Database database;
    private final Supplier<UnitDirectory> units;

    public Residencies(Database database, Supplier<UnitDirectory> units) {
        this.database = database;
        this.units = units;
    }

    /**
     * Where one citizen lives.
     *
     * @param name of the account: the masked contact
     * @param status {@code requested}, {@code confirmed} or {@code refused}
     */
    public record Residency(
            long account,
            String name,
            String unit,
            String status,
            Instant requestedAt,
            @Nullable Instant decidedAt) {}

    public Optional<Residency> find(long account) {
        return database.jdbi().withHandle(handle -> find(handle, account));
    }

    private static final String SELECT = """
            SELECT r.account, a.name, r.unit, r.status, r.requested_at, r.decided_at
            FROM residencies r JOIN accounts a ON a.id = r.account
            """;

    private static Optional<Residency> find(Handle handle, long account) {
        return handle.createQuery(SELECT + " WHERE r.account = :account")
                .bind("account", account)
                .map((row, context) -> residency(row))
                .findOne();
    }

    private static Residency residency(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Residency(
                row.getLong("account"),
                row.getString("name"),
                row.getString("unit"),
                row.getString("status"),
                Columns.instant(row, "requested_at"),
                Columns.instantOrNull(row, "decided_at"));
    }

    /** Asks a community's unit to confirm. */
    public Residency request(Caller caller, String unit) {
        long account = accountOf(caller);
        if (units.get().find(unit).isEmpty()) {
            throw new AccountException(LoginErrors.UNKNOWN_UNIT, "there is no unit " + unit, "unit");
        }
        return database.inTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO residencies (account, unit, status) VALUES (:account, :unit, 'requested')
                            ON CONFLICT (account) DO UPDATE SET unit = excluded.unit, status = 'requested',
                                requested_at = clock_timestamp(), decided_at = NULL, decided_by = NULL
                            WHERE residencies.unit <> excluded.unit OR residencies.status = 'refused'
                            """).bind("account", account).bind("unit", unit).execute();
            return find(handle, account).orElseThrow();
        });
    }

    private static long accountOf(Caller caller) {
        Long account = caller.account();
        if (account == null) {
            throw new AccountException(org.servicemap.http.ErrorCode.NOT_LOGGED_IN, "log in first");
        }
        return account;
    }

    /** What waits for the caller's units, oldest first. */
    public List<Residency> waiting(Caller caller) {
        List<String> own = Scope.units(units.get(), caller);
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(SELECT + """
                         WHERE r.status = 'requested' AND (:everywhere OR r.unit = ANY (:units))
                        ORDER BY r.requested_at LIMIT 500
                        """)
                        .bind("everywhere", own == null)
                        .bindArray("units", String.class, own == null ? new Object[0] : own.toArray())
                        .map((row, context) -> residency(row))
                        .list());
    }

    /** Confirms or refuses; refuses with {@code out_of_scope} for another unit's. */
    public Residency decide(Caller caller, long account, boolean confirmed) {
        return database.inTransaction(handle -> {
            Residency found = find(handle, account)
                    .orElseThrow(() -> new AccountException(
                            LoginErrors.UNKNOWN_RESIDENCY, "account " + account + " has not asked", "account"));
            Scope.require(units.get(), caller, found.unit());
            handle.createUpdate("""
                            UPDATE residencies SET status = :status, decided_at = clock_timestamp(), decided_by = :by
                            WHERE account = :account
                            """)
                    .bind("status", confirmed ? "confirmed" : "refused")
                    .bind("by", caller.account())
                    .bind("account", account)
                    .execute();
            String action = confirmed ? "residency_confirmed" : "residency_refused";
            Audit.record(handle, caller, action, Accounts.subject(account), null);
            return find(handle, account).orElseThrow();
        });
    }
}
