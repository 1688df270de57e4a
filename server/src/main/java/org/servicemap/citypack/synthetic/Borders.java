package org.servicemap.citypack.synthetic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.noding.MCIndexNoder;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.SegmentIntersector;
import org.locationtech.jts.noding.SegmentString;

/**
 * The top level's borders cut into short pieces, bent like natural borders, and cut again until no piece has a foreign border
 * point in its diametral circle: then they are edges of the Delaunay triangulation by themselves.
 */
final class Borders {
    private static final double BEND = 0.16;
    private static final double SHORTEST_METRES = 4;
    private static final int ROUNDS = 20;

    /** One piece: vertex indices and the areas beside it. */
    record Piece(int from, int to, int left, int right) {}

    private final Frame frame;
    final List<int[]> points = new ArrayList<>();
    final List<Piece> pieces = new ArrayList<>();

    private Borders(Frame frame) {
        this.frame = frame;
    }

    static Borders of(BorderGraph graph, Raster raster, Density density, SplittableRandom random) {
        Set<Integer> straight = new HashSet<>();
        long seed = random.nextLong();
        while (true) {
            Borders borders = new Borders(graph.frame());
            int[] source = borders.bend(graph, raster, density, straight, seed);
            Set<Integer> crossing = borders.crossing(source);
            if (crossing.isEmpty() || !straight.addAll(crossing)) {
                borders.splitEncroached(raster);
                return borders;
            }
        }
    }

    /** Cuts and bends every edge; returns the edge that each piece came from. */
    private int[] bend(BorderGraph graph, Raster raster, Density density, Set<Integer> straight, long seed) {
        Map<Integer, Integer> shared = new HashMap<>();
        List<Integer> source = new ArrayList<>();
        for (int e = 0; e < graph.count(); e++) {
            int a = shared.computeIfAbsent(graph.from()[e], v -> add(graph.x()[v], graph.y()[v]));
            int b = shared.computeIfAbsent(graph.to()[e], v -> add(graph.x()[v], graph.y()[v]));
            SplittableRandom random = new SplittableRandom(seed ^ (e * 0x9E3779B97F4A7C15L));
            Piece edge = new Piece(a, b, graph.left()[e], graph.right()[e]);
            cut(edge, raster, density, straight.contains(e) ? 0 : BEND, random);
            while (source.size() < pieces.size()) {
                source.add(e);
            }
        }
        return source.stream().mapToInt(Integer::intValue).toArray();
    }

    private int add(int x, int y) {
        points.add(new int[] {x, y});
        return points.size() - 1;
    }

    private void cut(Piece piece, Raster raster, Density density, double bend, SplittableRandom random) {
        double length = length(piece);
        int[] a = points.get(piece.from);
        int[] b = points.get(piece.to);
        double mx = (frame.metresX(a[0]) + frame.metresX(b[0])) / 2;
        double my = (frame.metresY(a[1]) + frame.metresY(b[1])) / 2;
        double wanted = 1.2 * spacing(raster, density, mx, my);
        if (length <= 1.5 * wanted) {
            pieces.add(piece);
            return;
        }
        double offset = bend * (2 * random.nextDouble() - 1);
        double dx = (b[0] - a[0]) * frame.metresPerX();
        double dy = (b[1] - a[1]) * frame.metresPerY();
        int middle = add(frame.unitsX(mx - dy * offset), frame.unitsY(my + dx * offset));
        cut(new Piece(piece.from, middle, piece.left, piece.right), raster, density, bend, random);
        cut(new Piece(middle, piece.to, piece.left, piece.right), raster, density, bend, random);
    }

    private static double spacing(Raster raster, Density density, double x, double y) {
        double least = Double.MAX_VALUE;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                float s = density.spacing[raster.cellAt(x + dx * raster.cell, y + dy * raster.cell)];
                if (s > 0) {
                    least = Math.min(least, s);
                }
            }
        }
        return least == Double.MAX_VALUE ? raster.cell : least;
    }

    private double length(Piece piece) {
        int[] a = points.get(piece.from);
        int[] b = points.get(piece.to);
        double dx = (b[0] - a[0]) * frame.metresPerX();
        double dy = (b[1] - a[1]) * frame.metresPerY();
        return Math.sqrt(dx * dx + dy * dy);
    }

    /** Edges of the graph whose pieces cross or touch others between their ends. */
    private Set<Integer> crossing(int[] source) {
        List<SegmentString> lines = new ArrayList<>();
        for (int p = 0; p < pieces.size(); p++) {
            Piece piece = pieces.get(p);
            lines.add(new NodedSegmentString(new Coordinate[] {at(piece.from), at(piece.to)}, source[p]));
        }
        CrossingFinder finder = new CrossingFinder();
        MCIndexNoder noder = new MCIndexNoder(finder);
        noder.computeNodes(lines);
        return finder.found;
    }

    private Coordinate at(int point) {
        return new Coordinate(points.get(point)[0], points.get(point)[1]);
    }

    private static final class CrossingFinder implements SegmentIntersector {
        private final org.locationtech.jts.algorithm.RobustLineIntersector lines =
                new org.locationtech.jts.algorithm.RobustLineIntersector();
        private final Set<Integer> found = new HashSet<>();

        @Override
        public void processIntersections(SegmentString a, int i, SegmentString b, int j) {
            if (a == b) {
                return;
            }
            lines.computeIntersection(
                    a.getCoordinate(i), a.getCoordinate(i + 1), b.getCoordinate(j), b.getCoordinate(j + 1));
            if (lines.hasIntersection() && (lines.isInteriorIntersection() || lines.getIntersectionNum() > 1)) {
                found.add((Integer) a.getData());
                found.add((Integer) b.getData());
            }
        }

        @Override
        public boolean isDone() {
            return false;
        }
    }

    private void splitEncroached(Raster raster) {
        for (int round = 0; round < ROUNDS; round++) {
            PointBuckets buckets = new PointBuckets(raster.cell / 2);
            for (int v = 0; v < points.size(); v++) {
                buckets.add(v, frame.metresX(points.get(v)[0]), frame.metresY(points.get(v)[1]));
            }
            List<Piece> before = List.copyOf(pieces);
            pieces.clear();
            for (Piece piece : before) {
                splitIfEncroached(piece, buckets);
            }
            if (pieces.size() == before.size()) {
                return;
            }
        }
    }

    private void splitIfEncroached(Piece piece, PointBuckets buckets) {
        int[] a = points.get(piece.from);
        int[] b = points.get(piece.to);
        double length = length(piece);
        double mx = (frame.metresX(a[0]) + frame.metresX(b[0])) / 2;
        double my = (frame.metresY(a[1]) + frame.metresY(b[1])) / 2;
        boolean encroached = buckets.anyWithin(mx, my, length / 2, v -> v != piece.from && v != piece.to);
        if (!encroached || length < 2 * SHORTEST_METRES) {
            pieces.add(piece);
            return;
        }
        int middle = add((int) (((long) a[0] + b[0]) / 2), (int) (((long) a[1] + b[1]) / 2));
        pieces.add(new Piece(piece.from, middle, piece.left, piece.right));
        pieces.add(new Piece(middle, piece.to, piece.left, piece.right));
    }
}
