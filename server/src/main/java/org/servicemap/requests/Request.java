package org.servicemap.requests;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Facts;

/**
 * A request as its current row has it.
 *
 * @param version seq of its last event: who changes it names the version that was seen
 * @param claimedBy account that has it open just now, if any
 */
record Request(
        long id,
        RequestNumber number,
        int version,
        Instant updatedAt,
        @Nullable Long claimedBy,
        @Nullable Instant claimedUntil,
        Facts facts) {
    int month() {
        return Months.of(id);
    }
}
