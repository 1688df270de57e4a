package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.triangulate.DelaunayTriangulationBuilder;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.text.LocalText;

/** Small nasty coverages: vertices on cell corners, edges along cell lines, thin tips, holes, parts that touch in a point. */
final class Blocks {
    private Blocks() {}

    /** Random groups of a Delaunay triangulation of points on a coarse lattice; some triangles are void. */
    static Coverage triangles(int points, int span, int step, int areas, CanonicalGrid grid, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Coordinate> sites = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            sites.add(new Coordinate((double) random.nextInt(span) * step, (double) random.nextInt(span) * step));
        }
        DelaunayTriangulationBuilder builder = new DelaunayTriangulationBuilder();
        builder.setSites(sites);
        Geometry triangles = builder.getTriangles(new GeometryFactory());
        List<List<int[][]>> groups = groups(areas);
        for (int i = 0; i < triangles.getNumGeometries(); i++) {
            int group = random.nextInt(areas + 1 + areas / 4);
            if (group < areas) {
                groups.get(group).add(new int[][] {ring((Polygon) triangles.getGeometryN(i))});
            }
        }
        return coverage(grid, groups);
    }

    /** A chessboard-like lattice of squares of 2^m units, randomly grouped: all edges along cell lines. */
    static Coverage squares(int side, int size, int areas, CanonicalGrid grid, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<int[][]>> groups = groups(areas);
        for (int j = 0; j < side; j++) {
            for (int i = 0; i < side; i++) {
                int group = random.nextInt(areas + 1 + areas / 4);
                int x = (i + 1) * size;
                int y = (j + 1) * size;
                if (group < areas) {
                    groups.get(group).add(new int[][] {{x, y, x + size, y, x + size, y + size, x, y + size}});
                }
            }
        }
        return coverage(grid, groups);
    }

    private static List<List<int[][]>> groups(int areas) {
        List<List<int[][]>> groups = new ArrayList<>();
        for (int a = 0; a < areas; a++) {
            groups.add(new ArrayList<>());
        }
        return groups;
    }

    private static int[] ring(Polygon polygon) {
        LinearRing ring = polygon.getExteriorRing();
        Coordinate[] coordinates = Orientation.isCCW(ring.getCoordinates())
                ? ring.getCoordinates()
                : ring.reverse().getCoordinates();
        int[] xy = new int[2 * coordinates.length - 2];
        for (int i = 0; i + 1 < coordinates.length; i++) {
            xy[2 * i] = (int) coordinates[i].x;
            xy[2 * i + 1] = (int) coordinates[i].y;
        }
        return xy;
    }

    static Coverage coverage(CanonicalGrid grid, List<List<int[][]>> groups) {
        List<CoverageArea> areas = new ArrayList<>();
        for (List<int[][]> group : groups) {
            GridShape shape = new GridShape(group.toArray(new int[0][][]));
            String code = String.format("%04d", areas.size());
            areas.add(new CoverageArea(areas.size(), 1, code, -1, LocalText.of("en", code), Map.of(), shape, shape));
        }
        return new Coverage(grid, SyntheticCity.levels().subList(0, 1), areas);
    }
}
