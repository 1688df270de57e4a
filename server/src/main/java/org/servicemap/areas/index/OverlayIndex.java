package org.servicemap.areas.index;

import java.util.List;
import java.util.Set;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.geo.LonLat;

/** The overlay layers of one version, ready for points. Immutable. */
public final class OverlayIndex {
    public static final OverlayIndex EMPTY = OverlayIndex.of(List.of());

    private final List<OverlayLayer> layers;

    private OverlayIndex(List<OverlayLayer> layers) {
        this.layers = layers;
    }

    public static OverlayIndex of(List<OverlayLayer> layers) {
        return new OverlayIndex(List.copyOf(layers));
    }

    public List<OverlayLayer> layers() {
        return layers;
    }

    /** Hits of the wanted layers ({@code "*"} for all), in the layers' order, then by feature. */
    public List<OverlayHit> hits(LonLat point, Set<String> wanted) {
        return List.of();
    }
}
