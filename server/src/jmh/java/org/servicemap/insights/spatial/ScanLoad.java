package org.servicemap.insights.spatial;

import java.util.Random;
import org.jspecify.annotations.NullMarked;

/**
 * How long the nightly scan of a city of Beijing's size takes: 7,000 centres, 84 days studied, cylinders of up to 50 centres and 28 days. Arguments:
 * worlds to draw (default 20; the night draws 999), requests a day (default 10,000: a large top category), threads (default 2).
 */
@NullMarked
final class ScanLoad {
    private static final int CENTRES = 7000;
    private static final int DAYS = 84;

    private ScanLoad() {}

    public static void main(String[] arguments) {
        int replicas = argument(arguments, 0, 20);
        int daily = argument(arguments, 1, 10_000);
        int threads = argument(arguments, 2, 2);
        Random random = new Random(1);
        Sites sites = Sites.ofMetres(
                random.doubles(CENTRES, 0, 120_000).toArray(),
                random.doubles(CENTRES, 0, 120_000).toArray());
        int[] counts = new int[CENTRES * DAYS];
        for (int event = 0; event < daily * DAYS; event++) {
            counts[(int) (CENTRES * Math.pow(random.nextDouble(), 1.5)) * DAYS + random.nextInt(DAYS)]++;
        }
        ScanModel model = ScanModel.permutation(CENTRES, counts);
        double one = seconds(model, sites, new ScanSettings(50, 28, threads, 1, threads, 20));
        double more = seconds(model, sites, new ScanSettings(50, 28, replicas + threads, 1, threads, 20));
        double world = (more - one) / replicas;
        System.out.printf(
                "%d worlds of %d requests, %d threads: %.1f s; each world %.3f s; 999 worlds at that rate %.0f s%n",
                replicas + threads, daily * DAYS, threads, more, world, one + 999 * world);
    }

    private static int argument(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private static double seconds(ScanModel model, Sites sites, ScanSettings settings) {
        long start = System.nanoTime();
        SpaceTimeScan.of(model, sites, settings);
        return (System.nanoTime() - start) / 1e9;
    }
}
