package org.servicemap.insights.spatial;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The correction for several scans of one night by Holm (1979): whatever hangs together, the chance that nights without any cluster raise an
 * alarm at all is at most the level to which corrected values are held. All requests together and their categories do hang together, so nothing
 * that asks for independence would do. Pure.
 */
public final class ManyScans {
    private ManyScans() {}

    /** So many worlds at least, or not even what is beyond all of them could be told. */
    public static int leastReplicas(int scans, double level) {
        return (int) Math.ceil(scans / level) - 1;
    }

    /**
     * Corrected p-values, in the order of the given ones. A scan's likeliest cluster speaks for the scan; its further ones are corrected by the same
     * factor and are never surer than it.
     *
     * @param scans of each scan the p-values of its clusters, the likeliest cluster's first; none where nothing was found
     */
    public static List<List<Double>> corrected(List<List<Double>> scans) {
        List<Integer> order = IntStream.range(0, scans.size())
                .boxed()
                .sorted(Comparator.comparingDouble(at -> first(scans.get(at))))
                .toList();
        double[] factors = new double[scans.size()];
        double[] least = new double[scans.size()];
        double sofar = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int at = order.get(rank);
            factors[at] = scans.size() - rank;
            sofar = Math.max(sofar, factors[at] * first(scans.get(at)));
            least[at] = sofar;
        }
        return IntStream.range(0, scans.size())
                .mapToObj(at -> scans.get(at).stream()
                        .map(p -> Math.min(1, Math.max(least[at], factors[at] * p)))
                        .toList())
                .toList();
    }

    /**
     * In at least how many nights of chance alone one scan of all shows something as unlikely as a p-value of a single scan: once at most (Bonferroni).
     * Holm's values do not say that: where other clusters are true they ask less of the rest.
     */
    public static double recurrence(double p, int scans) {
        return 1 / Math.min(1, scans * p);
    }

    private static double first(List<Double> scan) {
        return scan.isEmpty() ? 1 : scan.get(0);
    }
}
