package org.servicemap.accounts.personal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A keyset under a passphrase, to be kept apart from backups: AES-256-GCM with a key that Argon2id (64 MiB, 3 passes: RFC 9106's second
 * choice, with one lane) makes of the passphrase. Everything beside the sealed part is authenticated with it.
 */
final class WrappedKeyset {
    static final int SHORTEST = 12;
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FORMAT = 1;
    private static final int MEMORY_KIB = 64 * 1024;
    private static final int PASSES = 3;
    private static final int MOST_MEMORY_KIB = 1 << 20;
    private static final int MOST_PASSES = 50;
    private static final int KEY_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private WrappedKeyset() {}

    static byte[] wrap(byte[] keys, String passphrase) {
        if (passphrase.length() < SHORTEST) {
            throw new PersonalDataException(
                    PersonalDataException.WEAK_PASSPHRASE, "a passphrase has at least " + SHORTEST + " characters");
        }
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        ObjectNode file = JSON.createObjectNode();
        file.put("format", FORMAT)
                .put("kdf", "argon2id")
                .put("memory_kib", MEMORY_KIB)
                .put("passes", PASSES);
        file.put("salt", Base64.getEncoder().encodeToString(salt));
        file.put("nonce", Base64.getEncoder().encodeToString(nonce));
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, file, passphrase).doFinal(keys);
            file.put("keys", Base64.getEncoder().encodeToString(sealed));
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(file);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has AES-256-GCM", e);
        }
    }

    /** Refuses with {@link PersonalDataException#CANNOT_UNWRAP}: a wrong passphrase and a changed file look the same. */
    static byte[] unwrap(byte[] wrapped, String passphrase) {
        try {
            JsonNode file = JSON.readTree(wrapped);
            if (file.path("format").asInt() != FORMAT
                    || !file.path("kdf").asText().equals("argon2id")) {
                throw new IOException("format " + FORMAT + " with argon2id is understood");
            }
            byte[] sealed = Base64.getDecoder().decode(file.path("keys").asText());
            return cipher(Cipher.DECRYPT_MODE, file, passphrase).doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw cannot("the passphrase is another, or the file was changed", e);
        } catch (IOException | IllegalArgumentException e) {
            throw cannot("the file is no wrapped keyset (" + e.getMessage() + ")", e);
        }
    }

    private static PersonalDataException cannot(String why, Exception cause) {
        return new PersonalDataException(
                PersonalDataException.CANNOT_UNWRAP, "the keyset cannot be unwrapped: " + why, cause);
    }

    private static Cipher cipher(int mode, JsonNode file, String passphrase) throws GeneralSecurityException {
        int memory = file.path("memory_kib").asInt();
        int passes = file.path("passes").asInt();
        if (memory < 8 || memory > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
            throw new IllegalArgumentException("memory_kib and passes are out of range");
        }
        byte[] salt = Base64.getDecoder().decode(file.path("salt").asText());
        byte[] key = Argon2Function.getInstance(memory, passes, 1, KEY_BYTES, Argon2.ID)
                .hash(passphrase.getBytes(StandardCharsets.UTF_8), salt)
                .getBytes();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = Base64.getDecoder().decode(file.path("nonce").asText());
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(
                ("servicemap keyset " + FORMAT + "/" + memory + "/" + passes).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
