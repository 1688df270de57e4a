package org.servicemap.requests;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.requests.history.HeadDigest;
import org.servicemap.requests.history.HeadSigner;
import org.servicemap.storage.Database;

/**
 * Signed heads over all chains: each covers what was committed since the one before, so that a deleted request or a cut
 * tail shows. Written by one server at a time.
 */
final class Heads {
    /** Any number of our own: who holds it writes the next head. */
    private static final long LOCK = 7_230_046;

    private static final int FETCH = 5_000;

    private final Database database;
    private final HeadSigner signer;
    private final Clock clock;

    Heads(Database database, HeadSigner signer, Clock clock) {
        this.database = database;
        this.signer = signer;
        this.clock = clock;
    }

    /** Signed with a key that is derived from the installation's, so that no further secret must be kept. */
    static Heads of(Database database, Keyset keys, Clock clock) {
        return new Heads(database, new HeadSigner(keys.index().of("history_signing", "ed25519")), clock);
    }

    /** A head as stored. */
    record Head(long id, Instant at, String belowXid, long events, byte[] digest, String keyId, byte[] signature) {
        /** What is signed: all that the head says. */
        byte[] signed() {
            String said = "\n" + at.truncatedTo(ChronoUnit.MICROS) + "\n" + belowXid + "\n" + events;
            byte[] text = said.getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(digest, digest.length + text.length);
            System.arraycopy(text, 0, all, digest.length, text.length);
            return all;
        }
    }

    /** Where heads and events do not agree. */
    record Break(long head, String code, String message) {}

    /** Writes a head if there are new events; answers how many it covers. */
    long write() {
        return database.inTransaction(handle -> {
            boolean mine = handle.createQuery("SELECT pg_try_advisory_xact_lock(:lock)")
                    .bind("lock", LOCK)
                    .mapTo(Boolean.class)
                    .one();
            return mine ? write(handle) : 0L;
        });
    }

    private long write(Handle handle) {
        Optional<Head> last = last(handle);
        String below = handle.createQuery("SELECT log_horizon()::text")
                .mapTo(String.class)
                .one();
        HeadDigest digest = digest(
                handle,
                last.map(Head::belowXid).orElse("0"),
                below,
                last.map(Head::digest).orElse(HeadDigest.ORIGIN));
        if (digest.events() == 0) {
            return 0;
        }
        Head head = new Head(
                0,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                below,
                digest.events(),
                digest.end(),
                signer.keyId(),
                new byte[0]);
        handle.createUpdate("""
                        INSERT INTO history_heads (at, below_xid, events, digest, key_id, signature)
                        VALUES (:at, CAST(:below AS xid8), :events, :digest, :key, :signature)
                        """)
                .bind("at", head.at().atOffset(ZoneOffset.UTC))
                .bind("below", below)
                .bind("events", head.events())
                .bind("digest", head.digest())
                .bind("key", head.keyId())
                .bind("signature", signer.sign(head.signed()))
                .execute();
        return head.events();
    }

    private static HeadDigest digest(Handle handle, String from, String below, byte[] previous) {
        HeadDigest digest = new HeadDigest(previous);
        try (ResultIterator<byte[]> hashes = handle.createQuery("""
                        SELECT hash FROM (
                            SELECT xid, request_id, seq, hash FROM request_events
                            UNION ALL SELECT xid, request_id, seq, hash FROM archived_events) AS events
                        WHERE xid >= CAST(:from AS xid8) AND xid < CAST(:below AS xid8)
                        ORDER BY xid, request_id, seq
                        """)
                .bind("from", from)
                .bind("below", below)
                .setFetchSize(FETCH)
                .mapTo(byte[].class)
                .iterator()) {
            hashes.forEachRemaining(digest::add);
        }
        return digest;
    }

    private static Optional<Head> last(Handle handle) {
        return handle.createQuery("SELECT *, below_xid::text AS below FROM history_heads ORDER BY id DESC LIMIT 1")
                .map((rs, context) -> read(rs))
                .findOne();
    }

    private static Head read(ResultSet rs) throws SQLException {
        return new Head(
                rs.getLong("id"),
                rs.getObject("at", OffsetDateTime.class).toInstant(),
                rs.getString("below"),
                rs.getLong("events"),
                rs.getBytes("digest"),
                rs.getString("key_id"),
                rs.getBytes("signature"));
    }

    /** Recomputes all heads from the events; the first that does not hold. */
    Optional<Break> verify() {
        return database.inSnapshot(handle -> {
            List<Head> heads = handle.createQuery("SELECT *, below_xid::text AS below FROM history_heads ORDER BY id")
                    .map((rs, context) -> read(rs))
                    .list();
            String from = "0";
            byte[] previous = HeadDigest.ORIGIN;
            for (Head head : heads) {
                Optional<Break> found = check(handle, head, from, previous);
                if (found.isPresent()) {
                    return found;
                }
                from = head.belowXid();
                previous = head.digest();
            }
            return Optional.empty();
        });
    }

    private Optional<Break> check(Handle handle, Head head, String from, byte[] previous) {
        HeadDigest digest = digest(handle, from, head.belowXid(), previous);
        if (digest.events() != head.events()) {
            return Optional.of(new Break(
                    head.id(),
                    "missing_events",
                    "the head covers " + head.events() + " events, there are " + digest.events()));
        }
        if (!Arrays.equals(digest.end(), head.digest())) {
            return Optional.of(new Break(head.id(), "changed_events", "the events are not those that the head covers"));
        }
        if (!signer.keyId().equals(head.keyId())) {
            return Optional.of(new Break(
                    head.id(), "unknown_key", "the head is signed with a key that is not ours: " + head.keyId()));
        }
        return signer.verify(head.signed(), head.signature())
                ? Optional.empty()
                : Optional.of(new Break(head.id(), "bad_signature", "the head's signature does not hold"));
    }
}
