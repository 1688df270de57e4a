package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.locationtech.jts.index.strtree.STRtree;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.geo.BBox;

/** Point in polygon for features that may overlap: exact on a grid of the layer's own, with the half-open rule for each feature. */
final class OverlayPolygons {
    private static final int[][] DIRECTIONS = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
    private static final int[] NONE = {};

    private final CanonicalGrid grid;
    private final int fractionBits;
    private final Slabs[] features;
    private final STRtree tree = new STRtree();

    private OverlayPolygons(OverlayLayer layer) {
        this.grid = CanonicalGrid.covering(box(layer));
        this.fractionBits = 46 - grid.k();
        this.features = new Slabs
                [layer.kind() == OverlayLayer.Kind.POLYGON ? layer.features().size() : 0];
        for (int f = 0; f < features.length; f++) {
            Geometry geometry = layer.features().get(f).wgs84();
            features[f] = Slabs.of(edges(geometry));
            if (!geometry.isEmpty()) {
                Envelope envelope = geometry.getEnvelopeInternal();
                envelope.expandBy(Math.scalb(2.0, -grid.k()));
                tree.insert(envelope, f);
            }
        }
        tree.build();
    }

    static OverlayPolygons of(OverlayLayer layer) {
        return new OverlayPolygons(layer);
    }

    private static BBox box(OverlayLayer layer) {
        Envelope all = new Envelope();
        layer.features().forEach(feature -> all.expandToInclude(feature.wgs84().getEnvelopeInternal()));
        return all.isNull()
                ? new BBox(0, 0, 0, 0)
                : new BBox(all.getMinX(), all.getMinY(), all.getMaxX(), all.getMaxY());
    }

    private List<int[]> edges(Geometry geometry) {
        List<int[]> edges = new ArrayList<>();
        for (Object line : LinearComponentExtracter.getLines(geometry)) {
            Coordinate[] coordinates = ((LineString) line).getCoordinates();
            for (int i = 0; i + 1 < coordinates.length; i++) {
                addUpward(
                        edges,
                        grid.x(coordinates[i].x),
                        grid.y(coordinates[i].y),
                        grid.x(coordinates[i + 1].x),
                        grid.y(coordinates[i + 1].y));
            }
        }
        return edges;
    }

    private static void addUpward(List<int[]> edges, int x1, int y1, int x2, int y2) {
        if (y1 < y2) {
            edges.add(new int[] {x1, y1, x2, y2});
        } else if (y2 < y1) {
            edges.add(new int[] {x2, y2, x1, y1});
        }
    }

    /** Features that hold the point, ascending. */
    int[] holding(double lon, double lat) {
        if (features.length == 0) {
            return NONE;
        }
        List<?> candidates = tree.query(new Envelope(lon, lon, lat, lat));
        if (candidates.isEmpty()) {
            return NONE;
        }
        long x = (long) Math.rint(Math.scalb(CanonicalGrid.roundQuery(lon) - grid.originLon(), 46));
        long y = (long) Math.rint(Math.scalb(CanonicalGrid.roundQuery(lat) - grid.originLat(), 46));
        for (int[] direction : DIRECTIONS) {
            int[] holding = holding(candidates, x, y, direction);
            if (holding.length > 0) {
                return holding;
            }
        }
        return NONE;
    }

    private int[] holding(List<?> candidates, long x, long y, int[] direction) {
        int[] holding = NONE;
        for (Object candidate : candidates) {
            int f = (Integer) candidate;
            if (features[f].holds(x, y, fractionBits, direction[0], direction[1])) {
                holding = Arrays.copyOf(holding, holding.length + 1);
                holding[holding.length - 1] = f;
            }
        }
        Arrays.sort(holding);
        return holding;
    }

    /** A feature's upward edges by horizontal slabs, so that a test looks at few of them. */
    private record Slabs(int south, int shift, int[][] edges) {
        private static final int EDGES_PER_SLAB = 4;

        static Slabs of(List<int[]> edges) {
            int south = edges.stream().mapToInt(e -> e[1]).min().orElse(0);
            int north = edges.stream().mapToInt(e -> e[3]).max().orElse(0);
            int shift = 0;
            while (((long) north - south >> shift) > edges.size() / EDGES_PER_SLAB) {
                shift++;
            }
            int[][] slabs = new int[(north - south >> shift) + 1][];
            Arrays.fill(slabs, NONE);
            int[] counts = new int[slabs.length];
            for (int[] edge : edges) {
                for (int s = edge[1] - south >> shift; s <= edge[3] - south >> shift; s++) {
                    int at = 4 * counts[s]++;
                    slabs[s] = at == slabs[s].length ? Arrays.copyOf(slabs[s], Math.max(16, 2 * at)) : slabs[s];
                    System.arraycopy(edge, 0, slabs[s], at, 4);
                }
            }
            for (int s = 0; s < slabs.length; s++) {
                slabs[s] = Arrays.copyOf(slabs[s], 4 * counts[s]);
            }
            return new Slabs(south, shift, slabs);
        }

        boolean holds(long x, long y, int fractionBits, int sx, int sy) {
            long slab = (y >> fractionBits) - south >> shift;
            if (slab < 0 || slab >= edges.length) {
                return false;
            }
            int[] xy = edges[(int) slab];
            boolean inside = false;
            for (int i = 0; i < xy.length; i += 4) {
                long low = (long) xy[i + 1] << fractionBits;
                long high = (long) xy[i + 3] << fractionBits;
                if (sy > 0 ? low <= y && y < high : low < y && y <= high) {
                    int side = CellRecords.orientation(xy[i], xy[i + 1], xy[i + 2], xy[i + 3], x, y, fractionBits);
                    inside ^= side < 0 || side == 0 && sx > 0;
                }
            }
            return inside;
        }
    }
}
