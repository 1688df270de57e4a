package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.geo.LonLat;

/** Some layers of an {@link OverlayIndex}, to be asked for many points. Immutable, safe for any number of threads. */
public final class OverlaySelection {
    private final OverlayIndex.IndexedLayer[] layers;

    OverlaySelection(List<OverlayIndex.IndexedLayer> layers) {
        this.layers = layers.toArray(OverlayIndex.IndexedLayer[]::new);
    }

    /** Takes what is found. */
    public interface Sink {
        /**
         * A feature that the point belongs to.
         *
         * @param layer place of the feature's layer in {@link #layers}
         * @param feature its place in the layer's list
         * @param metres 0 inside a polygon, else to its border or to the line
         * @param side of a line as it was digitised, null for polygons and for points on the line
         */
        void hit(int layer, int feature, double metres, OverlayHit.@Nullable Side side);
    }

    /** In the index's order. */
    public List<OverlayLayer> layers() {
        return java.util.Arrays.stream(layers)
                .map(OverlayIndex.IndexedLayer::layer)
                .toList();
    }

    /** Hits in the layers' order, then by feature. */
    public List<OverlayHit> hits(LonLat point) {
        List<OverlayHit> hits = new ArrayList<>();
        each(point, (layer, feature, metres, side) -> {
            OverlayLayer of = layers[layer].layer();
            hits.add(new OverlayHit(of.id(), feature, of.features().get(feature).code(), metres, side));
        });
        return hits;
    }

    /** The same, handed over one by one. */
    public void each(LonLat point, Sink sink) {
        for (int i = 0; i < layers.length; i++) {
            OverlayIndex.IndexedLayer.Parts parts = layers[i].parts();
            int[] holding = parts.polygons().holding(point.lon(), point.lat());
            for (int feature : holding) {
                sink.hit(i, feature, 0, null);
            }
            if (holding.length == 0 && parts.reach().mayHold(point.lon(), point.lat())) {
                nearest(i, point, sink);
            }
        }
    }

    private void nearest(int i, LonLat point, Sink sink) {
        OverlayLayer layer = layers[i].layer();
        OverlaySegments.Nearest nearest =
                layers[i].parts().segments().nearest(point.lon(), point.lat(), layer.toleranceMetres());
        if (nearest != null) {
            boolean line = layer.kind() == OverlayLayer.Kind.LINE;
            sink.hit(i, nearest.feature(), nearest.metres(), line ? nearest.side() : null);
        }
    }
}
