package org.servicemap.routing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * The offset of a zone on days on which it does not change, remembered. A day is meant with a margin, so that it may be local or UTC. Not
 * thread-safe.
 */
final class ZoneDays {
    /** The offset changes about then: ask the zone. */
    static final int CHANGES = Integer.MIN_VALUE;

    static final long DAY_SECONDS = 86_400;
    private static final int SIZE = 1 << 10;
    private static final long FIRST_DAY = -365_000;
    private static final long LAST_DAY = 2_900_000;

    private final ZoneRules rules;
    private final long[] days = new long[SIZE];
    private final int[] offsets = new int[SIZE];

    ZoneDays(ZoneId zone) {
        rules = zone.getRules();
        Arrays.fill(days, Long.MIN_VALUE);
    }

    /** Seconds east of UTC, or {@link #CHANGES}. */
    int offsetSeconds(long epochDay) {
        if (epochDay < FIRST_DAY || epochDay > LAST_DAY) {
            return CHANGES;
        }
        int slot = (int) epochDay & SIZE - 1;
        if (days[slot] != epochDay) {
            days[slot] = epochDay;
            offsets[slot] = find(epochDay);
        }
        return offsets[slot];
    }

    private int find(long epochDay) {
        Instant begin = Instant.ofEpochSecond((epochDay - 1) * DAY_SECONDS);
        ZoneOffsetTransition next = rules.nextTransition(begin.minusSeconds(1));
        boolean changes = next != null && next.toEpochSecond() <= (epochDay + 2) * DAY_SECONDS;
        return changes ? CHANGES : rules.getOffset(begin).getTotalSeconds();
    }
}
