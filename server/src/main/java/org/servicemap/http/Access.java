package org.servicemap.http;

/**
 * What the server needs from elsewhere to know its callers.
 *
 * @param callers who a token stands for
 * @param idempotency where answers are kept under their {@code Idempotency-Key}
 * @param limits how calls are counted
 */
public record Access(CallerSource callers, Idempotency idempotency, RateLimits limits) {
    /** Nobody can log in, no answer is kept: for servers that only answer the public. */
    public static Access open() {
        return new Access(CallerSource.NOBODY, Idempotency.NONE, new RateLimits(0, true));
    }

    /** With callers, without kept answers: for tests of one feature. */
    public static Access of(CallerSource callers) {
        return new Access(callers, Idempotency.NONE, new RateLimits(0, false));
    }
}
