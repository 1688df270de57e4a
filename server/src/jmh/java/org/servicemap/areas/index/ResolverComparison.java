package org.servicemap.areas.index;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import org.servicemap.geo.LonLat;

/**
 * Prints the resolver's figures as ratios to the floor and to JTS, measured in turns in one run. Rates are per second of the thread's own CPU
 * time, so that a busy machine disturbs them less. Arguments: {@code jts} to include JTS (needs about 3 GB).
 */
final class ResolverComparison {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 9;

    /** 256 MB. */
    private static final int MEMORY_LONGS = 1 << 25;

    private ResolverComparison() {}

    public static void main(String[] arguments) throws IOException {
        ResolverScenario scenario = new ResolverScenario(SyntheticCity.Plan.FULL);
        build(scenario);
        file(scenario.index);
        int[] out = new int[ResolverScenario.POINTS];
        System.out.printf(
                "floors %.1f MB, coarse %.1f MB%n", scenario.floor.bytes() / 1e6, scenario.coarseFloor.bytes() / 1e6);
        long[] memory = new long[MEMORY_LONGS];
        Arrays.setAll(memory, i -> i);
        double[][] rates = new double[5][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rates[0][round] = rate(ResolverScenario.POINTS, () -> floor(scenario, scenario.floor));
            rates[1][round] = rate(ResolverScenario.POINTS, () -> single(scenario));
            rates[2][round] = rate(ResolverScenario.POINTS, () -> batch(scenario, out));
            rates[3][round] = rate(ResolverScenario.POINTS, () -> floor(scenario, scenario.coarseFloor));
            rates[4][round] = rate(ResolverScenario.POINTS, () -> randomReads(memory));
        }
        double floor = median(rates[0]);
        print("hash-grid floor", floor, floor);
        print("hash-grid floor, cells of a leaf's size", median(rates[3]), floor);
        print("one random read in 256 MB", median(rates[4]), floor);
        print("single", median(rates[1]), floor);
        print("batch of 512", median(rates[2]), floor);
        double[] borders = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            borders[round] = rate(200_000, () -> borders(scenario, 200_000));
        }
        print("border distances of all levels", median(borders), floor);
        AreaResolver resolver = resolver(scenario);
        rate(100_000, () -> resolve(scenario, resolver, 100_000));
        print(
                "whole resolution with border distances",
                rate(200_000, () -> resolve(scenario, resolver, 200_000)),
                floor);
        if (Arrays.asList(arguments).contains("jts")) {
            ResolverScenario.Jts jts = new ResolverScenario.Jts(scenario.coverage);
            rate(20_000, () -> jts(scenario, jts, 20_000));
            double rate = rate(100_000, () -> jts(scenario, jts, 100_000));
            print("JTS IndexedPointInAreaLocator, four levels", rate, floor);
            System.out.printf(
                    "single / JTS = %.0f, batch / JTS = %.0f%n", median(rates[1]) / rate, median(rates[2]) / rate);
        }
    }

    private static void build(ResolverScenario scenario) {
        for (int i = 0; i < 4; i++) {
            long start = System.nanoTime();
            long startCpu = processCpu();
            AreaIndex.build(scenario.coverage);
            System.out.printf(
                    "build %.2f s, %.2f s CPU%n", (System.nanoTime() - start) / 1e9, (processCpu() - startCpu) / 1e9);
        }
        Linework lines = LineworkBuilder.build(scenario.coverage);
        for (int i = 0; i < 3; i++) {
            long startCpu = processCpu();
            BorderIndexBuilder.build(scenario.coverage, lines);
            System.out.printf("of it borders %.2f s CPU%n", (processCpu() - startCpu) / 1e9);
        }
        System.out.printf(
                "%d areas, look-up arrays %.1f MB, with borders %.1f MB%n",
                scenario.coverage.areas().size(), scenario.index.lookupBytes() / 1e6, scenario.index.bytes() / 1e6);
    }

    /** All threads' processor time, as building uses several. */
    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void file(AreaIndex index) throws IOException {
        Path file = Files.createTempFile("areas", ".index");
        index.save(file);
        for (int i = 0; i < 3; i++) {
            long start = CPU.getCurrentThreadCpuTime();
            AreaIndex.map(file);
            System.out.printf("map %.0f ms CPU%n", (CPU.getCurrentThreadCpuTime() - start) / 1e6);
        }
        Files.delete(file);
    }

    private interface Work {
        long run();
    }

    private static long sink;

    private static double rate(int points, Work work) {
        long start = CPU.getCurrentThreadCpuTime();
        sink += work.run();
        return points / ((CPU.getCurrentThreadCpuTime() - start) / 1e9);
    }

    private static long floor(ResolverScenario s, HashGrid grid) {
        long sum = 0;
        for (int i = 0; i < s.lon.length; i++) {
            sum += grid.first(s.lon[i], s.lat[i]);
        }
        return sum;
    }

    /** What the machine's memory is worth: reads at places of a linear congruential generator (Knuth's MMIX). */
    private static long randomReads(long[] memory) {
        long sum = 0;
        long state = 1;
        for (int i = 0; i < ResolverScenario.POINTS; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            sum += memory[(int) (state >>> 39)];
        }
        return sum;
    }

    private static long single(ResolverScenario s) {
        long sum = 0;
        for (int i = 0; i < s.lon.length; i++) {
            sum += s.index.leafOf(s.lon[i], s.lat[i]);
        }
        return sum;
    }

    private static long batch(ResolverScenario s, int[] out) {
        s.index.leavesOf(s.lon, s.lat, out, out.length);
        return out[0];
    }

    private static long jts(ResolverScenario s, ResolverScenario.Jts jts, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += jts.chain(s.lon[i], s.lat[i]);
        }
        return sum;
    }

    private static AreaResolver resolver(ResolverScenario s) {
        return new AreaResolver(new AreaSnapshot(
                "1",
                "benchmark",
                LocalDate.EPOCH,
                AreaDirectory.of(s.coverage),
                s.index,
                OverlayIndex.EMPTY,
                ResolverSettings.DEFAULT));
    }

    private static long borders(ResolverScenario s, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            BorderIndex.Plane plane = BorderIndex.Plane.at(s.index.grid(), s.lon[i], s.lat[i]);
            sum += s.index.borderMetres(plane, 4)[3];
        }
        return (long) sum;
    }

    private static long resolve(ResolverScenario s, AreaResolver resolver, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += resolver.resolve(new Query(new LonLat(s.lon[i], s.lat[i]), null, Set.of()))
                    .areas()
                    .size();
        }
        return sum;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String what, double rate, double floor) {
        System.out.printf("%-45s %12.0f points/s  %.3f × floor%n", what, rate, rate / floor);
    }
}
