package org.servicemap.notifications;

import org.jspecify.annotations.Nullable;

/**
 * Which messages to list, newest first.
 *
 * @param before only older ones than this id
 */
public record OutboxFilter(
        @Nullable String state,
        @Nullable Channel channel,
        @Nullable Long request,
        @Nullable Long before,
        int limit) {}
