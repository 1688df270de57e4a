package org.servicemap.areas.index;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;

/** What a layer answers, by all edges of all features in exact integers: no cells, no slabs, no trees. */
final class OverlayOracle {
    private static final int[][] DIRECTIONS = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};

    private final OverlayLayer layer;
    private final CanonicalGrid grid;
    private final OverlaySegments segments;
    private final List<List<long[]>> edges = new ArrayList<>();

    OverlayOracle(OverlayLayer layer) {
        this.layer = layer;
        this.grid = gridOf(layer);
        this.segments = OverlaySegments.of(layer);
        for (OverlayFeature feature : layer.features()) {
            List<long[]> own = new ArrayList<>();
            OverlayRaster.eachEdge(
                    feature.wgs84(),
                    grid,
                    (x1, y1, x2, y2) -> own.add(new long[] {fine(x1), fine(y1), fine(x2), fine(y2)}));
            edges.add(own);
        }
    }

    static CanonicalGrid gridOf(OverlayLayer layer) {
        Envelope all = new Envelope();
        layer.features().forEach(f -> all.expandToInclude(f.wgs84().getEnvelopeInternal()));
        return CanonicalGrid.covering(new BBox(all.getMinX(), all.getMinY(), all.getMaxX(), all.getMaxY()));
    }

    private long fine(int units) {
        return (long) units << 46 - grid.k();
    }

    /** Each hit as {@code feature@metres}. */
    List<String> hits(LonLat point) {
        List<String> hits = new ArrayList<>();
        if (layer.kind() == OverlayLayer.Kind.POLYGON) {
            holding(point).forEach(f -> hits.add(f + "@0.0"));
        }
        OverlaySegments.Nearest nearest =
                hits.isEmpty() ? segments.nearest(point.lon(), point.lat(), layer.toleranceMetres()) : null;
        if (nearest != null) {
            hits.add(nearest.feature() + "@" + nearest.metres());
        }
        return hits;
    }

    private List<Integer> holding(LonLat point) {
        long x = Math.round(Math.scalb(CanonicalGrid.roundQuery(point.lon()) - grid.originLon(), 46));
        long y = Math.round(Math.scalb(CanonicalGrid.roundQuery(point.lat()) - grid.originLat(), 46));
        for (int[] direction : DIRECTIONS) {
            List<Integer> holding = new ArrayList<>();
            for (int f = 0; f < edges.size(); f++) {
                if (holds(edges.get(f), x, y, direction[0], direction[1])) {
                    holding.add(f);
                }
            }
            if (!holding.isEmpty()) {
                return holding;
            }
        }
        return List.of();
    }

    /** Whether an odd number of edges lies west of the point moved by (sx·ε, sy·ε²). */
    private static boolean holds(List<long[]> edges, long x, long y, int sx, int sy) {
        boolean inside = false;
        for (long[] e : edges) {
            boolean from = sy > 0 ? e[1] <= y : e[1] < y;
            boolean to = sy > 0 ? e[3] <= y : e[3] < y;
            if (from != to) {
                int side = orientation(e, x, y) * (e[1] < e[3] ? 1 : -1);
                inside ^= side < 0 || side == 0 && sx > 0;
            }
        }
        return inside;
    }

    private static int orientation(long[] e, long x, long y) {
        BigInteger left = product(e[2] - e[0], y - e[1]);
        return left.subtract(product(e[3] - e[1], x - e[0])).signum();
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }
}
