package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.appointments.BookingTown.CARD;
import static org.servicemap.appointments.BookingTown.EAST;
import static org.servicemap.appointments.BookingTown.START;
import static org.servicemap.appointments.BookingTown.WEST;
import static org.servicemap.appointments.BookingTown.visit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Proofs are made here as a page makes them: by trying, with the leading zeros counted on the number that the hash is. */
class ProofTest {
    private static final int BITS = 10;
    private static final Visit VISIT = visit(WEST, Instant.parse("2026-03-03T02:00:00Z"), CARD);

    private static int zeros(String words) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
            return 256 - new BigInteger(1, hash).bitLength();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** With exactly so many zeros. */
    private static String proof(int bits) {
        String minute = START.getEpochSecond() / 60 + ":";
        for (int nonce = 0; ; nonce++) {
            if (zeros(WEST + "|2026-03-03T02:00:00Z|" + minute + nonce) == bits) {
                return minute + nonce;
            }
        }
    }

    @Test
    void asManyZerosAsAskedForAreEnoughAndOneFewerIsNot() {
        assertThat(Proof.isGood(VISIT, proof(BITS), BITS, START)).isTrue();
        assertThat(Proof.isGood(VISIT, proof(BITS - 1), BITS, START)).isFalse();
        assertThat(Proof.isGood(VISIT, proof(BITS + 1), BITS, START)).isTrue();
    }

    @Test
    void itIsGoodForItsVisitAndItsMinutesOnly() {
        String proof = proof(BITS);

        assertThat(Proof.isGood(VISIT, proof, BITS, START.plus(Duration.ofMinutes(2))))
                .isTrue();
        assertThat(Proof.isGood(VISIT, proof, BITS, START.plus(Duration.ofMinutes(3))))
                .isFalse();
        assertThat(Proof.isGood(VISIT, proof, BITS, START.minus(Duration.ofMinutes(3))))
                .isFalse();
        assertThat(Proof.isGood(visit(EAST, VISIT.start(), CARD), proof, BITS, START))
                .isFalse();
    }

    @Test
    void whereNoneIsAskedForNoneIsNeeded() {
        assertThat(Proof.isGood(VISIT, null, 0, START)).isTrue();
        assertThat(Proof.isGood(VISIT, null, BITS, START)).isFalse();
        assertThat(Proof.isGood(VISIT, "99999999999999999999:x", BITS, START)).isFalse();
    }
}
