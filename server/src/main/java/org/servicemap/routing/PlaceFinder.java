package org.servicemap.routing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.areas.index.OverlaySelection;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.geo.LonLat;

/**
 * Where points lie, in a territory's numbers, without distances to borders. Immutable, safe for any number of threads.
 */
final class PlaceFinder {
    private static final int[] NOWHERE = {};

    private final Territory territory;
    private final AreaResolver resolver;
    private final Set<String> layers;
    private final OverlaySelection selection;
    private final int[] firstOfLayer;
    private final int[] rankByCode;
    /** Of each leaf that was met, with the areas above it and no features. */
    private final AtomicReferenceArray<@Nullable Located> leaves;

    /**
     * @param territory of the version that the resolver resolves by
     * @param layers the overlay layers that matter
     */
    PlaceFinder(Territory territory, AreaResolver resolver, Set<String> layers) {
        this.territory = territory;
        this.resolver = resolver;
        this.layers = layers;
        selection = resolver.snapshot().overlays().select(layers);
        firstOfLayer = selection.layers().stream()
                .map(OverlayLayer::id)
                .mapToInt(layer -> territory.featureNumber(layer, 0))
                .toArray();
        rankByCode = ranks(territory);
        leaves = new AtomicReferenceArray<>(territory.directory().size());
    }

    /** Place of each feature when all are sorted by code, then by number. */
    private static int[] ranks(Territory territory) {
        int[] sorted = IntStream.range(0, territory.featureCount())
                .boxed()
                .sorted(Comparator.comparing(number -> territory.feature(number).code()))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            ranks[sorted[i]] = i;
        }
        return ranks;
    }

    Located locate(LonLat point) {
        int leaf = resolver.snapshot().index().leafOf(point.lon(), point.lat());
        if (leaf < 0) {
            Resolution resolution = resolver.resolve(new Query(point, null, layers));
            return Located.of(Place.of(resolution, territory.directory()), territory);
        }
        Located at = leaf(leaf);
        return firstOfLayer.length == 0 ? at : at.with(features(point));
    }

    private Located leaf(int leaf) {
        Located known = leaves.get(leaf);
        if (known != null) {
            return known;
        }
        Located at = Located.of(leaf, NOWHERE, territory);
        leaves.set(leaf, at);
        return at;
    }

    private int[] features(LonLat point) {
        Found found = new Found();
        selection.each(point, found);
        return found.numbers();
    }

    /** The nearest first, then by code, then by number. */
    private final class Found implements OverlaySelection.Sink {
        private int[] numbers = new int[8];
        private double[] metres = new double[8];
        private int count;

        @Override
        public void hit(int layer, int feature, double away, OverlayHit.@Nullable Side side) {
            int number = firstOfLayer[layer] + feature;
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
                metres = Arrays.copyOf(metres, 2 * count);
            }
            int at = count++;
            while (at > 0 && isBefore(number, away, at - 1)) {
                numbers[at] = numbers[at - 1];
                metres[at] = metres[at - 1];
                at--;
            }
            numbers[at] = number;
            metres[at] = away;
        }

        private boolean isBefore(int number, double away, int at) {
            return away < metres[at] || away == metres[at] && rankByCode[number] < rankByCode[numbers[at]];
        }

        int[] numbers() {
            return count == 0 ? NOWHERE : Arrays.copyOf(numbers, count);
        }
    }

    /** Whether what one finds holds for the other. */
    boolean findsAs(PlaceFinder other) {
        return resolver == other.resolver && layers.equals(other.layers);
    }
}
