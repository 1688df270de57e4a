package org.servicemap.areas;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.servicemap.areas.index.PileDetector;
import org.servicemap.geo.LonLat;

/**
 * Goes through many requests' positions and tells of each whether it is likely a geocoder's default: it lies on a pile that was
 * known before, or on one among the requests just seen ({@link PileDetector}). At the end {@link #piles} are those that proved
 * themselves over the whole. Memory is bounded. Not thread-safe.
 */
public final class PileLearner {
    /** A few requests teach nothing: one busy building among a hundred is no geocoder's default. */
    static final int LEAST_SEEN = 1000;

    private static final int LEAST = 25;
    private static final double SHARE = 0.005;
    private static final int MOST = 10_000;
    private static final double DECIMALS = 1e7;

    private final Predicate<LonLat> known;
    private final PileDetector recent = PileDetector.standard();
    private final Map<Long, Long> counts = new HashMap<>();
    private long seen;

    PileLearner(Predicate<LonLat> known) {
        this.known = known;
    }

    /** One who knows of no piles. */
    static PileLearner fresh() {
        return new PileLearner(point -> false);
    }

    /** Counts a position; true when it is of low confidence. */
    public boolean add(LonLat point) {
        seen++;
        boolean pile = recent.add(point);
        if (pile && counts.size() < MOST) {
            // The first ones were passed over before it was a pile.
            counts.merge(key(point), (long) LEAST, (count, first) -> count + 1);
        }
        return pile || known.test(point);
    }

    /** How many requests lie on each pile: at least {@value #LEAST} and 0.5 % of all, and nothing under a thousand in all. */
    Map<Long, Long> piles() {
        Map<Long, Long> sure = new HashMap<>(counts);
        sure.values().removeIf(count -> seen < LEAST_SEEN || count < SHARE * seen);
        return sure;
    }

    static long key(LonLat point) {
        return key((int) Math.round(point.lon() * DECIMALS), (int) Math.round(point.lat() * DECIMALS));
    }

    static long key(int lonE7, int latE7) {
        return (long) lonE7 << 32 | latE7 & 0xFFFF_FFFFL;
    }

    static int lonE7(long key) {
        return (int) (key >> 32);
    }

    static int latE7(long key) {
        return (int) key;
    }
}
