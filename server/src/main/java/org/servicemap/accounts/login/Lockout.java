package org.servicemap.accounts.login;

import java.time.Duration;

/**
 * How long logins rest after failures in a row: not at all for the first ones, then 30 s, doubling, to an hour. Pure.
 *
 * @param free failures without consequence
 */
record Lockout(int free) {
    /** Of one login name. */
    static final Lockout OF_LOGIN = new Lockout(5);

    /** Of one network, where many people may be. */
    static final Lockout OF_NETWORK = new Lockout(30);

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 7;

    Duration after(int failures) {
        if (failures < free) {
            return Duration.ZERO;
        }
        Duration rest = FIRST.multipliedBy(1L << Math.min(failures - free, MOST_DOUBLINGS));
        return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
    }
}
