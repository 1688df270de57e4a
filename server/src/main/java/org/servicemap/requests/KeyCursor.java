package org.servicemap.requests;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.ErrorCode;

/**
 * Where a list goes on: the sort key and id of its last row, so that pages stay quick however far one reads and new rows
 * shift nothing. Opaque to callers, and tied to the list's filter.
 *
 * @param key sort key in microseconds since the epoch, of the queue the place of the urgency class; unused where the id alone sorts
 */
record KeyCursor(long key, long id) {
    String write(String scope) {
        String text =
                Long.toString(key, 36) + "." + Long.toString(id, 36) + "." + Integer.toString(scope.hashCode(), 36);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    static @Nullable KeyCursor read(@Nullable String cursor, String scope) {
        if (cursor == null) {
            return null;
        }
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("\\.", -1);
            if (parts.length == 3 && Integer.parseInt(parts[2], 36) == scope.hashCode()) {
                return new KeyCursor(Long.parseLong(parts[0], 36), Long.parseLong(parts[1], 36));
            }
        } catch (IllegalArgumentException e) {
            // falls through: whatever it is, it is not a cursor of ours
        }
        throw ErrorCode.BAD_CURSOR.problem("the cursor does not belong to this list", "cursor");
    }
}
