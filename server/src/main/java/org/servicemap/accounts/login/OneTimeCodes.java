package org.servicemap.accounts.login;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.Secrets;

/**
 * Six digits that prove that someone reads a phone or mailbox: kept hashed, good for ten minutes and five tries, one a minute
 * and five an hour to one place. All in the handle's transaction.
 */
final class OneTimeCodes {
    private static final int DIGITS = 6;
    private static final int TRIES = 5;
    private static final int SENT_AN_HOUR = 5;
    private static final int PAUSE_SECONDS = 60;
    private static final Duration LIFE = Duration.ofMinutes(10);

    private OneTimeCodes() {}

    private record Sent(int count, int secondsSinceFirst, int secondsSinceLast) {}

    private record Stored(byte[] salt, byte[] hash) {}

    /** Makes a code, in the place of the one before; refuses with {@code too_many_codes}. */
    static String make(Handle handle, String kind, byte[] foundBy) {
        boolean goesOn =
                sent(handle, kind, foundBy).map(OneTimeCodes::requirePause).orElse(false);
        String code = Secrets.digits(DIGITS);
        byte[] salt = Secrets.bytes(16);
        handle.createUpdate("""
                        INSERT INTO login_codes AS c (kind, found_by, salt, code_hash, expires_at)
                        VALUES (:kind, :found_by, :salt, :hash, clock_timestamp() + make_interval(secs => :life))
                        ON CONFLICT (kind, found_by) DO UPDATE SET salt = excluded.salt, code_hash = excluded.code_hash,
                            tries = 0, created_at = clock_timestamp(), expires_at = excluded.expires_at,
                            sent = CASE WHEN :goes_on THEN c.sent + 1 ELSE 1 END,
                            first_at = CASE WHEN :goes_on THEN c.first_at ELSE clock_timestamp() END
                        """)
                .bind("kind", kind)
                .bind("found_by", foundBy)
                .bind("salt", salt)
                .bind("hash", hash(salt, code))
                .bind("life", LIFE.toSeconds())
                .bind("goes_on", goesOn)
                .execute();
        return code;
    }

    private static Optional<Sent> sent(Handle handle, String kind, byte[] foundBy) {
        return handle.createQuery("""
                        SELECT sent, extract(epoch FROM clock_timestamp() - first_at)::int AS since_first,
                               extract(epoch FROM clock_timestamp() - created_at)::int AS since_last
                        FROM login_codes WHERE kind = :kind AND found_by = :found_by FOR UPDATE
                        """)
                .bind("kind", kind)
                .bind("found_by", foundBy)
                .map((row, context) ->
                        new Sent(row.getInt("sent"), row.getInt("since_first"), row.getInt("since_last")))
                .findOne();
    }

    /** Whether the hour goes on in which codes are counted. */
    private static boolean requirePause(Sent sent) {
        int hour = (int) Duration.ofHours(1).toSeconds();
        boolean sameHour = sent.secondsSinceFirst() < hour;
        int wait = sameHour && sent.count() >= SENT_AN_HOUR
                ? hour - sent.secondsSinceFirst()
                : PAUSE_SECONDS - sent.secondsSinceLast();
        if (wait > 0) {
            throw new AccountException(
                    LoginErrors.TOO_MANY_CODES, "a code was sent there; the next in " + wait + " s", null, wait);
        }
        return sameHour;
    }

    /** Whether this is the code; a right one is used up, a wrong one counts. */
    static boolean take(Handle handle, String kind, byte[] foundBy, String code) {
        Optional<Stored> stored = handle.createQuery("""
                        UPDATE login_codes SET tries = tries + 1
                        WHERE kind = :kind AND found_by = :found_by AND expires_at > clock_timestamp() AND tries < :tries
                        RETURNING salt, code_hash
                        """)
                .bind("kind", kind)
                .bind("found_by", foundBy)
                .bind("tries", TRIES)
                .map((row, context) -> new Stored(row.getBytes("salt"), row.getBytes("code_hash")))
                .findOne();
        boolean right = stored.isPresent()
                && MessageDigest.isEqual(stored.get().hash(), hash(stored.get().salt(), code.strip()));
        if (right) {
            // the row stays, so that the next code is counted; nothing has this hash
            handle.createUpdate("UPDATE login_codes SET code_hash = '' WHERE kind = :kind AND found_by = :found_by")
                    .bind("kind", kind)
                    .bind("found_by", foundBy)
                    .execute();
        }
        return right;
    }

    private static byte[] hash(byte[] salt, String code) {
        return Secrets.hash(HexFormat.of().formatHex(salt) + code);
    }
}
