package org.servicemap.requests.history;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Signs heads with Ed25519 (RFC 8032). The key follows from a secret that is not in the database: whoever has the database
 * alone can neither forge a head nor leave the last ones out unnoticed once they are published elsewhere.
 */
public final class HeadSigner {
    private static final String ALGORITHM = "Ed25519";
    private static final int SEED_BYTES = 32;

    private final byte[] seed;
    private volatile @Nullable KeyPair keys;

    /** @param seed 32 secret bytes */
    public HeadSigner(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes");
        }
        this.seed = seed.clone();
    }

    /** Made when they are wanted first: no start waits for them. The same every time. */
    private KeyPair keys() {
        KeyPair made = keys;
        if (made == null) {
            made = make();
            keys = made;
        }
        return made;
    }

    private KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every Java platform", e);
        }
    }

    /** Names the public key: the first eight bytes of it, in hexadecimal. */
    public String keyId() {
        byte[] encoded = keys().getPublic().getEncoded();
        return HexFormat.of().formatHex(encoded, encoded.length - SEED_BYTES, encoded.length - SEED_BYTES + 8);
    }

    public PublicKey publicKey() {
        return keys().getPublic();
    }

    public byte[] sign(byte[] digest) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys().getPrivate());
            signature.update(digest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a digest can always be signed", e);
        }
    }

    public boolean verify(byte[] digest, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(keys().getPublic());
            signature.update(digest);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // what is no signature at all does not verify either
        }
    }

    /** Gives the generator the seed as its randomness. */
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Fixed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
