package org.servicemap.insights.spatial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Kulldorff's prospective space-time scan statistic (1997, 2001): of all cylinders (a site with its nearest neighbours, over the last days up
 * to and including the last one) it finds that whose excess is the least likely by chance, and says by drawn worlds how often chance alone
 * shows one as unlikely anywhere: the p-value holds for looking at all places, radii and periods at once. It does not hold for looking every
 * day: {@link Cluster#recurrenceDays}. Only cylinders with more than expected and at most half of all expected are looked at.
 *
 * <p>Chance is as the {@link ScanModel} says. Where real counts scatter more than that (one burst pipe, thirty calls), alarms are real
 * clusters of calls though not of causes.
 */
public final class SpaceTimeScan {
    private final ScanModel model;
    private final Sites sites;
    private final ScanSettings settings;
    private final int[][] nearest;
    private final Cylinders cylinders;

    private SpaceTimeScan(ScanModel model, Sites sites, ScanSettings settings) {
        this.model = model;
        this.sites = sites;
        this.settings = settings;
        this.nearest = sites.nearest(settings.neighbours());
        this.cylinders = new Cylinders(model, nearest, Math.min(settings.days(), model.days()));
    }

    /**
     * A place and a time with more than chance would have.
     *
     * @param centre the site in the middle
     * @param members the centre and its neighbours, the nearest first
     * @param radiusMetres from the centre to the farthest member's centre; 0 of a single site
     * @param days the last so many days
     * @param relativeRisk what was observed for each expected inside, over the same outside; infinite when there was nothing outside
     * @param ratio log-likelihood ratio
     * @param p (1 + worlds with as much) / (1 + worlds). Of those after the first it is against the worlds' first ones, so it is on the safe side
     */
    public record Cluster(
            int centre,
            List<Integer> members,
            double radiusMetres,
            int days,
            int observed,
            double expected,
            double relativeRisk,
            double ratio,
            double p) {
        /** When looked at each day, chance alone shows one like it about every so many days. */
        public double recurrenceDays() {
            return 1 / p;
        }
    }

    /** The likeliest clusters, no two with a site in common, the likeliest first, whatever their p-values. */
    public static List<Cluster> of(ScanModel model, Sites sites, ScanSettings settings) {
        if (sites.count() != model.sites()) {
            throw new IllegalArgumentException("as many sites as are counted");
        }
        return new SpaceTimeScan(model, sites, settings).run();
    }

    private List<Cluster> run() {
        List<Cylinders.Best> found = distinct(cylinders.bestOfEachCentre(observed()));
        if (found.isEmpty()) {
            return List.of();
        }
        double[] worlds = new Worlds(model, cylinders, settings).maxima();
        return found.stream().map(best -> cluster(best, worlds)).toList();
    }

    private int[] observed() {
        int window = cylinders.window();
        int[] recent = new int[model.sites() * window];
        for (int site = 0; site < model.sites(); site++) {
            for (int age = 0; age < window; age++) {
                recent[site * window + age] = model.count(site, model.days() - 1 - age);
            }
        }
        return recent;
    }

    private List<Cylinders.Best> distinct(List<Cylinders.Best> candidates) {
        List<Cylinders.Best> kept = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        candidates.stream()
                .sorted(Comparator.comparingDouble(Cylinders.Best::ratio)
                        .reversed()
                        .thenComparingInt(Cylinders.Best::size)
                        .thenComparingInt(Cylinders.Best::centre))
                .forEach(best -> {
                    List<Integer> members = members(best);
                    if (kept.size() < settings.most() && members.stream().noneMatch(taken::contains)) {
                        taken.addAll(members);
                        kept.add(best);
                    }
                });
        return kept;
    }

    private List<Integer> members(Cylinders.Best best) {
        List<Integer> members = new ArrayList<>();
        for (int at = 0; at < best.size(); at++) {
            members.add(nearest[best.centre()][at]);
        }
        return members;
    }

    private Cluster cluster(Cylinders.Best best, double[] worlds) {
        List<Integer> members = members(best);
        double total = model.total();
        double outside = (total - best.observed()) / (total - best.expected());
        return new Cluster(
                best.centre(),
                members,
                sites.metresBetween(best.centre(), members.get(members.size() - 1)),
                best.days(),
                best.observed(),
                best.expected(),
                outside > 0 ? best.observed() / best.expected() / outside : Double.POSITIVE_INFINITY,
                best.ratio(),
                p(best.ratio(), worlds));
    }

    /** Worlds that differ by less than rounding count as equal, which is the safe side. */
    private static double p(double ratio, double[] worlds) {
        int asMuch = 0;
        for (double world : worlds) {
            if (world >= ratio - 1e-9) {
                asMuch++;
            }
        }
        return (1.0 + asMuch) / (1.0 + worlds.length);
    }
}
