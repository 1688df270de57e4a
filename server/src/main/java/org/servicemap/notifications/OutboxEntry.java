package org.servicemap.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as administrators see it: nothing of it is in clear. */
public record OutboxEntry(
        long id,
        Channel channel,
        String recipientMasked,
        String template,
        String language,
        @Nullable Long request,
        String state,
        int attempts,
        Instant nextTryAt,
        @Nullable Instant expiresAt,
        @Nullable String via,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant sentAt) {
    /** With one attempt more. */
    OutboxEntry again() {
        return new OutboxEntry(
                id,
                channel,
                recipientMasked,
                template,
                language,
                request,
                state,
                attempts + 1,
                nextTryAt,
                expiresAt,
                via,
                lastError,
                createdAt,
                sentAt);
    }
}
