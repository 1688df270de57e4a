package org.servicemap.requests;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the public reads of a request beside its category, place and state, once a person has looked at it.
 *
 * @param text what it is about, without a word that tells who asked
 * @param reply what was answered, likewise; null when that is not published
 * @param photos ids of attachments that may be shown
 * @param reviewedBy account
 */
record Publication(String text, @Nullable String reply, List<Long> photos, long reviewedBy, Instant reviewedAt) {
    Publication {
        photos = List.copyOf(photos);
    }
}
