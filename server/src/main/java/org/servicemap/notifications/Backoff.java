package org.servicemap.notifications;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time up to a limit, of which half is left to chance, so that what
 * failed together does not come back together.
 */
record Backoff(Duration first, Duration longest, int mostAttempts) {
    static final Backoff USUAL = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1), 24);

    boolean isLast(int attempts) {
        return attempts >= mostAttempts;
    }

    /** After so many attempts, at least one. */
    Duration after(int attempts, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(attempts - 1, 30);
        long whole = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
