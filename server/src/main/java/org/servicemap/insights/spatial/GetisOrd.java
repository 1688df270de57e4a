package org.servicemap.insights.spatial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The local statistic Gi* of Getis and Ord (1992; standardised as in Ord and Getis 1995) with weights of 1 for a site and its neighbours and
 * 0 for all others: by how many standard deviations the neighbourhood's sum differs from what it were if values lay anywhere. The p-value
 * is of the normal approximation, two-sided, and corrected over all sites by {@link FalseDiscovery}. The approximation is poor
 * where neighbourhoods are few sites and values are rare; the scan statistic is the proof, this is the picture.
 */
public final class GetisOrd {
    private GetisOrd() {}

    /**
     * One site's result.
     *
     * @param z positive: hot; negative: cold; 0 where it cannot be told (all values equal, or everything is the neighbourhood)
     * @param p two-sided, of this site alone
     * @param q p after the correction over all sites
     */
    public record Local(double z, double p, double q) {
        /** Hot at a false-discovery rate. */
        public boolean isHot(double rate) {
            return z > 0 && q <= rate;
        }

        public boolean isCold(double rate) {
            return z < 0 && q <= rate;
        }
    }

    /**
     * @param values one for each site: counts or rates
     * @param neighbours for each site the neighbourhood, the site itself included
     */
    public static List<Local> of(double[] values, int[][] neighbours) {
        int sites = values.length;
        double mean = Arrays.stream(values).average().orElse(0);
        double variance =
                Arrays.stream(values).map(value -> value * value).average().orElse(0) - mean * mean;
        double deviation = Math.sqrt(Math.max(0, variance));
        double[] z = new double[sites];
        double[] p = new double[sites];
        for (int site = 0; site < sites; site++) {
            z[site] = z(values, neighbours[site], mean, deviation);
            p[site] = Normal.twoSided(z[site]);
        }
        return locals(z, p);
    }

    private static double z(double[] values, int[] neighbours, double mean, double deviation) {
        double size = neighbours.length;
        double spread = deviation * Math.sqrt(size * (values.length - size) / (values.length - 1));
        double sum = Arrays.stream(neighbours).mapToDouble(at -> values[at]).sum();
        return spread > 0 ? (sum - mean * size) / spread : 0;
    }

    private static List<Local> locals(double[] z, double[] p) {
        double[] q = FalseDiscovery.adjust(p);
        List<Local> locals = new ArrayList<>();
        for (int site = 0; site < z.length; site++) {
            locals.add(new Local(z[site], p[site], q[site]));
        }
        return locals;
    }
}
