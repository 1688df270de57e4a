package org.servicemap.appointments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Secrets;

/**
 * The proof of work that a hall may ask for before it holds a slot: {@code minute:nonce}, where the minute is that of the epoch and
 * SHA-256 of {@code hall|starts_at|minute:nonce} begins with as many zero bits as asked for. The start is written as {@code
 * 2026-03-02T01:00:00Z}. It is good for two minutes.
 */
final class Proof {
    private static final long GOOD_MINUTES = 2;
    private static final int LONGEST = 60;

    private Proof() {}

    static boolean isGood(Visit visit, @Nullable String proof, int bits, Instant now) {
        if (proof == null || proof.length() > LONGEST || !proof.matches("\\d{1,12}:[!-~]+")) {
            return bits == 0;
        }
        long minute = Long.parseLong(proof.substring(0, proof.indexOf(':')));
        boolean fresh = Math.abs(now.getEpochSecond() / 60 - minute) <= GOOD_MINUTES;
        byte[] hash = Secrets.hash(visit.hall() + "|" + visit.start() + "|" + proof);
        return bits == 0 || fresh && zeroBits(hash) >= bits;
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
