package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;

/**
 * Compares one level of two coverages. Areas with the same code and the same shape are settled at once; all others are overlaid
 * (an area that did not change cannot meet one that did, as areas of a level are disjoint in both coverages).
 */
final class LevelComparison {
    private static final double M2_PER_KM2 = 1e6;
    private static final double SAME = 1e-9;

    private final int level;
    private final CanonicalGrid gridA;
    private final CanonicalGrid gridB;
    private final SortedMap<String, CoverageArea> before = new TreeMap<>();
    private final SortedMap<String, CoverageArea> after = new TreeMap<>();
    private final List<CoverageArea> changedBefore = new ArrayList<>();
    private final List<CoverageArea> changedAfter = new ArrayList<>();
    private final Map<String, Double> m2Before = new HashMap<>();
    private final Map<String, Double> m2After = new HashMap<>();
    /** m² that an old and a new area share, by old code and new code. */
    private final Map<String, Map<String, Double>> shared = new HashMap<>();

    LevelComparison(int level, Coverage a, Coverage b) {
        this.level = level;
        gridA = a.grid();
        gridB = b.grid();
        collect(a, before);
        collect(b, after);
    }

    private void collect(Coverage coverage, Map<String, CoverageArea> byCode) {
        for (CoverageArea area : coverage.areas()) {
            if (area.level() == level) {
                byCode.put(area.code(), area);
            }
        }
    }

    CoverageDiff.LevelDiff compare() {
        before.values().stream().filter(area -> !unchanged(area, after)).forEach(changedBefore::add);
        after.values().stream().filter(area -> !unchanged(area, before)).forEach(changedAfter::add);
        if (!changedBefore.isEmpty() || !changedAfter.isEmpty()) {
            overlay();
        }
        Map<String, String> recoded = recoded();
        return new CoverageDiff.LevelDiff(
                level,
                refs(changedAfter, before, m2After, recoded.values()),
                refs(changedBefore, after, m2Before, recoded.keySet()),
                renamed(),
                moved(),
                recodedList(recoded),
                crosswalk());
    }

    private boolean unchanged(CoverageArea area, Map<String, CoverageArea> others) {
        CoverageArea other = others.get(area.code());
        if (other == null) {
            return false;
        }
        CanonicalGrid grid = others == after ? gridA : gridB;
        CanonicalGrid otherGrid = others == after ? gridB : gridA;
        if (grid.equals(otherGrid)) {
            return Arrays.deepEquals(area.shape().polygons(), other.shape().polygons());
        }
        return grid.k() == otherGrid.k()
                && Arrays.deepEquals(
                        onto(otherGrid, grid, area.shape()), other.shape().polygons());
    }

    /** A shape's polygons on another grid: exact when that is as fine. */
    private static int[][][] onto(CanonicalGrid to, CanonicalGrid from, GridShape shape) {
        if (to.equals(from)) {
            return shape.polygons();
        }
        int[][][] result = new int[shape.polygons().length][][];
        for (int p = 0; p < result.length; p++) {
            int[][] rings = shape.polygons()[p];
            result[p] = new int[rings.length][];
            for (int r = 0; r < rings.length; r++) {
                result[p][r] = new int[rings[r].length];
                for (int i = 0; i < rings[r].length; i += 2) {
                    result[p][r][i] = to.x(from.lon(rings[r][i]));
                    result[p][r][i + 1] = to.y(from.lat(rings[r][i + 1]));
                }
            }
        }
        return result;
    }

    private void overlay() {
        CanonicalGrid grid = commonGrid();
        int n = changedBefore.size();
        int[][][][] shapes = new int[n + changedAfter.size()][][][];
        for (int i = 0; i < n; i++) {
            shapes[i] = onto(grid, gridA, changedBefore.get(i).shape());
        }
        for (int i = n; i < shapes.length; i++) {
            shapes[i] = onto(grid, gridB, changedAfter.get(i - n).shape());
        }
        Faces faces = new Faces(Arrangement.of(shapes), grid);
        for (int f = 1; f < faces.covers.length; f++) {
            add(faces.covers[f], faces.m2[f], n);
        }
    }

    private void add(int[] covers, double m2, int n) {
        for (int a : covers) {
            if (a >= n) {
                m2After.merge(changedAfter.get(a - n).code(), m2, Double::sum);
                continue;
            }
            m2Before.merge(changedBefore.get(a).code(), m2, Double::sum);
            for (int b : covers) {
                if (b >= n) {
                    shared.computeIfAbsent(changedBefore.get(a).code(), code -> new HashMap<>())
                            .merge(changedAfter.get(b - n).code(), m2, Double::sum);
                }
            }
        }
    }

    private CanonicalGrid commonGrid() {
        if (gridA.equals(gridB)) {
            return gridA;
        }
        BBox box = null;
        for (CoverageArea area : changedBefore) {
            box = union(box, GridMeasure.bbox(gridA, area.shape()));
        }
        for (CoverageArea area : changedAfter) {
            box = union(box, GridMeasure.bbox(gridB, area.shape()));
        }
        return box == null ? gridA : CanonicalGrid.covering(box);
    }

    private static BBox union(@Nullable BBox a, BBox b) {
        return a == null ? b : a.union(b);
    }

    private double shared(String old, String now) {
        return shared.getOrDefault(old, Map.of()).getOrDefault(now, 0.0);
    }

    /** Old code → new code where both are one place and neither code is known to the other coverage. */
    private Map<String, String> recoded() {
        Map<String, String> result = new TreeMap<>();
        for (CoverageArea area : changedBefore) {
            String old = area.code();
            shared.getOrDefault(old, Map.of()).forEach((now, m2) -> {
                boolean whole = m2 >= m2Before.getOrDefault(old, 0.0) * (1 - SAME)
                        && m2 >= m2After.getOrDefault(now, 0.0) * (1 - SAME);
                if (whole && !after.containsKey(old) && !before.containsKey(now)) {
                    result.put(old, now);
                }
            });
        }
        return result;
    }

    private static List<CoverageDiff.AreaRef> refs(
            List<CoverageArea> changed,
            Map<String, CoverageArea> others,
            Map<String, Double> m2,
            Collection<String> recoded) {
        return changed.stream()
                .filter(area -> !others.containsKey(area.code()) && !recoded.contains(area.code()))
                .map(area -> new CoverageDiff.AreaRef(
                        area.code(), area.name(), m2.getOrDefault(area.code(), 0.0) / M2_PER_KM2))
                .toList();
    }

    private List<CoverageDiff.Renamed> renamed() {
        List<CoverageDiff.Renamed> result = new ArrayList<>();
        before.forEach((code, area) -> {
            CoverageArea now = after.get(code);
            if (now != null && !now.name().equals(area.name())) {
                result.add(new CoverageDiff.Renamed(code, area.name(), now.name()));
            }
        });
        return result;
    }

    private List<CoverageDiff.Moved> moved() {
        List<CoverageDiff.Moved> result = new ArrayList<>();
        for (CoverageArea area : changedBefore) {
            String code = area.code();
            CoverageArea now = after.get(code);
            double old = m2Before.getOrDefault(code, 0.0);
            double current = m2After.getOrDefault(code, 0.0);
            double both = shared(code, code);
            if (now != null && old + current - 2 * both > Work.NOISE_M2) {
                result.add(new CoverageDiff.Moved(
                        code,
                        now.name(),
                        old / M2_PER_KM2,
                        current / M2_PER_KM2,
                        (current - both) / M2_PER_KM2,
                        (old - both) / M2_PER_KM2,
                        old == 0 ? 0 : both / old));
            }
        }
        return result;
    }

    private List<CoverageDiff.Recoded> recodedList(Map<String, String> recoded) {
        List<CoverageDiff.Recoded> result = new ArrayList<>();
        recoded.forEach((old, now) -> {
            CoverageArea area = after.get(now);
            if (area != null) {
                result.add(
                        new CoverageDiff.Recoded(old, now, area.name(), m2After.getOrDefault(now, 0.0) / M2_PER_KM2));
            }
        });
        return result;
    }

    private Crosswalk crosswalk() {
        SortedMap<String, List<Crosswalk.Share>> shares = new TreeMap<>();
        before.keySet().forEach(code -> shares.put(code, List.of(new Crosswalk.Share(code, 1))));
        for (CoverageArea area : changedBefore) {
            double whole = m2Before.getOrDefault(area.code(), 0.0);
            List<Crosswalk.Share> parts = new ArrayList<>();
            shared.getOrDefault(area.code(), Map.of()).forEach((now, m2) -> {
                if (m2 > Work.NOISE_M2 || m2 > whole * 1e-6) {
                    parts.add(new Crosswalk.Share(now, Math.min(1, m2 / whole)));
                }
            });
            parts.sort(Comparator.comparingDouble(Crosswalk.Share::share)
                    .reversed()
                    .thenComparing(Crosswalk.Share::code));
            shares.put(area.code(), List.copyOf(parts));
        }
        return new Crosswalk(level, shares);
    }
}
