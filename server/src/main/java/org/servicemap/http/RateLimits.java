package org.servicemap.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts calls. Callers without an account count by network address, IPv6 by its /64. Buckets of idle callers are
 * forgotten once they are full again. Thread-safe.
 */
public final class RateLimits {
    private static final int MOST_CALLERS = 200_000;

    private final int proxies;
    private final boolean counting;
    private final Cache<String, Bucket> buckets;

    /**
     * @param proxies how many proxies in front of the server are ours; so many entries at the end of X-Forwarded-For are
     *     believed
     * @param counting false lets everything pass, for load tests
     */
    public RateLimits(int proxies, boolean counting) {
        this.proxies = proxies;
        this.counting = counting;
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CALLERS)
                .expireAfterAccess(Duration.ofHours(24))
                .build();
    }

    int proxies() {
        return proxies;
    }

    /** Takes one call; a problem 429 when there is none left. */
    void take(RateLimit limit, String who) {
        if (!counting) {
            return;
        }
        Bucket bucket = buckets.get(limit.name() + "|" + who, key -> bucket(limit));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
            throw ErrorCode.TOO_MANY_REQUESTS
                    .problem("too many calls; try again in " + seconds + " s")
                    .retryAfter((int) seconds);
        }
    }

    private static Bucket bucket(RateLimit limit) {
        return Bucket.builder()
                .addLimit(b -> b.capacity(limit.calls()).refillGreedy(limit.calls(), limit.period()))
                .build();
    }
}
