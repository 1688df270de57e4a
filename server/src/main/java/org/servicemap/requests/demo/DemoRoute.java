package org.servicemap.requests.demo;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue said about a request.
 *
 * @param queued whether a dispatcher has to look first
 */
public record DemoRoute(
        @Nullable String unit,
        List<String> copies,
        List<String> assistants,
        @Nullable Instant deadline,
        @Nullable String diversion,
        boolean queued) {
    public DemoRoute {
        copies = List.copyOf(copies);
        assistants = List.copyOf(assistants);
    }
}
