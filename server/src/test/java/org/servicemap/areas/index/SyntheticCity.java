package org.servicemap.areas.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.BBox;
import org.servicemap.text.LocalText;

/**
 * A deterministic nested city for tests and benchmarks, made without production code: a jittered lattice whose core is denser than its
 * rim, cut to an ellipse; borders are shared fractal lines. Four levels by growing regions. Optional flaws of real cities: leaves
 * missing (their community owns the hole), void holes, leaves in two parts.
 */
final class SyntheticCity {
    /** Width and height in leaves; numbers of the upper levels' areas; the chance of each flaw per leaf. */
    record Plan(int width, int height, int communities, int subdistricts, int districts, double flaws, long seed) {
        static final Plan FULL = new Plan(361, 361, 7000, 343, 16, 0, 1);
        static final Plan SMALL = new Plan(18, 16, 40, 8, 3, 0.04, 7);
    }

    private static final double WIDTH_DEGREES = 2.0;
    private static final double HEIGHT_DEGREES = 1.6;

    private final Plan plan;
    private final CanonicalGrid grid;
    private final double scale;
    private final double originLon;
    private final double originLat;
    private final int[][] vertices;
    private final int[] communityOf;

    private SyntheticCity(Plan plan, double lon, double lat, double scale, int k) {
        this.plan = plan;
        this.originLon = lon;
        this.originLat = lat;
        this.scale = scale;
        CanonicalGrid fine =
                CanonicalGrid.covering(new BBox(lon, lat, lon + WIDTH_DEGREES * scale, lat + HEIGHT_DEGREES * scale));
        this.grid = k == fine.k() ? fine : new CanonicalGrid(floor(lon, k), floor(lat, k), k);
        this.vertices = vertices();
        this.communityOf = new int[plan.width * plan.height];
    }

    private static double floor(double degrees, int k) {
        return Math.scalb(Math.floor(Math.scalb(degrees, k)) - 1, -k);
    }

    static Coverage coverage(Plan plan) {
        return coverage(plan, 115.4, 39.4, 1, CanonicalGrid.FINEST);
    }

    static Coverage coverage(Plan plan, double lon, double lat, double scale, int k) {
        return new SyntheticCity(plan, lon, lat, scale, k).run();
    }

    private int[][] vertices() {
        SplittableRandom random = new SplittableRandom(plan.seed);
        int[][] all = new int[(plan.width + 1) * (plan.height + 1)][];
        for (int j = 0; j <= plan.height; j++) {
            for (int i = 0; i <= plan.width; i++) {
                double a = warp((i + 0.13 * (random.nextDouble() * 2 - 1)) / plan.width);
                double b = warp((j + 0.13 * (random.nextDouble() * 2 - 1)) / plan.height);
                all[j * (plan.width + 1) + i] = new int[] {
                    grid.x(originLon + (0.02 + 0.96 * a) * WIDTH_DEGREES * scale),
                    grid.y(originLat + (0.02 + 0.96 * b) * HEIGHT_DEGREES * scale)
                };
            }
        }
        return all;
    }

    /** Squeezes the middle: 0 … 1 to 0 … 1. */
    private static double warp(double t) {
        double a = 2 * t - 1;
        return (1 + Math.signum(a) * (0.45 * Math.abs(a) + 0.55 * a * a)) / 2;
    }

    private Coverage run() {
        List<int[]> leaves = leaves();
        growCommunities(leaves);
        SplittableRandom random = new SplittableRandom(plan.seed + 2);
        List<int[]> centres = some(seeds, plan.subdistricts, random);
        int[] subdistrictOf = group(seeds, centres);
        int[] districtOf = group(centres, some(centres, plan.districts, random));
        Tree tree = new Tree();
        for (int[] leaf : leaves) {
            int community = communityOf[leaf[1] * plan.width + leaf[0]];
            tree.add(
                    districtOf[subdistrictOf[community]],
                    subdistrictOf[community],
                    community,
                    leaf,
                    random.nextDouble() < plan.flaws,
                    random.nextDouble() < plan.flaws);
        }
        return tree.coverage();
    }

    private List<int[]> leaves() {
        SplittableRandom random = new SplittableRandom(plan.seed + 1);
        List<int[]> leaves = new ArrayList<>();
        for (int j = 0; j < plan.height; j++) {
            for (int i = 0; i < plan.width; i++) {
                double a = 2 * (i + 0.5) / plan.width - 1;
                double b = 2 * (j + 0.5) / plan.height - 1;
                if (a * a + b * b <= 1 && random.nextDouble() >= plan.flaws / 2) {
                    leaves.add(new int[] {i, j});
                }
            }
        }
        return leaves;
    }

    private final List<int[]> seeds = new ArrayList<>();

    private void growCommunities(List<int[]> leaves) {
        Arrays.fill(communityOf, -1);
        SplittableRandom random = new SplittableRandom(plan.seed + 3);
        boolean[] present = new boolean[communityOf.length];
        leaves.forEach(leaf -> present[leaf[1] * plan.width + leaf[0]] = true);
        ArrayDeque<int[]> queue = new ArrayDeque<>();
        while (seeds.size() < plan.communities) {
            int[] leaf = leaves.get(random.nextInt(leaves.size()));
            if (communityOf[leaf[1] * plan.width + leaf[0]] < 0) {
                communityOf[leaf[1] * plan.width + leaf[0]] = seeds.size();
                seeds.add(leaf);
                queue.add(leaf);
            }
        }
        int[][] steps = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        while (!queue.isEmpty()) {
            int[] leaf = queue.remove();
            for (int[] step : steps) {
                int i = leaf[0] + step[0];
                int j = leaf[1] + step[1];
                int at = j * plan.width + i;
                if (i >= 0 && j >= 0 && i < plan.width && j < plan.height && present[at] && communityOf[at] < 0) {
                    communityOf[at] = communityOf[leaf[1] * plan.width + leaf[0]];
                    queue.add(new int[] {i, j});
                }
            }
        }
        leaves.removeIf(leaf -> communityOf[leaf[1] * plan.width + leaf[0]] < 0);
    }

    private static List<int[]> some(List<int[]> places, int n, SplittableRandom random) {
        List<int[]> some = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            some.add(places.get(random.nextInt(places.size())));
        }
        return some;
    }

    /** The nearest centre's number for each member's place: neighbours get together. */
    private static int[] group(List<int[]> members, List<int[]> centres) {
        return members.stream().mapToInt(member -> nearest(centres, member)).toArray();
    }

    private static int nearest(List<int[]> centres, int[] place) {
        int best = 0;
        double bestDistance = Double.MAX_VALUE;
        for (int g = 0; g < centres.size(); g++) {
            double distance = Math.hypot(centres.get(g)[0] - place[0], centres.get(g)[1] - place[1]);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = g;
            }
        }
        return best;
    }

    /** Collects polygons under codes, then lays the areas out in the coverage's order. */
    private final class Tree {
        private final Map<String, List<int[][]>> own = new java.util.TreeMap<>();
        private final Map<String, List<int[][]>> shapes = new java.util.TreeMap<>();
        private String previous = "";

        void add(int district, int subdistrict, int community, int[] leaf, boolean hole, boolean joined) {
            String d = String.format("%02d", district);
            String s = d + String.format("%03d", subdistrict);
            String c = s + String.format("%04d", community);
            String g = c + String.format("%06d", leaf[1] * plan.width + leaf[0]);
            int[][] polygon = {ring(leaf[0], leaf[1])};
            for (String code : new String[] {d, s, c}) {
                own.computeIfAbsent(code, x -> new ArrayList<>());
                shapes.computeIfAbsent(code, x -> new ArrayList<>()).add(polygon);
            }
            String owner = hole ? c : joined && previous.startsWith(c) ? previous : g;
            own.computeIfAbsent(owner, x -> new ArrayList<>()).add(polygon);
            if (owner.length() == 15) {
                shapes.computeIfAbsent(owner, x -> new ArrayList<>()).add(polygon);
                previous = owner;
            }
        }

        Coverage coverage() {
            List<String> codes = new ArrayList<>(shapes.keySet());
            codes.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
            Map<String, Integer> ordinals = new java.util.HashMap<>();
            List<CoverageArea> areas = new ArrayList<>();
            for (String code : codes) {
                int level = List.of(2, 5, 9, 15).indexOf(code.length()) + 1;
                int parent = level == 1 ? -1 : ordinals.get(code.substring(0, level == 2 ? 2 : level == 3 ? 5 : 9));
                ordinals.put(code, areas.size());
                areas.add(new CoverageArea(
                        areas.size(),
                        level,
                        code,
                        parent,
                        LocalText.of("en", code),
                        Map.of(),
                        shape(shapes.get(code)),
                        shape(own.get(code))));
            }
            return new Coverage(grid, levels(), areas);
        }

        private GridShape shape(List<int[][]> polygons) {
            return polygons.isEmpty() ? GridShape.EMPTY : new GridShape(polygons.toArray(new int[0][][]));
        }
    }

    static List<Level> levels() {
        return List.of(
                new Level(1, "district", LocalText.of("en", "District")),
                new Level(2, "subdistrict", LocalText.of("en", "Sub-district")),
                new Level(3, "community", LocalText.of("en", "Community")),
                new Level(4, "grid", LocalText.of("en", "Grid")));
    }

    private int[] ring(int i, int j) {
        Points points = new Points();
        border(points, i, j, false, true);
        border(points, i + 1, j, true, true);
        border(points, i, j + 1, false, false);
        border(points, i, j, true, false);
        return points.toArray();
    }

    private static final class Points {
        private int[] xy = new int[128];
        private int n;

        void add(int x, int y) {
            xy = n == xy.length ? Arrays.copyOf(xy, 2 * n) : xy;
            xy[n++] = x;
            xy[n++] = y;
        }

        int[] toArray() {
            return Arrays.copyOf(xy, n);
        }
    }

    /** A border without its last vertex: a function of its two ends only, so that both neighbours get the same line. */
    private void border(Points points, int i, int j, boolean vertical, boolean forward) {
        int at = j * (plan.width + 1) + i;
        int[] a = vertices[at];
        int[] b = vertices[vertical ? at + plan.width + 1 : at + 1];
        SplittableRandom random = new SplittableRandom((long) at * 2 + (vertical ? 1 : 0) + plan.seed * 1_000_003);
        int segments = 6 + random.nextInt(14);
        double[] offsets = new double[segments + 1];
        displace(offsets, 0, segments, 0.12, random);
        for (int s = forward ? 0 : segments; forward ? s < segments : s > 0; s += forward ? 1 : -1) {
            double t = (double) s / segments;
            double offset = Math.max(-0.22, Math.min(0.22, offsets[s] / Math.max(1e-9, Math.min(t, 1 - t))));
            offset = s == 0 || s == segments ? 0 : offset * Math.min(t, 1 - t);
            double dx = (double) b[0] - a[0];
            double dy = (double) b[1] - a[1];
            points.add((int) Math.rint(a[0] + t * dx - offset * dy), (int) Math.rint(a[1] + t * dy + offset * dx));
        }
    }

    private static void displace(double[] offsets, int from, int to, double size, SplittableRandom random) {
        if (to - from > 1) {
            int middle = (from + to) / 2;
            offsets[middle] = (offsets[from] + offsets[to]) / 2 + size * (random.nextDouble() * 2 - 1);
            displace(offsets, from, middle, size * 0.55, random);
            displace(offsets, middle, to, size * 0.55, random);
        }
    }
}
