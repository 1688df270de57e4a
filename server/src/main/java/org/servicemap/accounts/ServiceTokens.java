package org.servicemap.accounts;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of service accounts' tokens. */
final class ServiceTokens {
    /** How long the tokens before go on when a new one is made, so that the unit's system can be changed over. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private ServiceTokens() {}

    static Optional<Account> find(Handle handle, byte[] hash) {
        Optional<Account> found = handle.createQuery("SELECT " + AccountStore.columns() + """
                         FROM service_tokens t JOIN accounts a ON a.id = t.account
                        WHERE t.token_hash = :hash AND t.expires_at > clock_timestamp() AND NOT a.locked
                        """)
                .bind("hash", hash)
                .map((row, context) -> AccountStore.account(row))
                .findOne();
        if (found.isPresent()) {
            handle.createUpdate("""
                            UPDATE service_tokens SET used_at = clock_timestamp() WHERE token_hash = :hash
                              AND (used_at IS NULL OR used_at < clock_timestamp() - interval '1 minute')
                            """).bind("hash", hash).execute();
        }
        return found;
    }

    static void add(Handle handle, long account, String token, Duration life) {
        handle.createUpdate("""
                        INSERT INTO service_tokens (token_hash, account, expires_at)
                        VALUES (:hash, :account, clock_timestamp() + make_interval(secs => :life))
                        """)
                .bind("hash", Secrets.hash(token))
                .bind("account", account)
                .bind("life", life.toSeconds())
                .execute();
    }

    /** Lets the tokens of an account end soon. */
    static void phaseOut(Handle handle, long account) {
        handle.createUpdate("""
                        UPDATE service_tokens
                        SET expires_at = least(expires_at, clock_timestamp() + make_interval(secs => :overlap))
                        WHERE account = :account
                        """)
                .bind("account", account)
                .bind("overlap", OVERLAP.toSeconds())
                .execute();
    }

    static void revoke(Handle handle, long account) {
        handle.execute("DELETE FROM service_tokens WHERE account = ?", account);
    }
}
