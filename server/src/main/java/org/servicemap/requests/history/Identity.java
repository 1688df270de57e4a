package org.servicemap.requests.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What the first event of a request commits to beside its words: under which number and query code it is known. */
public final class Identity {
    /** Name of the commitment; there is no value to it. */
    public static final String NAME = "identity";

    private Identity() {}

    /** SHA-256 (hex) over number and keyed hash of the query code. */
    public static String digest(String number, byte[] codeHash) {
        MessageDigest sha = Sha256.digest();
        sha.update(number.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(sha.digest(codeHash));
    }
}
