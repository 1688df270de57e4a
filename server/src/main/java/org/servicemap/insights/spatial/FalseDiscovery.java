package org.servicemap.insights.spatial;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The correction for testing many hypotheses at once by Benjamini and Hochberg (1995): among those whose adjusted value is at most q, the
 * expected share of false ones is at most q, when the tests are independent or positively dependent, as those of neighbours are
 * (Benjamini and Yekutieli 2001).
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /** The adjusted p-values, in the order of the given ones. */
    public static double[] adjust(double[] p) {
        int[] byP = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(at -> p[at]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double least = 1;
        for (int rank = p.length; rank >= 1; rank--) {
            int at = byP[rank - 1];
            least = Math.min(least, p[at] * p.length / rank);
            adjusted[at] = least;
        }
        return adjusted;
    }
}
