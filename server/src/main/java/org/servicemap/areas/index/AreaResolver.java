package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.LevelHit.Candidate;
import org.servicemap.areas.index.Resolution.Status;
import org.servicemap.geo.LonLat;

/**
 * Turns a point into its areas for one version. The finest area comes from {@link AreaIndex}, its parents by link; border distances, the
 * nearest area and the accuracy disc's shares from the same cells. Immutable, safe for any number of threads.
 */
public final class AreaResolver {
    private final AreaSnapshot snapshot;
    private final AreaDirectory directory;
    private final AreaIndex index;

    public AreaResolver(AreaSnapshot snapshot) {
        this.snapshot = snapshot;
        this.directory = snapshot.directory();
        this.index = snapshot.index();
    }

    public AreaSnapshot snapshot() {
        return snapshot;
    }

    /** Everything known of the point; {@link Status#OUTSIDE} is an answer, not an error. */
    public Resolution resolve(Query query) {
        LonLat point = query.point();
        BorderIndex.Plane plane = BorderIndex.Plane.at(index.grid(), point.lon(), point.lat());
        List<OverlayHit> overlays =
                query.overlays().isEmpty() ? List.of() : snapshot.overlays().hits(point, query.overlays());
        int leaf = index.leafOf(point.lon(), point.lat());
        if (leaf >= 0) {
            return inside(query, plane, leaf, null, overlays);
        }
        CellSearch.Nearest nearest = index.nearest(plane, snapshot.settings().snapMetres());
        if (nearest.face() > 0) {
            return inside(query, plane, nearest.face() - 1, nearest.metres(), overlays);
        }
        return outside(query, plane, overlays);
    }

    /** Part of the accuracy disc may lie in the city all the same. */
    private Resolution outside(Query query, BorderIndex.Plane plane, List<OverlayHit> overlays) {
        LonLat point = query.point();
        List<LevelHit> touched = touched(shares(query, plane));
        boolean swapped = index.leafOf(point.lat(), point.lon()) >= 0;
        return new Resolution(
                Status.OUTSIDE,
                point,
                null,
                query.accuracyMetres(),
                !touched.isEmpty(),
                List.of(),
                overlays,
                touched,
                swapped);
    }

    /** For each level the area with the largest share, and the others. */
    private List<LevelHit> touched(Map<Integer, Double> shares) {
        List<LevelHit> touched = new ArrayList<>();
        for (int level = 1; level <= snapshot.levels().size(); level++) {
            int rank = level;
            shares.entrySet().stream()
                    .filter(entry -> directory.level(entry.getKey()) == rank)
                    .min(Map.Entry.<Integer, Double>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .ifPresent(best -> touched.add(hit(best.getKey(), rank, Double.NaN, shares)));
        }
        return touched;
    }

    private Resolution inside(
            Query query, BorderIndex.Plane plane, int leaf, @Nullable Double snapped, List<OverlayHit> overlays) {
        int[] chain = chain(leaf);
        double[] borders = snapped == null ? index.borderMetres(plane, directory.level(leaf)) : new double[0];
        Map<Integer, Double> shares = shares(query, plane);
        List<LevelHit> hits = new ArrayList<>(chain.length);
        boolean ambiguous = false;
        for (int area : chain) {
            int level = directory.level(area);
            double border = snapped == null ? borders[level - 1] : snapped;
            LevelHit hit = hit(area, level, border, shares);
            ambiguous |= hit.ambiguous();
            hits.add(hit);
        }
        Status status = snapped == null ? Status.INSIDE : Status.SNAPPED;
        return new Resolution(
                status, query.point(), snapped, query.accuracyMetres(), ambiguous, hits, overlays, List.of(), false);
    }

    /** The area and its ancestors, coarsest first. */
    private int[] chain(int leaf) {
        int[] chain = new int[snapshot.levels().size()];
        int first = chain.length;
        for (int area = leaf; area >= 0; area = directory.parent(area)) {
            chain[--first] = area;
        }
        return first == 0 ? chain : Arrays.copyOfRange(chain, first, chain.length);
    }

    /** Shares of the disc by area of any level; empty when the position is taken as exact. */
    private Map<Integer, Double> shares(Query query, BorderIndex.Plane plane) {
        Double accuracy = query.accuracyMetres();
        if (accuracy == null || accuracy == 0) {
            return Map.of();
        }
        Map<Integer, Double> shares = new HashMap<>();
        index.shares(plane, accuracy).forEach((face, share) -> {
            for (int area = face - 1; area >= 0; area = directory.parent(area)) {
                shares.merge(area, share, Double::sum);
            }
        });
        return shares;
    }

    private LevelHit hit(int area, int level, double border, Map<Integer, Double> shares) {
        if (shares.isEmpty()) {
            return new LevelHit(area, level, border, 1, false, List.of(new Candidate(area, 1)));
        }
        List<Candidate> candidates = new ArrayList<>();
        shares.forEach((candidate, share) -> {
            if (directory.level(candidate) == level) {
                candidates.add(new Candidate(candidate, Math.min(1, share)));
            }
        });
        candidates.sort(Comparator.comparingDouble(Candidate::share).reversed().thenComparing(Candidate::ordinal));
        double best = candidates.isEmpty() ? 0 : candidates.get(0).share();
        double own = Math.min(1, shares.getOrDefault(area, 0.0));
        return new LevelHit(area, level, border, own, best < snapshot.settings().ambiguousBelow(), candidates);
    }
}
