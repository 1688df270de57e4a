package org.servicemap.areas.index;

import java.util.LinkedHashMap;
import java.util.Map;
import org.servicemap.geo.LonLat;

/**
 * Finds piles: many requests on one identical coordinate, as a geocoder's default answer leaves them (a city hall, a district's centroid). Feed
 * it the points of recent requests or of a batch; a point is of low confidence when at least {@code share} of the last
 * {@code window} points, and at least {@code least} of them, are identical to it to seven decimals (about a centimetre: what the API gives
 * out, so that a stored point and its copy count as one).
 *
 * <p>Memory is bounded by the window. Not safe for several threads at once: callers synchronise or keep one each.
 */
public final class PileDetector {
    private static final double DECIMALS = 1e7;

    private final int least;
    private final double share;
    private final long[] window;
    private final Map<Long, Integer> counts = new LinkedHashMap<>();
    private long seen;

    /**
     * @param window how many points count
     * @param least fewer identical points than this are never a pile
     * @param share part of the points seen (0 … 1) that makes a pile
     */
    public PileDetector(int window, int least, double share) {
        if (window < 1 || least < 2 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a window of 1 or more, least 2 or more, a share from 0 to 1");
        }
        this.window = new long[window];
        this.least = least;
        this.share = share;
    }

    /** 10,000 points; a pile is 25 identical ones and 0.5 % of them. */
    public static PileDetector standard() {
        return new PileDetector(10_000, 25, 0.005);
    }

    /** Counts the point and tells whether it lies on a pile now. */
    public boolean add(LonLat point) {
        int slot = (int) (seen % window.length);
        if (seen >= window.length) {
            counts.computeIfPresent(window[slot], (key, count) -> count == 1 ? null : count - 1);
        }
        long key = key(point);
        window[slot] = key;
        counts.merge(key, 1, Integer::sum);
        seen++;
        return isPile(point);
    }

    /** Whether the point lies on a pile, without counting it. */
    public boolean isPile(LonLat point) {
        int count = counts.getOrDefault(key(point), 0);
        return count >= least && count >= share * Math.min(seen, window.length);
    }

    private static long key(LonLat point) {
        return Math.round(point.lon() * DECIMALS) * 4_000_000_007L + Math.round(point.lat() * DECIMALS);
    }
}
