package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.geo.LonLat;

/**
 * The overlay layers of one version, ready for points. Each layer stands for itself. Polygons may overlap; a point on a border belongs to
 * the polygon east, then north of it, as with areas, and only where no polygon holds it so to one on another side. Where none holds it, the
 * nearest within the layer's tolerance counts, with its distance. Of lines the nearest within the tolerance counts, with the side.
 * Immutable, safe for any number of threads.
 */
public final class OverlayIndex {
    public static final OverlayIndex EMPTY = OverlayIndex.of(List.of());

    private final List<OverlayLayer> layers;
    private final List<IndexedLayer> indexed;

    private record IndexedLayer(OverlayLayer layer, OverlayPolygons polygons, OverlaySegments segments) {}

    private OverlayIndex(List<OverlayLayer> layers) {
        this.layers = layers;
        this.indexed = layers.stream()
                .map(layer -> new IndexedLayer(layer, OverlayPolygons.of(layer), OverlaySegments.of(layer)))
                .toList();
    }

    public static OverlayIndex of(List<OverlayLayer> layers) {
        return new OverlayIndex(List.copyOf(layers));
    }

    public List<OverlayLayer> layers() {
        return layers;
    }

    /**
     * Hits of the wanted layers ({@code "*"} for all), in the layers' order, then by feature. Throws {@link ResolverException}
     * ({@link ResolverException#UNKNOWN_OVERLAY}) for a layer that is not there.
     */
    public List<OverlayHit> hits(LonLat point, Set<String> wanted) {
        boolean all = wanted.contains(Query.ALL);
        for (String id : wanted) {
            if (!id.equals(Query.ALL)
                    && layers.stream().noneMatch(layer -> layer.id().equals(id))) {
                throw new ResolverException(ResolverException.UNKNOWN_OVERLAY, "there is no overlay layer " + id);
            }
        }
        List<OverlayHit> hits = new ArrayList<>();
        for (IndexedLayer layer : indexed) {
            if (all || wanted.contains(layer.layer.id())) {
                hits(layer, point, hits);
            }
        }
        return hits;
    }

    private static void hits(IndexedLayer layer, LonLat point, List<OverlayHit> hits) {
        int[] holding = layer.polygons.holding(point.lon(), point.lat());
        for (int feature : holding) {
            hits.add(hit(layer.layer, feature, 0, null));
        }
        if (holding.length > 0) {
            return;
        }
        OverlaySegments.Nearest nearest =
                layer.segments.nearest(point.lon(), point.lat(), layer.layer.toleranceMetres());
        if (nearest != null) {
            boolean line = layer.layer.kind() == OverlayLayer.Kind.LINE;
            hits.add(hit(layer.layer, nearest.feature(), nearest.metres(), line ? nearest.side() : null));
        }
    }

    private static OverlayHit hit(
            OverlayLayer layer, int feature, double metres, OverlayHit.@org.jspecify.annotations.Nullable Side side) {
        return new OverlayHit(layer.id(), feature, layer.features().get(feature).code(), metres, side);
    }
}
