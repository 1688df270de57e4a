package org.servicemap.storage;

import java.util.HexFormat;

/** Bytes as PostgreSQL reads them in texts, for arrays of them. */
public final class Hex {
    private static final String PREFIX = "\\x";

    private Hex() {}

    /** {@code \\x} and two digits a byte. */
    public static String bytea(byte[] bytes) {
        return PREFIX + HexFormat.of().formatHex(bytes);
    }
}
