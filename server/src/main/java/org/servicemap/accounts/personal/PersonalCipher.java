package org.servicemap.accounts.personal;

import java.nio.charset.StandardCharsets;

/**
 * Seals values for storage: authenticated encryption, every time another result for the same value. The context ({@code
 * petitioner.phone}) is bound to the value without being stored: what was sealed in one context opens in no other, so that
 * swapping columns or rows is noticed. Thread-safe.
 */
public interface PersonalCipher {
    byte[] sealBytes(byte[] plain, String context);

    /** {@link PersonalDataException#CANNOT_OPEN} when changed, of another context, or sealed with a key that is not here. */
    byte[] openBytes(byte[] sealed, String context);

    default byte[] seal(String value, String context) {
        return sealBytes(value.getBytes(StandardCharsets.UTF_8), context);
    }

    default String open(byte[] sealed, String context) {
        return new String(openBytes(sealed, context), StandardCharsets.UTF_8);
    }
}
