package org.servicemap.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;
import org.servicemap.units.Units;

/**
 * Accounts of units' own systems: bound to a unit and to grants, without password or session; they call with a bearer token that
 * is shown once, kept hashed, and expires. Thread-safe.
 */
public final class ServiceAccounts {
    /** What a service account may be granted. */
    public static final Set<String> GRANTS = Set.of("read", "file", "call", "accept", "contact", "reply", "dispute");

    public static final int LONGEST_DAYS = 400;

    private final Database database;
    private final Units units;
    private final Sessions sessions;

    public ServiceAccounts(Database database, Units units, Sessions sessions) {
        this.database = database;
        this.units = units;
        this.sessions = sessions;
    }

    /** A token, shown this once. */
    public record Issued(Account account, String token) {}

    /** An account and when its last token ends and was last used; null for none. */
    public record Listed(
            Account account,
            @Nullable Instant expiresAt,
            @Nullable Instant usedAt) {}

    public Issued create(Caller by, String name, String unit, Set<String> grants, int days) {
        check(name, unit, grants);
        String token = token();
        Account account = database.inTransaction(handle -> {
            Account made = insert(handle, name.strip(), unit, grants);
            ServiceTokens.add(handle, made.id(), token, Duration.ofDays(days));
            Audit.record(handle, by, "service_account_created", Accounts.subject(made.id()), null);
            return made;
        });
        return new Issued(account, token);
    }

    private static String token() {
        return "sms_" + Secrets.token();
    }

    private void check(String name, String unit, Set<String> grants) {
        if (name.isBlank() || name.length() > 100) {
            throw new AccountException(ErrorCode.INVALID_FIELD, "a name has 1 to 100 characters", "name");
        }
        if (units.current().directory().find(unit).isEmpty()) {
            throw new AccountException(ErrorCode.INVALID_FIELD, "there is no unit " + unit, "unit");
        }
        if (grants.isEmpty() || !GRANTS.containsAll(grants)) {
            throw new AccountException(
                    ErrorCode.INVALID_FIELD,
                    "grants are some of "
                            + String.join(", ", GRANTS.stream().sorted().toList()),
                    "grants");
        }
    }

    private Account insert(Handle handle, String name, String unit, Set<String> grants) {
        Account account = new Account(
                database.nextId(),
                AccountKind.SERVICE,
                null,
                name,
                Set.of(Role.HANDLER),
                unit,
                null,
                null,
                List.of(),
                grants,
                false,
                false,
                false,
                false,
                1,
                Instant.EPOCH);
        AccountStore.insert(handle, account, null);
        return AccountStore.find(handle, account.id()).orElse(account);
    }

    /** A new token; those before go on for a day. */
    public Issued rotate(Caller by, long id, int days) {
        String token = token();
        Account account = database.inTransaction(handle -> {
            Account found = require(handle, id);
            ServiceTokens.phaseOut(handle, id);
            ServiceTokens.add(handle, id, token, Duration.ofDays(days));
            Audit.record(handle, by, "service_token_rotated", Accounts.subject(id), null);
            return found;
        });
        sessions.forget();
        return new Issued(account, token);
    }

    /** Ends all tokens at once. */
    public void revoke(Caller by, long id) {
        database.useTransaction(handle -> {
            require(handle, id);
            ServiceTokens.revoke(handle, id);
            Audit.record(handle, by, "service_tokens_revoked", Accounts.subject(id), null);
        });
        sessions.forget();
    }

    private static Account require(Handle handle, long id) {
        return AccountStore.find(handle, id)
                .filter(account -> account.kind() == AccountKind.SERVICE)
                .orElseThrow(() ->
                        new AccountException(AccountErrors.UNKNOWN_ACCOUNT, "there is no service account " + id, "id"));
    }

    public List<Listed> list() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT " + AccountStore.columns() + """
                                , (SELECT max(expires_at) FROM service_tokens t WHERE t.account = a.id) AS token_ends,
                                (SELECT max(used_at) FROM service_tokens t WHERE t.account = a.id) AS token_used
                                FROM accounts a WHERE a.kind = 'service' ORDER BY a.id
                                """)
                        .map((row, context) -> new Listed(
                                AccountStore.account(row),
                                Columns.instantOrNull(row, "token_ends"),
                                Columns.instantOrNull(row, "token_used")))
                        .list());
    }
}
