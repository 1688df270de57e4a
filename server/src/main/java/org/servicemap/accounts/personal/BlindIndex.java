package org.servicemap.accounts.personal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds equal values without storing them: HMAC-SHA-256 (RFC 2104, FIPS 180-4) under a key that is not in the database.
 * Whoever has the database alone can neither read a value nor try all phone numbers. The key never rotates, since it would
 * orphan every index written. Thread-safe.
 */
public final class BlindIndex {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac keyed;

    BlindIndex(byte[] key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /**
     * 32 bytes: equal exactly for an equal kind and value.
     *
     * @param kind what it is ({@code phone}): the same text of another kind has another index
     * @param normalised in the one form that every writing of the value is brought to first
     */
    public byte[] of(String kind, String normalised) {
        return ofBytes(kind, normalised.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #of}, of bytes. */
    public byte[] ofBytes(String kind, byte[] content) {
        if (kind.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a kind without NUL, which ends it");
        }
        try {
            // a copy has hashed the key already
            Mac mac = (Mac) keyed.clone();
            mac.update((kind + '\0').getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(content);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's " + ALGORITHM + " can be copied", e);
        }
    }
}
