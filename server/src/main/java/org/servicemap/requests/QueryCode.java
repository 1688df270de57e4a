package org.servicemap.requests;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * The secret that goes with a number: 12 characters of Crockford's base 32 (60 bits), written in groups of four. Reading
 * forgives lower case, blanks, dashes, and O, I and L for 0 and 1.
 */
record QueryCode(String characters) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    static QueryCode random() {
        byte[] bits = new byte[LENGTH];
        RANDOM.nextBytes(bits);
        StringBuilder code = new StringBuilder(LENGTH);
        for (byte each : bits) {
            code.append(ALPHABET.charAt(each & (ALPHABET.length() - 1)));
        }
        return new QueryCode(code.toString());
    }

    static Optional<QueryCode> parse(String typed) {
        String code = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean readable = code.length() == LENGTH && code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return readable ? Optional.of(new QueryCode(code)) : Optional.empty();
    }

    /** As people are given it: XXXX-XXXX-XXXX. */
    String grouped() {
        return characters.substring(0, 4) + "-" + characters.substring(4, 8) + "-" + characters.substring(8);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "****";
    }
}
