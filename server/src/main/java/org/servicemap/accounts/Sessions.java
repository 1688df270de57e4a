package org.servicemap.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.CallerSource;
import org.servicemap.storage.Database;

/**
 * Sessions of people and tokens of service accounts, in the database under the hash of their token: who reads the database
 * cannot use them. What was found is believed for two seconds; what this server ends, ends here at once and on other servers
 * within those two seconds. Thread-safe.
 */
public final class Sessions implements CallerSource {
    private static final Duration BELIEVED = Duration.ofSeconds(2);
    private static final int MOST_KEPT = 50_000;

    private final Database database;
    private final LoginPolicy policy;
    private final Cache<String, Optional<OpenSession>> people = Caffeine.newBuilder()
            .expireAfterWrite(BELIEVED)
            .maximumSize(MOST_KEPT)
            .build();
    private final Cache<String, Optional<Caller>> services = Caffeine.newBuilder()
            .expireAfterWrite(BELIEVED)
            .maximumSize(MOST_KEPT)
            .build();

    public Sessions(Database database, LoginPolicy policy) {
        this.database = database;
        this.policy = policy;
    }

    @Override
    public @Nullable Caller ofSession(String token) {
        return find(token).map(OpenSession::caller).orElse(null);
    }

    @Override
    public @Nullable Caller ofService(String token) {
        return services.get(key(token), key -> Optional.ofNullable(lookUpService(token)))
                .orElse(null);
    }

    private static String key(String token) {
        return HexFormat.of().formatHex(Secrets.hash(token));
    }

    /** The session of a token, unless it has ended. */
    public Optional<OpenSession> find(String token) {
        return people.get(key(token), key -> lookUp(token));
    }

    private Optional<OpenSession> lookUp(String token) {
        byte[] hash = Secrets.hash(token);
        return database.jdbi().inTransaction(handle -> {
            Optional<OpenSession> found = read(handle, hash);
            if (found.isPresent()) {
                // once a minute is enough: idle limits are hours
                handle.createUpdate("""
                                UPDATE sessions SET seen_at = clock_timestamp()
                                WHERE token_hash = :hash AND seen_at < clock_timestamp() - interval '1 minute'
                                """).bind("hash", hash).execute();
            }
            return found;
        });
    }

    private Optional<OpenSession> read(Handle handle, byte[] hash) {
        return handle.createQuery("SELECT s.method, s.expires_at, " + AccountStore.columns() + """
                         FROM sessions s JOIN accounts a ON a.id = s.account
                        WHERE s.token_hash = :hash AND NOT a.locked AND s.expires_at > clock_timestamp()
                          AND s.seen_at + make_interval(secs => s.idle_seconds) > clock_timestamp()
                        """)
                .bind("hash", hash)
                .map((row, context) -> session(row))
                .findOne();
    }

    private OpenSession session(ResultSet row) throws SQLException {
        Account account = AccountStore.account(row);
        LoginMethod method = LoginMethod.of(row.getString("method"));
        return new OpenSession(account, method, Columns.instant(row, "expires_at"), policy.duties(account, method));
    }

    private @Nullable Caller lookUpService(String token) {
        byte[] hash = Secrets.hash(token);
        return database.jdbi()
                .inTransaction(handle -> ServiceTokens.find(handle, hash)
                        .map(account -> account.caller(false))
                        .orElse(null));
    }

    /** Begins a session in the handle's transaction; answers its token, which is kept nowhere else. */
    public String start(Handle handle, Account account, LoginMethod method, String address) {
        String token = Secrets.token();
        handle.createUpdate("""
                        INSERT INTO sessions (token_hash, account, method, address, idle_seconds, expires_at)
                        VALUES (:hash, :account, :method, :address, :idle,
                                clock_timestamp() + make_interval(secs => :longest))
                        """)
                .bind("hash", Secrets.hash(token))
                .bind("account", account.id())
                .bind("method", method.word())
                .bind("address", address)
                .bind("idle", LoginPolicy.idle(account.kind()).toSeconds())
                .bind("longest", LoginPolicy.longest(account.kind()).toSeconds())
                .execute();
        return token;
    }

    /** Ends one session. */
    public void end(Handle handle, String token) {
        handle.createUpdate("DELETE FROM sessions WHERE token_hash = :hash")
                .bind("hash", Secrets.hash(token))
                .execute();
        people.invalidate(key(token));
    }

    /** Ends an account's sessions, but the one of a token that is to stay; {@link #forget} after the commit. */
    public void endAll(Handle handle, long account, @Nullable String but) {
        handle.createUpdate("DELETE FROM sessions WHERE account = :account AND token_hash <> :but")
                .bind("account", account)
                .bind("but", but == null ? new byte[0] : Secrets.hash(but))
                .execute();
    }

    /** After something about accounts was committed: nothing found before is believed any more. */
    public void forget() {
        people.invalidateAll();
        services.invalidateAll();
    }

    /** Removes what has ended. */
    public int sweep() {
        return database.inTransaction(handle -> handle.execute(
                        "DELETE FROM sessions WHERE expires_at < clock_timestamp()")
                + handle.execute("DELETE FROM oidc_flows WHERE expires_at < clock_timestamp()")
                + handle.execute("DELETE FROM login_codes WHERE expires_at < clock_timestamp() - interval '1 day'")
                + handle.execute("DELETE FROM login_failures WHERE failed_at < clock_timestamp() - interval '1 day'"));
    }
}
