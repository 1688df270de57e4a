package org.servicemap.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.geo.LonLat;

/**
 * Where points lie, in a territory's numbers, without distances to borders.
 *
 * @param territory of the version that the resolver resolves by
 * @param layers the overlay layers that matter
 */
record PlaceFinder(Territory territory, AreaResolver resolver, Set<String> layers) {
    private static final int[] NOWHERE = {};
    private static final Comparator<OverlayHit> NEAREST =
            Comparator.comparingDouble(OverlayHit::distanceMetres).thenComparing(OverlayHit::code);

    Located locate(LonLat point) {
        int leaf = resolver.snapshot().index().leafOf(point.lon(), point.lat());
        if (leaf < 0) {
            Resolution resolution = resolver.resolve(new Query(point, null, layers));
            return Located.of(Place.of(resolution, territory.directory()), territory);
        }
        return Located.of(leaf, layers.isEmpty() ? NOWHERE : features(point), territory);
    }

    private int[] features(LonLat point) {
        List<OverlayHit> hits = resolver.snapshot().overlays().hits(point, layers);
        if (hits.size() > 1) {
            hits.sort(NEAREST);
        }
        int[] features = new int[hits.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] =
                    territory.featureNumber(hits.get(i).layer(), hits.get(i).feature());
        }
        return features;
    }

    /** Whether what one finds holds for the other. */
    boolean findsAs(PlaceFinder other) {
        return resolver == other.resolver && layers.equals(other.layers);
    }
}
