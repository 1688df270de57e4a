package org.servicemap.areas;

import java.nio.charset.StandardCharsets;

/** Is it UTF-8? */
final class Utf8 {
    private Utf8() {}

    static boolean isBroken(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return hasReplacement(new String(bytes, StandardCharsets.UTF_8)) && !holdsReplacement(bytes);
            }
        }
        return false;
    }

    private static boolean hasReplacement(String text) {
        return text.indexOf('\uFFFD') >= 0;
    }

    /** Whether the file itself has U+FFFD, which is not this file's fault here. */
    private static boolean holdsReplacement(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xEF && bytes[i + 1] == (byte) 0xBF && bytes[i + 2] == (byte) 0xBD) {
                return true;
            }
        }
        return false;
    }
}
