package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.geo.BBox;
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

    /** A layer that is made ready for points when the first one asks: a start need not wait for it. */
    static final class IndexedLayer {
        private final OverlayLayer layer;
        private volatile @Nullable Parts parts;

        record Parts(OverlayPolygons polygons, OverlaySegments segments, OverlayReach reach) {
            private static Parts of(OverlayLayer layer) {
                CanonicalGrid grid = CanonicalGrid.covering(box(layer));
                return new Parts(
                        OverlayPolygons.of(layer, grid), OverlaySegments.of(layer), OverlayReach.of(layer, grid));
            }
        }

        IndexedLayer(OverlayLayer layer) {
            this.layer = layer;
        }

        OverlayLayer layer() {
            return layer;
        }

        Parts parts() {
            Parts made = parts;
            return made != null ? made : make();
        }

        private synchronized Parts make() {
            Parts made = parts;
            if (made == null) {
                made = Parts.of(layer);
                parts = made;
            }
            return made;
        }

        private static BBox box(OverlayLayer layer) {
            Envelope all = new Envelope();
            layer.features().forEach(f -> all.expandToInclude(f.wgs84().getEnvelopeInternal()));
            return all.isNull()
                    ? new BBox(0, 0, 0, 0)
                    : new BBox(all.getMinX(), all.getMinY(), all.getMaxX(), all.getMaxY());
        }
    }

    private OverlayIndex(List<OverlayLayer> layers) {
        this.layers = layers;
        this.indexed = layers.stream().map(IndexedLayer::new).toList();
    }

    public static OverlayIndex of(List<OverlayLayer> layers) {
        return new OverlayIndex(List.copyOf(layers));
    }

    public List<OverlayLayer> layers() {
        return layers;
    }

    /** Makes all layers ready now, so that no point has to wait for them. */
    public void prepare() {
        indexed.forEach(IndexedLayer::parts);
    }

    /**
     * Hits of the wanted layers ({@code "*"} for all), in the layers' order, then by feature. Throws {@link ResolverException}
     * ({@link ResolverException#UNKNOWN_OVERLAY}) for a layer that is not there.
     */
    public List<OverlayHit> hits(LonLat point, Set<String> wanted) {
        return select(wanted).hits(point);
    }

    /** Codes of a layer's features whose border or line is within so many metres of a point; none for a layer that is not there. */
    public Set<String> featuresWithin(String layer, LonLat point, double metres) {
        Set<String> codes = new HashSet<>();
        for (IndexedLayer each : indexed) {
            if (each.layer.id().equals(layer)) {
                for (int feature : each.parts().segments().within(point.lon(), point.lat(), metres)) {
                    codes.add(each.layer.features().get(feature).code());
                }
            }
        }
        return codes;
    }

    /** The wanted layers, for many points; throws as {@link #hits}. */
    public OverlaySelection select(Set<String> wanted) {
        boolean all = wanted.contains(Query.ALL);
        List<IndexedLayer> selected = new ArrayList<>(indexed.size());
        for (IndexedLayer layer : indexed) {
            if (all || wanted.contains(layer.layer.id())) {
                selected.add(layer);
            }
        }
        for (String id : wanted) {
            if (!id.equals(Query.ALL) && !has(selected, id)) {
                throw new ResolverException(ResolverException.UNKNOWN_OVERLAY, "there is no overlay layer " + id);
            }
        }
        return new OverlaySelection(selected);
    }

    private static boolean has(List<IndexedLayer> layers, String id) {
        for (IndexedLayer layer : layers) {
            if (layer.layer.id().equals(id)) {
                return true;
            }
        }
        return false;
    }
}
