package org.servicemap.appointments;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Secrets;

/**
 * The proof of work that a hall may ask for before it holds a slot: {@code minute:nonce}, where the minute is that of the epoch and
 * SHA-256 of {@code hall|starts_at|minute:nonce} begins with as many zero bits as asked for. The start is written as {@code
 * 2026-03-02T01:00:00Z}. It is good for two minutes, and for one hold.
 */
final class Proof {
    private static final long GOOD_MINUTES = 2;
    private static final int LONGEST = 60;
    /** Longer than a proof is good by any server's clock. */
    private static final Duration MEMORY = Duration.ofMinutes(30);

    private Proof() {}

    static boolean isGood(Visit visit, @Nullable String proof, int bits, Instant now) {
        if (proof == null || proof.length() > LONGEST || !proof.matches("\\d{1,12}:[!-~]+")) {
            return bits == 0;
        }
        long minute = Long.parseLong(proof.substring(0, proof.indexOf(':')));
        boolean fresh = Math.abs(now.getEpochSecond() / 60 - minute) <= GOOD_MINUTES;
        byte[] hash = hash(visit, proof);
        return bits == 0 || fresh && zeroBits(hash) >= bits;
    }

    /** Whether it was not used before, at any server; in the transaction of the hold: what is refused has used none. */
    static boolean spend(Handle handle, Visit visit, String proof, Instant now) {
        return handle.createUpdate("""
                        INSERT INTO booking_proofs (hash, spent_at) VALUES (:hash, :now) ON CONFLICT DO NOTHING
                        """)
                        .bind("hash", hash(visit, proof))
                        .bind("now", BookingStore.utc(now))
                        .execute()
                == 1;
    }

    /** Those that are good for nothing any more; answers how many. */
    static int forget(Handle handle, Instant now) {
        return handle.createUpdate("DELETE FROM booking_proofs WHERE spent_at < :before")
                .bind("before", BookingStore.utc(now.minus(MEMORY)))
                .execute();
    }

    private static byte[] hash(Visit visit, String proof) {
        return Secrets.hash(visit.hall() + "|" + visit.start() + "|" + proof);
    }

    private static int zeroBits(byte[] hash) {
        int zeros = 0;
        for (byte each : hash) {
            int leading = Integer.numberOfLeadingZeros(each & 0xff) - 24;
            zeros += leading;
            if (leading < 8) {
                break;
            }
        }
        return zeros;
    }
}
