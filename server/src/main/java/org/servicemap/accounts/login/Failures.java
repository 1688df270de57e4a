package org.servicemap.accounts.login;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.AccountException;
import org.servicemap.storage.Database;

/**
 * Counts failed logins by login name, whether or not there is such an account, and by network. Failures are forgotten after a
 * day, and by a login that succeeds. Thread-safe, also among several servers.
 */
final class Failures {
    private final Database database;

    Failures(Database database) {
        this.database = database;
    }

    /** Refuses with {@code locked_out} while the subject must wait. */
    void requireFree(String subject) {
        Optional<Integer> rest = database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT ceil(extract(epoch FROM locked_until - clock_timestamp()))::int FROM login_failures
                        WHERE subject = :subject AND locked_until > clock_timestamp()
                        """)
                        .bind("subject", subject)
                        .mapTo(Integer.class)
                        .findOne());
        if (rest.isPresent()) {
            int seconds = Math.max(1, rest.get());
            throw new AccountException(
                    AccountErrors.LOCKED_OUT, "too many failed logins; try again in " + seconds + " s", null, seconds);
        }
    }

    /** In a transaction of its own: a refused login undoes everything else. */
    void count(String subject, Lockout lockout) {
        database.useTransaction(handle -> {
            int failures = handle.createQuery("""
                            INSERT INTO login_failures AS f (subject, failures, failed_at)
                            VALUES (:subject, 1, clock_timestamp())
                            ON CONFLICT (subject) DO UPDATE SET failed_at = clock_timestamp(), failures =
                                CASE WHEN f.failed_at < clock_timestamp() - interval '1 day' THEN 1 ELSE f.failures + 1 END
                            RETURNING failures
                            """)
                    .bind("subject", subject)
                    .mapTo(Integer.class)
                    .one();
            lock(handle, subject, lockout.after(failures).toSeconds());
        });
    }

    private static void lock(Handle handle, String subject, long seconds) {
        handle.createUpdate("""
                        UPDATE login_failures SET locked_until = clock_timestamp() + make_interval(secs => :seconds)
                        WHERE subject = :subject
                        """)
                .bind("subject", subject)
                .bind("seconds", seconds)
                .execute();
    }

    static void clear(Handle handle, String subject) {
        handle.execute("DELETE FROM login_failures WHERE subject = ?", subject);
    }
}
