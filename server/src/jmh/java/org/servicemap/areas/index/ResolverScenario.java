package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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

    final Coverage coverage;
    final AreaIndex index;
    final double[] lon = new double[POINTS];
    final double[] lat = new double[POINTS];

    /** Cells about a leaf's size, 8 MB. */
    final HashGrid coarseFloor;

    /** Cells of a third of that side, about 37 MB: as large as a grid of candidates that a point-in-polygon test would be built on. */
    final HashGrid floor;

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
        coarseFloor = HashGrid.of(coverage, 256, 19);
        floor = HashGrid.of(coverage, 768, 21);
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
