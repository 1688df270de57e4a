package org.servicemap.citypack.synthetic;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** How many leaves (grids) each area of the level above the leaves gets: by kind of place, with a natural scatter. */
final class Quotas {
    private static final double VILLAGE = 0.75;
    private static final double SCATTER = 0.5;

    private Quotas() {}

    static int[] of(AreaNames areas, List<String> ruralSuffixes, int total, int least, SplittableRandom random) {
        double[] weight = new double[areas.size()];
        double sum = 0;
        for (int i = 0; i < weight.length; i++) {
            double kind = areas.endsIn(i, ruralSuffixes) ? VILLAGE : 1;
            // Product of two uniforms around 1: a skewed, bounded spread, like that of real communities.
            double spread = (1 + SCATTER * (random.nextDouble() - 0.4)) * (1 + SCATTER * (random.nextDouble() - 0.4));
            weight[i] = kind * spread;
            sum += weight[i];
        }
        double perWeight = total / sum;
        return Arrays.stream(weight)
                .mapToInt(w -> Math.max(least, (int) Math.rint(w * perWeight)))
                .toArray();
    }
}
