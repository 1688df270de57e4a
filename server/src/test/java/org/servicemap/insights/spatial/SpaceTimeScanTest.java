package org.servicemap.insights.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Against small cases counted by hand, every cylinder tried plainly, and every permutation written out. */
@NullMarked
class SpaceTimeScanTest {
    private static final Sites FAR_APART = Sites.ofMetres(new double[] {0, 1000, 5000}, new double[] {0, 0, 0});

    @Test
    void countsATinyCityAsByHand() {
        // sites by days: 5 in all on day 1, 5 on day 2; site 2 has 4 of its 5 on day 2
        int[] counts = {2, 0, 2, 1, 1, 4};
        var found = SpaceTimeScan.of(ScanModel.permutation(3, counts), FAR_APART, new ScanSettings(1, 1, 99, 1, 1, 5));
        var first = found.get(0);
        assertThat(first.centre()).isEqualTo(2);
        assertThat(first.observed()).isEqualTo(4);
        // 5 of site 2 times 5 of the day, over 10
        assertThat(first.expected()).isCloseTo(2.5, within(1e-12));
        assertThat(first.ratio()).isCloseTo(4 * Math.log(4 / 2.5) + 6 * Math.log(6 / 7.5), within(1e-12));
        assertThat(first.relativeRisk()).isCloseTo((4 / 2.5) / (6 / 7.5), within(1e-12));
        assertThat(first.radiusMetres()).isZero();
    }

    @Test
    void findsWhatTryingEveryCylinderFinds() {
        Random random = new Random(7);
        for (int turn = 0; turn < 60; turn++) {
            int sites = 4 + random.nextInt(8);
            int days = 3 + random.nextInt(6);
            double[] x = random.doubles(sites, 0, 9000).toArray();
            double[] y = random.doubles(sites, 0, 9000).toArray();
            int[] counts = random.ints(sites * days, 0, 5).toArray();
            boolean permutes = turn % 2 == 0;
            double[] population = random.doubles(sites, 1, 9).toArray();
            double[] week = random.doubles(days, 0.5, 2).toArray();
            ScanModel model = permutes
                    ? ScanModel.permutation(sites, counts)
                    : ScanModel.poisson(sites, counts, population, week);
            double plain = permutes
                    ? plainly(x, y, counts, sums(sites, counts, true), sums(sites, counts, false), 5, 3)
                    : plainly(x, y, counts, population, week, 5, 3);
            var found = SpaceTimeScan.of(model, Sites.ofMetres(x, y), new ScanSettings(5, 3, 1, 1, 1, 3));
            assertThat(found.isEmpty() ? 0 : found.get(0).ratio()).isCloseTo(plain, within(1e-9));
        }
    }

    private static double[] sums(int sites, int[] counts, boolean bySite) {
        int days = counts.length / sites;
        double[] sums = new double[bySite ? sites : days];
        for (int at = 0; at < counts.length; at++) {
            sums[bySite ? at / days : at % days] += counts[at];
        }
        return sums;
    }

    /** The highest ratio, all the sums made anew for each cylinder. */
    private static double plainly(
            double[] x, double[] y, int[] counts, double[] bySite, double[] byDay, int neighbours, int window) {
        int days = byDay.length;
        double total = Arrays.stream(counts).sum();
        double highest = 0;
        for (int centre = 0; centre < x.length; centre++) {
            int middle = centre;
            List<Integer> order = new ArrayList<>();
            for (int site = 0; site < x.length; site++) {
                order.add(site);
            }
            order.sort((one, other) -> Double.compare(
                    Math.hypot(x[one] - x[middle], y[one] - y[middle]),
                    Math.hypot(x[other] - x[middle], y[other] - y[middle])));
            for (int size = 1; size <= Math.min(neighbours, x.length); size++) {
                for (int length = 1; length <= Math.min(window, days); length++) {
                    double count = 0;
                    double people = 0;
                    double time = 0;
                    for (int site : order.subList(0, size)) {
                        people += bySite[site];
                        for (int day = days - length; day < days; day++) {
                            count += counts[site * days + day];
                        }
                    }
                    for (int day = days - length; day < days; day++) {
                        time += byDay[day];
                    }
                    double share = people / Arrays.stream(bySite).sum();
                    double mean = total * share * time / Arrays.stream(byDay).sum();
                    if (share <= 0.5 && count > mean + 1e-9) {
                        double rest = total - count;
                        highest = Math.max(
                                highest,
                                count * Math.log(count / mean)
                                        + (rest == 0 ? 0 : rest * Math.log(rest / (total - mean))));
                    }
                }
            }
        }
        return highest;
    }

    @Test
    void pIsTheShareOfAllPermutationsWithAsMuch() {
        int[] counts = {0, 0, 3, 1, 0, 0, 0, 2, 1};
        var found = SpaceTimeScan.of(
                        ScanModel.permutation(3, counts), FAR_APART, new ScanSettings(2, 2, 20_000, 11, 2, 1))
                .get(0);
        int[] asMuch = new int[2];
        int[] places = {0, 0, 0, 1, 2, 2, 2};
        permutations(new int[] {2, 2, 2, 0, 1, 1, 2}, 0, days -> {
            int[] world = new int[9];
            for (int event = 0; event < days.length; event++) {
                world[places[event] * 3 + days[event]]++;
            }
            double highest = plainly(
                    new double[] {0, 1000, 5000},
                    new double[3],
                    world,
                    sums(3, world, true),
                    sums(3, world, false),
                    2,
                    2);
            asMuch[0] += highest >= found.ratio() - 1e-9 ? 1 : 0;
            asMuch[1]++;
        });
        assertThat(asMuch[1]).isEqualTo(5040);
        double exact = asMuch[0] / 5040.0;
        // four standard errors of 20,000 draws
        assertThat(found.p()).isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / 20_000) + 1e-4));
    }

    private static void permutations(int[] values, int from, java.util.function.Consumer<int[]> each) {
        if (from == values.length) {
            each.accept(values);
        }
        for (int at = from; at < values.length; at++) {
            swap(values, from, at);
            permutations(values, from + 1, each);
            swap(values, from, at);
        }
    }

    private static void swap(int[] values, int one, int other) {
        int kept = values[one];
        values[one] = values[other];
        values[other] = kept;
    }

    @Test
    void theSameSeedGivesTheSameWithAnyNumberOfThreads() {
        int[] counts = new Random(3).ints(3 * 20, 0, 6).toArray();
        ScanModel model = ScanModel.permutation(3, counts);
        var alone = SpaceTimeScan.of(model, FAR_APART, new ScanSettings(2, 5, 500, 42, 1, 3));
        assertThat(SpaceTimeScan.of(model, FAR_APART, new ScanSettings(2, 5, 500, 42, 3, 3)))
                .isEqualTo(alone);
    }

    @Test
    void clustersHaveNoSiteInCommon() {
        Random random = new Random(5);
        int sites = 40;
        Sites places = Sites.ofMetres(
                random.doubles(sites, 0, 9000).toArray(),
                random.doubles(sites, 0, 9000).toArray());
        var found = SpaceTimeScan.of(
                ScanModel.permutation(sites, random.ints(sites * 14, 0, 4).toArray()),
                places,
                new ScanSettings(6, 7, 19, 1, 2, 10));
        var members =
                found.stream().flatMap(cluster -> cluster.members().stream()).toList();
        assertThat(found).hasSizeGreaterThan(2);
        assertThat(members).doesNotHaveDuplicates();
        assertThat(found).isSortedAccordingTo((one, other) -> Double.compare(other.ratio(), one.ratio()));
    }

    @Test
    void nothingCountedIsNoCluster() {
        assertThat(SpaceTimeScan.of(
                        ScanModel.permutation(3, new int[9]), FAR_APART, new ScanSettings(2, 2, 9, 1, 1, 3)))
                .isEmpty();
    }

    @Test
    void refusesCountsWhereNobodyLives() {
        assertThatThrownBy(() -> ScanModel.poisson(2, new int[] {1, 1, 0, 0}, new double[] {0, 5}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
