package org.servicemap.insights.spatial;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What is expected where and when if nothing is wrong, and how to draw such a world. In both models the expected count of a cylinder is the
 * total times its sites' share times its days' share, so it is the same in every replica. Immutable.
 */
public final class ScanModel {
    private final int sites;
    private final int days;
    private final int[] counts;
    private final double[] siteShares;
    private final double[] dayShares;
    private final int[] eventSites;
    private final int[] eventDays;
    private final boolean permutes;

    private ScanModel(int sites, int[] counts, double[] siteShares, double[] dayShares, boolean permutes) {
        this.sites = sites;
        this.days = counts.length / sites;
        this.counts = counts;
        this.siteShares = siteShares;
        this.dayShares = dayShares;
        this.permutes = permutes;
        this.eventSites = new int[total(counts)];
        this.eventDays = new int[eventSites.length];
        fillEvents();
    }

    /**
     * The space-time permutation model (Kulldorff, Heffernan, Hartman, Assunção, Mostashari 2005): each site keeps its total, each day keeps
     * its total, and which event of a site fell on which day is by chance. Needs no population, and neither places that always have many nor
     * days on which all have many are found. Blind to a rise of the whole city.
     *
     * @param counts site by site, each with its days in order
     */
    public static ScanModel permutation(int sites, int[] counts) {
        int[] copy = checked(sites, counts);
        int days = copy.length / sites;
        double[] bySite = new double[sites];
        double[] byDay = new double[days];
        for (int at = 0; at < copy.length; at++) {
            bySite[at / days] += copy[at];
            byDay[at % days] += copy[at];
        }
        return new ScanModel(sites, copy, shares(bySite), shares(byDay), true);
    }

    /**
     * The Poisson model (Kulldorff 1997, 2001), conditioned on the total: events fall on sites as their population is, on days as these weigh.
     *
     * @param population residents, or what was expected of the site; positive where anything was counted
     * @param dayWeights one for each day, as weekdays differ; all equal when nothing is known
     */
    public static ScanModel poisson(int sites, int[] counts, double[] population, double[] dayWeights) {
        int[] copy = checked(sites, counts);
        int days = copy.length / sites;
        if (population.length != sites || dayWeights.length != days) {
            throw new IllegalArgumentException("a population for each site and a weight for each day");
        }
        for (int at = 0; at < copy.length; at++) {
            if (copy[at] > 0 && !(population[at / days] > 0 && dayWeights[at % days] > 0)) {
                throw new IllegalArgumentException("counted where nothing is expected: site " + at / days);
            }
        }
        return new ScanModel(sites, copy, shares(population.clone()), shares(dayWeights.clone()), false);
    }

    private static int[] checked(int sites, int[] counts) {
        if (sites < 1 || counts.length % sites != 0 || Arrays.stream(counts).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("counts of " + sites + " sites, none negative");
        }
        return counts.clone();
    }

    private static double[] shares(double[] values) {
        double sum = Arrays.stream(values).sum();
        return Arrays.stream(values).map(value -> sum > 0 ? value / sum : 0).toArray();
    }

    private static int total(int[] counts) {
        return Math.toIntExact(Arrays.stream(counts).asLongStream().sum());
    }

    private void fillEvents() {
        int event = 0;
        for (int at = 0; at < counts.length; at++) {
            for (int copy = 0; copy < counts[at]; copy++) {
                eventSites[event] = at / days;
                eventDays[event++] = at % days;
            }
        }
    }

    int sites() {
        return sites;
    }

    int days() {
        return days;
    }

    int total() {
        return eventSites.length;
    }

    double siteShare(int site) {
        return siteShares[site];
    }

    double dayShare(int day) {
        return dayShares[day];
    }

    int count(int site, int day) {
        return counts[site * days + day];
    }

    /** Draws worlds one after the other into arrays of its own; for one thread. */
    Draws draws() {
        return new Draws();
    }

    /** The room that one thread needs to draw worlds. */
    final class Draws {
        private final int[] shuffled = permutes ? eventDays.clone() : new int[0];
        private final double[] siteSums = sums(siteShares);
        private final double[] daySums = sums(dayShares);

        private static double[] sums(double[] shares) {
            double[] sums = shares.clone();
            Arrays.parallelPrefix(sums, Double::sum);
            return sums;
        }

        /**
         * Draws a world's counts of the last days of each site: at {@code site * window + age}, age 0 being the last day.
         */
        void into(int[] recent, int window, SplittableRandom random) {
            Arrays.fill(recent, 0);
            if (permutes) {
                permute(recent, window, random);
            } else {
                scatter(recent, window, random);
            }
        }

        /** A Fisher-Yates shuffle that starts from the order of the draw before would make worlds depend on their number's order. */
        private void permute(int[] recent, int window, SplittableRandom random) {
            System.arraycopy(eventDays, 0, shuffled, 0, shuffled.length);
            for (int event = shuffled.length - 1; event >= 0; event--) {
                int other = random.nextInt(event + 1);
                int day = shuffled[other];
                shuffled[other] = shuffled[event];
                count(recent, window, eventSites[event], day);
            }
        }

        private void scatter(int[] recent, int window, SplittableRandom random) {
            for (int event = 0; event < eventSites.length; event++) {
                int day = drawn(daySums, random);
                if (day >= days - window) {
                    count(recent, window, drawn(siteSums, random), day);
                }
            }
        }

        private void count(int[] recent, int window, int site, int day) {
            int age = days - 1 - day;
            if (age < window) {
                recent[site * window + age]++;
            }
        }

        private static int drawn(double[] sums, SplittableRandom random) {
            double value = random.nextDouble() * sums[sums.length - 1];
            int at = Arrays.binarySearch(sums, value);
            int next = at < 0 ? -at - 1 : at + 1;
            while (next < sums.length - 1 && sums[next] <= value) {
                next++;
            }
            return Math.min(next, sums.length - 1);
        }
    }
}
