package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;

/** One city, one set of random points inside it, and the ways to resolve them that are compared. */
final class ResolverScenario {
    static final int POINTS = 1_000_000;
    private static final double FLOOR_CELLS_PER_DEGREE = 256;
    private static final int FLOOR_BITS = 19;

    final Coverage coverage;
    final AreaIndex index;
    final double[] lon = new double[POINTS];
    final double[] lat = new double[POINTS];
    private final long[] floorKeys = new long[1 << FLOOR_BITS];
    private final int[] floorStarts = new int[1 << FLOOR_BITS];
    private final int[] floorLists;

    ResolverScenario(SyntheticCity.Plan plan) {
        coverage = SyntheticCity.coverage(plan);
        index = AreaIndex.build(coverage);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < POINTS; ) {
            double x = 115.4 + 2 * random.nextDouble();
            double y = 39.4 + 1.6 * random.nextDouble();
            if (index.leafOf(x, y) >= 0) {
                lon[i] = x;
                lat[i++] = y;
            }
        }
        floorLists = floorLists();
    }

    /** Candidate lists of all cells, each with its length first; their starts go into the table. */
    private int[] floorLists() {
        Map<Integer, List<Integer>> bySlot = new HashMap<>();
        for (CoverageArea area : coverage.areas()) {
            for (int[][] polygon : area.own().polygons()) {
                eachFloorCell(
                        polygon[0],
                        slot -> bySlot.computeIfAbsent(slot, x -> new ArrayList<>())
                                .add(area.ordinal()));
            }
        }
        IntStream.Builder lists = IntStream.builder();
        int[] used = {0};
        bySlot.forEach((slot, candidates) -> {
            floorStarts[slot] = used[0];
            lists.add(candidates.size());
            candidates.forEach(lists::add);
            used[0] += 1 + candidates.size();
        });
        return lists.build().toArray();
    }

    private void eachFloorCell(int[] ring, IntConsumer use) {
        Envelope box = new Envelope();
        for (int i = 0; i < ring.length; i += 2) {
            box.expandToInclude(
                    Math.floor(coverage.grid().lon(ring[i]) * FLOOR_CELLS_PER_DEGREE),
                    Math.floor(coverage.grid().lat(ring[i + 1]) * FLOOR_CELLS_PER_DEGREE));
        }
        for (double y = box.getMinY(); y <= box.getMaxY(); y++) {
            for (double x = box.getMinX(); x <= box.getMaxX(); x++) {
                use.accept(slot((x + 0.5) / FLOOR_CELLS_PER_DEGREE, (y + 0.5) / FLOOR_CELLS_PER_DEGREE));
            }
        }
    }

    /**
     * The floor: a plain hash grid with no geometry at all. An open hash table from the id of a cell of 1/256 degree (about a leaf's size) to
     * the cell's list of candidates by bounding box; the first candidate is taken for the answer, right or wrong. About 8 MB.
     */
    long floor(double x, double y) {
        int start = floorStarts[slot(x, y)];
        return floorLists[start] == 0 ? -1 : floorLists[start + 1];
    }

    private int slot(double x, double y) {
        long key = 1 + (long) (x * FLOOR_CELLS_PER_DEGREE) * 1_000_003L + (long) (y * FLOOR_CELLS_PER_DEGREE);
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 64 - FLOOR_BITS);
        while (floorKeys[slot] != key) {
            if (floorKeys[slot] == 0) {
                floorKeys[slot] = key;
                return slot;
            }
            slot = slot + 1 & floorKeys.length - 1;
        }
        return slot;
    }

    /** STRtree of IndexedPointInAreaLocator per level, as one would write it with JTS. */
    static final class Jts {
        private record Located(int ordinal, IndexedPointInAreaLocator locator) {}

        private final STRtree[] trees = new STRtree[4];

        Jts(Coverage coverage) {
            GeometryFactory factory = new GeometryFactory();
            Map<Integer, List<Polygon>> parts = new HashMap<>();
            for (CoverageArea area : coverage.areas()) {
                for (int[][] polygon : area.own().polygons()) {
                    for (int a = area.ordinal();
                            a >= 0;
                            a = coverage.areas().get(a).parent()) {
                        parts.computeIfAbsent(a, x -> new ArrayList<>())
                                .add(polygon(factory, coverage.grid(), polygon));
                    }
                }
            }
            for (int level = 0; level < 4; level++) {
                trees[level] = new STRtree();
            }
            parts.forEach((ordinal, polygons) -> {
                Geometry whole = org.locationtech.jts.coverage.CoverageUnion.union(polygons.toArray(new Geometry[0]));
                trees[coverage.areas().get(ordinal).level() - 1].insert(
                        whole.getEnvelopeInternal(), new Located(ordinal, new IndexedPointInAreaLocator(whole)));
            });
            for (STRtree tree : trees) {
                tree.build();
            }
        }

        static Polygon polygon(GeometryFactory factory, CanonicalGrid grid, int[][] rings) {
            Coordinate[] shell = new Coordinate[rings[0].length / 2 + 1];
            for (int i = 0; i < shell.length; i++) {
                int at = 2 * i % rings[0].length;
                shell[i] = new Coordinate(grid.lon(rings[0][at]), grid.lat(rings[0][at + 1]));
            }
            return factory.createPolygon(shell);
        }

        long chain(double x, double y) {
            Coordinate point = new Coordinate(x, y);
            long chain = 0;
            for (STRtree tree : trees) {
                for (Object candidate : tree.query(new Envelope(x, x, y, y))) {
                    Located located = (Located) candidate;
                    if (located.locator.locate(point) != Location.EXTERIOR) {
                        chain = chain * 31 + located.ordinal;
                        break;
                    }
                }
            }
            return chain;
        }
    }
}
