package org.servicemap.requests.history;

import java.security.MessageDigest;

/** The digest of a head: SHA-256 over the digest before it and the hashes of all events since, in commit order. */
public final class HeadDigest {
    /** What the first head follows. */
    public static final byte[] ORIGIN = new byte[32];

    private final MessageDigest sha = Sha256.digest();
    private long events;

    public HeadDigest(byte[] previous) {
        sha.update(previous);
    }

    public void add(byte[] eventHash) {
        sha.update(eventHash);
        events++;
    }

    public long events() {
        return events;
    }

    /** Ends it: nothing can be added afterwards. */
    public byte[] end() {
        return sha.digest();
    }
}
