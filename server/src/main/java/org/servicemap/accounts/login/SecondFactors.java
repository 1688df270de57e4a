package org.servicemap.accounts.login;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Secrets;
import org.servicemap.accounts.Sessions;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;

/**
 * Second factors of staff: an authenticator app (the secret sealed, each code taken once) and ten recovery codes, each good for
 * one login. Time is the database's. Thread-safe.
 */
public final class SecondFactors {
    private static final String CONTEXT = "account.second_factor";
    private static final String ISSUER = "ServiceMap";
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_GROUPS = 6;

    private final Database database;
    private final PersonalCipher cipher;
    private final Sessions sessions;

    public SecondFactors(Database database, PersonalCipher cipher, Sessions sessions) {
        this.database = database;
        this.cipher = cipher;
        this.sessions = sessions;
    }

    /** What goes into the authenticator app. */
    public record Enrolment(String secret, String uri) {}

    private record Stored(byte[] secret, boolean confirmed, long lastStep, Instant now) {}

    /** Makes a secret that waits for its first code; one that is confirmed already stays in force until then. */
    public Enrolment begin(Caller caller, String login) {
        byte[] secret = Secrets.bytes(Totp.SECRET_BYTES);
        long account = idOf(caller);
        int written = database.inTransaction(handle -> handle.createUpdate("""
                        INSERT INTO second_factors (account, secret) VALUES (:account, :secret)
                        ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, last_step = 0
                        WHERE second_factors.confirmed_at IS NULL
                        """)
                .bind("account", account)
                .bind("secret", cipher.sealBytes(secret, CONTEXT))
                .execute());
        if (written == 0) {
            throw new AccountException(
                    LoginErrors.ALREADY_ENROLLED, "there is a second factor already; remove it first");
        }
        return new Enrolment(Totp.base32(secret), Totp.uri(ISSUER, login, secret));
    }

    /** Takes the first code, after which logins need one; answers the recovery codes, which are shown this once. */
    public List<String> confirm(Caller caller, String code) {
        long account = idOf(caller);
        List<String> recovery = database.inTransaction(handle -> {
            if (!takeCode(handle, account, code, false)) {
                throw new AccountException(LoginErrors.WRONG_CODE, "this is not the code of now", "code");
            }
            handle.execute("UPDATE second_factors SET confirmed_at = clock_timestamp() WHERE account = ?", account);
            Audit.record(handle, caller, "second_factor_added", Accounts.subject(account), null);
            return freshRecoveryCodes(handle, account);
        });
        sessions.forget();
        return recovery;
    }

    private static List<String> freshRecoveryCodes(Handle handle, long account) {
        handle.execute("DELETE FROM recovery_codes WHERE account = ?", account);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            String code = Secrets.readable(RECOVERY_GROUPS);
            handle.execute(
                    "INSERT INTO recovery_codes (account, code_hash) VALUES (?, ?)",
                    account,
                    Secrets.hash(plain(code)));
            codes.add(code);
        }
        return codes;
    }

    /** Takes the own second factor away. */
    public void remove(Caller caller) {
        long account = idOf(caller);
        database.useTransaction(handle -> {
            handle.execute("DELETE FROM second_factors WHERE account = ?", account);
            handle.execute("DELETE FROM recovery_codes WHERE account = ?", account);
            Audit.record(handle, caller, "second_factor_removed", Accounts.subject(account), null);
        });
        sessions.forget();
    }

    /** Whether a code of the app or a recovery code is right; it is used up then. */
    boolean take(Handle handle, Account account, String code) {
        String given = plain(code);
        return given.matches("\\d{6}")
                ? takeCode(handle, account.id(), given, true)
                : takeRecoveryCode(handle, account.id(), given);
    }

    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }

    private boolean takeCode(Handle handle, long account, String code, boolean confirmed) {
        Optional<Stored> stored = read(handle, account).filter(each -> each.confirmed() == confirmed);
        if (stored.isEmpty()) {
            return false;
        }
        OptionalLong step = Totp.step(
                stored.get().secret(),
                plain(code),
                stored.get().now(),
                stored.get().lastStep());
        step.ifPresent(
                used -> handle.execute("UPDATE second_factors SET last_step = ? WHERE account = ?", used, account));
        return step.isPresent();
    }

    private Optional<Stored> read(Handle handle, long account) {
        return handle.createQuery("""
                        SELECT secret, confirmed_at IS NOT NULL AS confirmed, last_step,
                               extract(epoch FROM clock_timestamp())::bigint AS now
                        FROM second_factors WHERE account = :account FOR UPDATE
                        """)
                .bind("account", account)
                .map((row, context) -> new Stored(
                        cipher.openBytes(row.getBytes("secret"), CONTEXT),
                        row.getBoolean("confirmed"),
                        row.getLong("last_step"),
                        Instant.ofEpochSecond(row.getLong("now"))))
                .findOne();
    }

    private static boolean takeRecoveryCode(Handle handle, long account, String code) {
        return handle.execute(
                        "DELETE FROM recovery_codes WHERE account = ? AND code_hash = ?", account, Secrets.hash(code))
                == 1;
    }

    private static long idOf(Caller caller) {
        Long account = caller.account();
        if (account == null) {
            throw new AccountException(AccountErrors.LOGIN_REFUSED, "log in first");
        }
        return account;
    }
}
