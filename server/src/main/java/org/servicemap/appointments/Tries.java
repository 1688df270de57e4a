package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.servicemap.accounts.Secrets;
import org.servicemap.storage.Database;

/**
 * Locks a booking number, and a network, for a while after wrong tries: five for a number, thirty for a network, then half a minute,
 * doubling, to an hour. Forgotten after a day. Thread-safe, also among several servers.
 */
record Tries(Database database, Clock clock) {
    private static final int OF_NUMBER = 5;
    private static final int OF_NETWORK = 30;
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 7;
    private static final Duration MEMORY = Duration.ofDays(2);

    /** {@code too_many_tries} while one of them is locked. */
    void requireFree(String number, String network) {
        Boolean locked = database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT FROM booking_failures WHERE subject IN (:number, :network) AND locked_until > :now)
                        """)
                        .bind("number", subject("number", number))
                        .bind("network", subject("network", network))
                        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .mapTo(Boolean.class)
                        .one());
        if (locked) {
            throw new AppointmentException(
                    AppointmentException.LOCKED,
                    "number",
                    "too many wrong tries; use the link of your message, or wait");
        }
    }

    /** In a transaction of its own: the refusal that follows undoes everything else. */
    void count(String number, String network) {
        count(subject("number", number), OF_NUMBER);
        count(subject("network", network), OF_NETWORK);
    }

    private void count(byte[] subject, int free) {
        Instant now = clock.instant();
        database.useTransaction(handle -> {
            int failures = handle.createQuery("""
                            INSERT INTO booking_failures AS f (subject, failures, failed_at) VALUES (:subject, 1, :now)
                            ON CONFLICT (subject) DO UPDATE SET failed_at = excluded.failed_at, failures =
                                CASE WHEN f.failed_at < excluded.failed_at - interval '1 day' THEN 1 ELSE f.failures + 1 END
                            RETURNING failures
                            """)
                    .bind("subject", subject)
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .mapTo(Integer.class)
                    .one();
            if (failures >= free) {
                Duration rest = FIRST.multipliedBy(1L << Math.min(failures - free, MOST_DOUBLINGS));
                handle.createUpdate("UPDATE booking_failures SET locked_until = :until WHERE subject = :subject")
                        .bind("until", now.plus(rest).atOffset(ZoneOffset.UTC))
                        .bind("subject", subject)
                        .execute();
            }
        });
    }

    /** Nothing is counted for this network, or kiosk, any more. */
    void forgive(String network) {
        database.useTransaction(handle -> handle.createUpdate("DELETE FROM booking_failures WHERE subject = :subject")
                .bind("subject", subject("network", network))
                .execute());
    }

    /** Forgets what counts no more. */
    void sweep() {
        database.useTransaction(handle -> handle.createUpdate("DELETE FROM booking_failures WHERE failed_at < :before")
                .bind("before", clock.instant().minus(MEMORY).atOffset(ZoneOffset.UTC))
                .execute());
    }

    private static byte[] subject(String kind, String value) {
        return Secrets.hash("booking " + kind + "\n" + value);
    }
}
