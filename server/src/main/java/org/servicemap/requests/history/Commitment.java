package org.servicemap.requests.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A value that can be erased without breaking the chain: the event holds only SHA-256(salt ‖ value), salt and value live in
 * a table of their own. With the salt gone nothing can be guessed from what remains.
 *
 * @param salt 16 random bytes
 */
public record Commitment(String name, byte[] salt, String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;

    /** A new commitment to a value under the name that its event gives it. */
    public static Commitment to(String name, String value) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new Commitment(name, salt, value);
    }

    /** What the event holds: lower-case hexadecimal. */
    public String digest() {
        MessageDigest sha = Sha256.digest();
        sha.update(salt);
        return HexFormat.of().formatHex(sha.digest(value.getBytes(StandardCharsets.UTF_8)));
    }
}
