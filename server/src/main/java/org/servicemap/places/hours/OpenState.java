package org.servicemap.places.hours;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether something is open at a moment, and what comes next.
 *
 * @param closesAt when open: the end of this opening; null when none comes within a week
 * @param opensAt the next opening after this one, or after the moment when closed; null when none comes within a year
 */
public record OpenState(
        boolean open, @Nullable Instant closesAt, @Nullable Instant opensAt) {}
