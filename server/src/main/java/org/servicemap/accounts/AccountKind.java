package org.servicemap.accounts;

import java.util.Locale;

/** Who stands behind an account. */
public enum AccountKind {
    /** Logs in by name, with password and second factor, or by OpenID Connect. */
    STAFF,
    /** Logs in by a code sent to phone or mailbox, or by OpenID Connect. */
    CITIZEN,
    /** A unit's own system, which calls with a token. */
    SERVICE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AccountKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
