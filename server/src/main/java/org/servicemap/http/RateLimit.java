package org.servicemap.http;

import java.time.Duration;

/**
 * How often one caller (the account, else the address) may use a class of routes. Counted by each server for itself.
 *
 * @param name of the class: routes that name the same are counted together
 * @param calls as many at once
 * @param period in which as many come back, evenly
 */
public record RateLimit(String name, int calls, Duration period) {
    public static RateLimit perMinute(String name, int calls) {
        return new RateLimit(name, calls, Duration.ofMinutes(1));
    }

    public static RateLimit perHour(String name, int calls) {
        return new RateLimit(name, calls, Duration.ofHours(1));
    }
}
