package org.servicemap.accounts.personal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

/** What the keyset file holds: the sealing keys (Tink AES-256-GCM, one of them primary) and the blind index's key. */
record Keys(KeysetHandle sealing, Aead aead, byte[] indexKey) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FORMAT = 1;
    private static final int INDEX_KEY_BYTES = 32;

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Does no more than to load this class, which registers the ciphers. */
    static void prepare() {}

    private static Keys of(KeysetHandle sealing, byte[] indexKey) throws GeneralSecurityException {
        return new Keys(sealing, sealing.getPrimitive(RegistryConfiguration.get(), Aead.class), indexKey);
    }

    static Keys generate() {
        byte[] indexKey = new byte[INDEX_KEY_BYTES];
        new SecureRandom().nextBytes(indexKey);
        try {
            return of(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), indexKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-256-GCM", e);
        }
    }

    /** The same keys with a new primary; all others still open. */
    Keys rotated() {
        try {
            KeysetHandle more = KeysetHandle.newBuilder(sealing)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
            return of(more, indexKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key can always be added", e);
        }
    }

    /** Reads what {@link #toJson} wrote. */
    static Keys parse(byte[] json) throws IOException, GeneralSecurityException {
        JsonNode file = JSON.readTree(json);
        if (file.path("format").asInt() != FORMAT) {
            throw new IOException("format " + FORMAT + " is understood");
        }
        byte[] indexKey = Base64.getDecoder().decode(file.path("blind_index").asText());
        if (indexKey.length != INDEX_KEY_BYTES) {
            throw new IOException("blind_index has " + INDEX_KEY_BYTES + " bytes");
        }
        String sealing = JSON.writeValueAsString(file.path("sealing"));
        return of(TinkJsonProtoKeysetFormat.parseKeyset(sealing, InsecureSecretKeyAccess.get()), indexKey);
    }

    byte[] toJson() {
        try {
            ObjectNode file = JSON.createObjectNode();
            file.put("format", FORMAT);
            file.set(
                    "sealing",
                    JSON.readTree(TinkJsonProtoKeysetFormat.serializeKeyset(sealing, InsecureSecretKeyAccess.get())));
            file.put("blind_index", Base64.getEncoder().encodeToString(indexKey));
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(file)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("keys of ours can always be written", e);
        }
    }

    /** How many keys open; one of them seals. */
    int size() {
        return sealing.size();
    }

    /** Tink's number of the key that seals. */
    int primary() {
        return sealing.getPrimary().getId();
    }
}
