package org.servicemap.knowledge;

import java.time.Instant;

/**
 * An article as it was from a moment on.
 *
 * @param number 1 for the first
 * @param changedBy who wrote it: {@code account:17}, {@code pack}
 */
public record Version(Article article, int number, Instant changedAt, String changedBy) {}
