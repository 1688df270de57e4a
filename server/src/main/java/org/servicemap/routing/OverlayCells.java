package org.servicemap.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.locationtech.jts.geom.Geometry;

/**
 * Which combinations of overlay features really occur in each area: those of the faces of the arrangement of the features'
 * shapes (lines and tolerances as buffers) inside the area. Where several features of a layer are within its tolerance and none
 * holds the point, each alone may be the nearest. A combination that covers less than a minimum is noise of the
 * drawing and does not count. Geometries are WGS 84; sizes are m² by the latitude of the area. Safe for several threads
 * when the shapes given are.
 */
public interface OverlayCells {
    /** Takes every place as lying in no feature. */
    OverlayCells NONE = area -> List.of(new int[0]);

    /** Combinations of fewer m² are noise. */
    double NOISE_M2 = 1.0;

    /** The combinations in one area: feature numbers ascending, empty where there is none. At least one. */
    List<int[]> of(int area);

    /**
     * Cells worked out from shapes when they are asked for.
     *
     * @param shapes an area's shape by ordinal, WGS 84; asked for by several threads at once
     * @param layers the layers that matter
     */
    static OverlayCells of(Territory territory, IntFunction<Geometry> shapes, Set<String> layers, double minimumM2) {
        List<OverlayZone> zones = new ArrayList<>();
        for (int i = 0; i < territory.featureCount(); i++) {
            if (layers.contains(territory.layerOf(i).id())) {
                zones.addAll(OverlayZone.of(i, territory.layerOf(i), territory.feature(i)));
            }
        }
        return area -> Arrangement.combinations(shapes.apply(area), zones, minimumM2);
    }
}
