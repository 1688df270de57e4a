package org.servicemap.accounts.personal;

import org.jspecify.annotations.Nullable;

/** Personal data cannot be sealed or opened; the message never holds any of it, and says what a person can do. */
public final class PersonalDataException extends RuntimeException {
    public static final String KEYSET_MISSING = "keyset_missing";
    public static final String KEYSET_WRONG = "keyset_wrong";
    public static final String KEYSET_DAMAGED = "keyset_damaged";
    public static final String KEYSET_UNUSABLE = "keyset_unusable";
    public static final String CANNOT_OPEN = "cannot_open";
    public static final String CANNOT_UNWRAP = "cannot_unwrap";
    public static final String WEAK_PASSPHRASE = "weak_passphrase";
    public static final String KEYSET_EXISTS = "keyset_exists";
    private static final long serialVersionUID = 1L;

    private final String code;

    public PersonalDataException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public PersonalDataException(String code, String message) {
        this(code, message, null);
    }

    /** One of the constants here: stable. */
    public String code() {
        return code;
    }
}
