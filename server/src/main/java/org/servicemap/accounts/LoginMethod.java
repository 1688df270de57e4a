package org.servicemap.accounts;

import java.util.Locale;

/** How a session began. */
public enum LoginMethod {
    PASSWORD,
    SECOND_FACTOR,
    OIDC,
    CODE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LoginMethod of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
