package org.servicemap.areas.tiles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.hprtree.HPRtree;
import org.servicemap.areas.coverage.CoverageArea;

/**
 * One level's areas as rings of shared {@link Arcs}; where the level has no area, the next coarser one that has none of this
 * level below it stands in, so that boundaries are whole. Immutable once built.
 */
final class Topology {
    private final Arcs arcs;
    /** By area: polygons of rings of arcs; an arc against its direction is written as its complement (~arc). */
    private final Map<Integer, int[][][]> rings;

    private final HPRtree arcTree = new HPRtree();
    private final HPRtree areaTree = new HPRtree();

    Topology(Arcs arcs, Map<Integer, int[][][]> rings, List<CoverageArea> areas, int level) {
        this.arcs = arcs;
        this.rings = new HashMap<>(rings);
        for (int arc = 0; arc < arcs.count(); arc++) {
            arcTree.insert(box(arc), arc);
        }
        rings.forEach((ordinal, polygons) -> {
            if (areas.get(ordinal).level() == level) {
                areaTree.insert(box(polygons), ordinal);
            }
        });
        arcTree.build();
        areaTree.build();
    }

    private Envelope box(int arc) {
        Envelope box = new Envelope();
        for (int i = arcs.from(arc); i < arcs.to(arc); i++) {
            box.expandToInclude(arcs.x(i), arcs.y(i));
        }
        return box;
    }

    private Envelope box(int[][][] polygons) {
        Envelope box = new Envelope();
        for (int[][] polygon : polygons) {
            for (int arc : polygon[0]) {
                box.expandToInclude(box(arc < 0 ? ~arc : arc));
            }
        }
        return box;
    }

    Arcs arcs() {
        return arcs;
    }

    int[][][] rings(int ordinal) {
        return rings.getOrDefault(ordinal, new int[0][][]);
    }

    /** Arcs whose boxes meet a box in grid coordinates, in ascending order. */
    int[] arcsIn(Envelope box) {
        return ascending(arcTree.query(box));
    }

    /** Areas of this very level whose boxes meet a box in grid coordinates, in ascending order. */
    int[] areasIn(Envelope box) {
        return ascending(areaTree.query(box));
    }

    private static int[] ascending(List<?> found) {
        return found.stream()
                .flatMapToInt(item -> IntStream.of((Integer) item))
                .sorted()
                .toArray();
    }
}
