package org.servicemap.accounts.personal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;

/**
 * The keys of an installation, in a folder outside the database: lost keys are lost personal data, and a stolen database
 * without them holds none. After {@link #rotate} old keys still open. Other processes on the same file go on sealing with the
 * old primary and read the file again as soon as they meet a value that their keys do not open. Thread-safe.
 */
public final class Keyset {
    private final KeysetFile file;
    private final BlindIndex index;
    private final PersonalCipher cipher = new TinkCipher();
    private volatile Keys keys;

    private Keyset(KeysetFile file, Keys keys) {
        this.file = file;
        this.keys = keys;
        index = new BlindIndex(keys.indexKey());
    }

    /** Loads the cipher's library, so that the first keyset need not wait for it. */
    public static void prepare() {
        Keys.prepare();
    }

    /** Opens the folder's keyset; {@link PersonalDataException#KEYSET_MISSING} when it has none. */
    public static Keyset open(Path folder) {
        KeysetFile file = new KeysetFile(folder);
        if (!file.exists()) {
            throw new PersonalDataException(
                    PersonalDataException.KEYSET_MISSING,
                    "the keyset " + file.path() + " is missing; put its backup back, or name its folder in"
                            + " SERVICEMAP_KEYS");
        }
        return new Keyset(file, file.read());
    }

    /** Opens the folder's keyset, or makes a new one, readable by its owner only, where there is none. */
    public static Keyset openOrCreate(Path folder) {
        KeysetFile file = new KeysetFile(folder);
        return new Keyset(file, file.readOrCreate(Keys::generate));
    }

    /** Puts a keyset that {@link #wrapped} made into a folder that has none. */
    public static Keyset unwrap(Path folder, byte[] wrapped, String passphrase) {
        byte[] plain = WrappedKeyset.unwrap(wrapped, passphrase);
        KeysetFile file = new KeysetFile(folder);
        try {
            return new Keyset(file, file.create(Keys.parse(plain)));
        } catch (IOException | GeneralSecurityException e) {
            throw new PersonalDataException(
                    PersonalDataException.KEYSET_DAMAGED, "what was wrapped is no keyset: " + e.getMessage(), e);
        }
    }

    /** All keys as they are on disk now, under a passphrase: a copy to be kept apart from backups. */
    public byte[] wrapped(String passphrase) {
        return WrappedKeyset.wrap(file.read().toJson(), passphrase);
    }

    /** When its file was last replaced: made, rotated or put back. */
    public Instant changedAt() {
        return file.changedAt();
    }

    public PersonalCipher cipher() {
        return cipher;
    }

    public BlindIndex index() {
        return index;
    }

    public Path path() {
        return file.path();
    }

    /** How many keys open; one of them, the primary, seals. */
    public int size() {
        return keys.size();
    }

    /** From here on a new key seals; all keys so far still open what they sealed. On disk when it returns. */
    public synchronized void rotate() {
        keys = file.replace(Keys::rotated);
    }

    /** Reads the file again, since another process may have rotated; whether there was anything new. */
    private synchronized boolean reload(Keys known) {
        if (keys == known && file.exists()) {
            Keys read = file.read();
            if (read.primary() != known.primary() || read.size() != known.size()) {
                keys = read;
            }
        }
        return keys != known;
    }

    private final class TinkCipher implements PersonalCipher {
        @Override
        public byte[] sealBytes(byte[] plain, String context) {
            try {
                return keys.aead().encrypt(plain, bytes(context));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a value can always be sealed", e);
            }
        }

        @Override
        public byte[] openBytes(byte[] sealed, String context) {
            Keys known = keys;
            try {
                return known.aead().decrypt(sealed, bytes(context));
            } catch (GeneralSecurityException e) {
                if (reload(known)) {
                    return openBytes(sealed, context);
                }
                throw new PersonalDataException(
                        PersonalDataException.CANNOT_OPEN,
                        "a sealed value (" + context + ") was changed or was sealed with another keyset than " + path(),
                        e);
            }
        }

        private static byte[] bytes(String context) {
            return context.getBytes(StandardCharsets.UTF_8);
        }
    }
}
