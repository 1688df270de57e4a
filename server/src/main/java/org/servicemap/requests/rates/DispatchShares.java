package org.servicemap.requests.rates;

import org.jspecify.annotations.Nullable;

/**
 * How requests of a period found their unit. What each count means stands in {@code server/docs/rates.md}.
 *
 * @param received all that came in the period
 * @param dispatched given to a unit at least once
 * @param automatic of these, those whose first unit the catalogue found without a person
 * @param redispatched of all dispatched, those that were given to a unit again later
 * @param automaticRedispatched of the automatic ones, the same
 * @param waiting still with a dispatcher
 */
public record DispatchShares(
        long received, long dispatched, long automatic, long redispatched, long automaticRedispatched, long waiting) {
    public static final DispatchShares NONE = new DispatchShares(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public DispatchShares plus(DispatchShares other) {
        return new DispatchShares(
                received + other.received,
                dispatched + other.dispatched,
                automatic + other.automatic,
                redispatched + other.redispatched,
                automaticRedispatched + other.automaticRedispatched,
                waiting + other.waiting);
    }

    /** Of the dispatched, 0 to 1; null when there are none. */
    public @Nullable Double automaticShare() {
        return share(automatic, dispatched);
    }

    /** Of the dispatched, 0 to 1; null when there are none. */
    public @Nullable Double redispatchedShare() {
        return share(redispatched, dispatched);
    }

    /** Of the automatic ones, 0 to 1; null when there are none. */
    public @Nullable Double automaticRedispatchedShare() {
        return share(automaticRedispatched, automatic);
    }

    private static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }
}
