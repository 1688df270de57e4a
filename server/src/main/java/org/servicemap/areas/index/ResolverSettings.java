package org.servicemap.areas.index;

/**
 * How the resolver treats near misses and doubt.
 *
 * @param snapMetres how far outside a point may lie and still get the nearest area, marked as snapped; 0 for never
 * @param ambiguousBelow a level is ambiguous when its best area has less than this share of the accuracy disc, 0 … 1
 */
public record ResolverSettings(double snapMetres, double ambiguousBelow) {
    public static final ResolverSettings DEFAULT = new ResolverSettings(50, 0.8);

    public ResolverSettings {
        if (!(snapMetres >= 0 && snapMetres <= 10_000)) {
            throw new IllegalArgumentException("snap_metres is 0 to 10000, not " + snapMetres);
        }
        if (!(ambiguousBelow >= 0 && ambiguousBelow <= 1)) {
            throw new IllegalArgumentException("ambiguous_below is a share from 0 to 1, not " + ambiguousBelow);
        }
    }
}
