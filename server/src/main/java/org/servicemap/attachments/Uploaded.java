package org.servicemap.attachments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * A fresh upload, not yet tied to anything.
 *
 * @param token shown once: whoever has it may tie the upload
 * @param expiresAt when it goes unless it is tied
 * @param position where the picture says it was taken (WGS 84); kept nowhere
 */
public record Uploaded(
        AttachmentRef ref,
        String token,
        Instant expiresAt,
        @Nullable LonLat position) {
    /** Id and token in one word: what the uploader names the upload by. */
    public String key() {
        return ref.id() + "." + token;
    }
}
