package org.servicemap.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * One past request, as a backtest takes it.
 *
 * @param line where it comes from (1-based line of a file), 0 when from elsewhere
 * @param decided code of the unit that it really went to, or null when not known
 * @param registered the point of the place with the role {@code registered}, or null when not known
 */
public record PastCase(
        long line,
        String category,
        LonLat point,
        @Nullable String channel,
        @Nullable String hotline,
        @Nullable String urgency,
        @Nullable String kind,
        Instant at,
        @Nullable String text,
        @Nullable String decided,
        @Nullable LonLat registered) {
    /** Of which no registered place is known. */
    public PastCase(
            long line,
            String category,
            LonLat point,
            @Nullable String channel,
            @Nullable String hotline,
            @Nullable String urgency,
            @Nullable String kind,
            Instant at,
            @Nullable String text,
            @Nullable String decided) {
        this(line, category, point, channel, hotline, urgency, kind, at, text, decided, null);
    }
}
