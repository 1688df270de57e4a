package org.servicemap.notifications;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system that is told of events.
 *
 * @param unit it is told of this unit's requests and of those of units below; null of all
 * @param events names of events; {@code *} is all
 */
public record Subscription(
        long id,
        @Nullable String unit,
        String url,
        List<String> events,
        @Nullable Long createdBy,
        Instant createdAt) {
    public Subscription {
        events = List.copyOf(events);
    }
}
