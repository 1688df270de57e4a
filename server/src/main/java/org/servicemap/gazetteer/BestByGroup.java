package org.servicemap.gazetteer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;

/** Keeps the best of each group of kinds, so that no group crowds another out. One for a search; not thread-safe. */
final class BestByGroup extends SimpleCollector {
    /** What lies at the point itself gains so much: less than lies between two ways to match, more than rank decides. */
    private static final float CLOSENESS = 4;

    private static final double NEAR_METRES = 3000;
    private static final Comparator<Found> WORST_FIRST = Comparator.<Found>comparingDouble(Found::score)
            .thenComparing(Comparator.comparingLong(Found::rank).reversed());

    /** A document with what decides over its place. */
    record Found(int document, float match, float closeness, long rank, int group) {
        static final Comparator<Found> BEST_FIRST = WORST_FIRST.reversed();

        float score() {
            return match + closeness;
        }

        Found matching(float other) {
            return new Found(document, other, closeness, rank, group);
        }
    }

    private final int each;
    private final boolean[] wanted = new boolean[Hit.Kind.values().length];
    private final @Nullable LonLat near;
    private final List<PriorityQueue<Found>> best = new ArrayList<>();
    private int base;
    private @Nullable Scorable scorer;
    private @Nullable NumericDocValues kinds;
    private @Nullable NumericDocValues groups;
    private @Nullable NumericDocValues ranks;
    private @Nullable NumericDocValues lons;
    private @Nullable NumericDocValues lats;

    BestByGroup(int each, Set<Hit.Kind> kinds, @Nullable LonLat near) {
        this.each = each;
        this.near = near;
        kinds.forEach(kind -> wanted[kind.ordinal()] = true);
        for (int i = 0; i < Hit.Kind.GROUPS; i++) {
            best.add(new PriorityQueue<>(WORST_FIRST));
        }
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        base = context.docBase;
        kinds = DocValues.getNumeric(context.reader(), NameIndexBuilder.KIND);
        groups = DocValues.getNumeric(context.reader(), NameIndexBuilder.GROUP);
        ranks = DocValues.getNumeric(context.reader(), NameIndexBuilder.RANK);
        lons = DocValues.getNumeric(context.reader(), NameIndexBuilder.LON);
        lats = DocValues.getNumeric(context.reader(), NameIndexBuilder.LAT);
    }

    @Override
    public void setScorer(Scorable scorer) {
        this.scorer = scorer;
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE;
    }

    @Override
    public void collect(int document) throws IOException {
        if (!wanted[(int) value(kinds, document)]) {
            return;
        }
        int group = (int) value(groups, document);
        PriorityQueue<Found> queue = best.get(group);
        float score = Objects.requireNonNull(scorer).score();
        Found weakest = queue.size() < each ? null : queue.peek();
        if (weakest != null && score + (near == null ? 0 : CLOSENESS) < weakest.score()) {
            return;
        }
        Found found = new Found(base + document, score, closeness(document), value(ranks, document), group);
        if (weakest != null && WORST_FIRST.compare(found, weakest) <= 0) {
            return; // of many that match alike most are no better than what is there
        }
        queue.add(found);
        if (queue.size() > each) {
            queue.poll();
        }
    }

    private float closeness(int document) throws IOException {
        if (near == null || lons == null || !lons.advanceExact(document)) {
            return 0;
        }
        double lon = NameIndexBuilder.degrees(lons.longValue());
        double lat = NameIndexBuilder.degrees(value(lats, document));
        double x = (lon - near.lon()) * Geodesy.metresPerDegreeLon(near.lat());
        double y = (lat - near.lat()) * Geodesy.metresPerDegreeLat(near.lat());
        return (float) (CLOSENESS * Math.exp(-Math.hypot(x, y) / NEAR_METRES));
    }

    private static long value(@Nullable NumericDocValues values, int document) throws IOException {
        return values != null && values.advanceExact(document) ? values.longValue() : 0;
    }

    /** All that were kept, in no order. */
    List<Found> found() {
        List<Found> all = new ArrayList<>();
        best.forEach(all::addAll);
        return all;
    }

    /**
     * At most so many, the best first: the best of each group if it is any good, and the best of all. Among equals those that
     * stand for their groups come first.
     */
    static List<Found> mixed(List<Found> all, int limit, float leastToStandForAGroup) {
        List<Found> sorted = all.stream().sorted(Found.BEST_FIRST).toList();
        Set<Found> standing = new LinkedHashSet<>();
        boolean[] stands = new boolean[Hit.Kind.GROUPS];
        for (Found one : sorted) {
            if (!stands[one.group()] && one.match() >= leastToStandForAGroup && standing.size() < limit) {
                stands[one.group()] = true;
                standing.add(one);
            }
        }
        Set<Found> chosen = new LinkedHashSet<>(standing);
        sorted.stream()
                .filter(one -> !standing.contains(one))
                .limit(limit - chosen.size())
                .forEach(chosen::add);
        return chosen.stream()
                .sorted(Comparator.<Found>comparingDouble(one -> -one.score())
                        .thenComparing(one -> !standing.contains(one))
                        .thenComparingLong(Found::rank))
                .toList();
    }
}
