package org.servicemap.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue as stored.
 *
 * @param specYaml the examples that must hold, or null
 * @param hash SHA-256 of {@code yaml}, hexadecimal
 */
public record CatalogueText(
        long id,
        String label,
        Status status,
        String yaml,
        @Nullable String specYaml,
        String hash,
        Instant createdAt,
        @Nullable Instant publishedAt) {
    /** Life of a catalogue. */
    public enum Status {
        DRAFT,
        PUBLISHED,
        RETIRED
    }
}
