package org.servicemap.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Opaque cursors: an offset and a check over it and its scope, in base64url. Not a secret: the check only tells a cursor
 * of another list, filter or version from one of this list.
 */
public final class Cursor {
    /** The paging parameters of every list. */
    public static final Param<String> PARAM =
            Param.text("cursor", "`next` of the page before; leave it out for the first page");

    private Cursor() {}

    /** The cursor of a place in a list that is walked by its owner: read back by {@link #offset}. */
    public static String at(String scope, int offset) {
        return write(scope, offset);
    }

    static String write(String scope, int offset) {
        String text = Integer.toString(offset, 36) + "." + check(scope, offset);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The offset that a cursor of this scope holds, 0 for none; a problem {@code bad_cursor} for any other. */
    public static int offset(@Nullable String cursor, String scope) {
        if (cursor == null) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            int dot = text.indexOf('.');
            int offset = Integer.parseInt(text.substring(0, Math.max(dot, 0)), 36);
            if (offset >= 0 && text.substring(dot + 1).equals(check(scope, offset))) {
                return offset;
            }
        } catch (IllegalArgumentException e) {
            // falls through: whatever it is, it is not a cursor of ours
        }
        throw ErrorCode.BAD_CURSOR.problem("the cursor does not belong to this list", "cursor");
    }

    private static String check(String scope, int offset) {
        CRC32 crc = new CRC32();
        crc.update((scope + "#" + offset).getBytes(StandardCharsets.UTF_8));
        return Long.toString(crc.getValue(), 36);
    }
}
