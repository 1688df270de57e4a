package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** From decided faces to the areas of a {@link Coverage}, and the last findings: what vanished, is tiny or was rebuilt. */
final class Assembly {
    private final Work work;
    private final List<Level> levels;
    /** By candidate: its m² in the end, its descendants' included. */
    private final double[] m2;

    private Assembly(Work work, List<Level> levels) {
        this.work = work;
        this.levels = levels;
        m2 = new double[work.candidates.size()];
        for (int f = 1; f < work.plane.faceCount; f++) {
            for (int c = work.owner[f]; c >= 0; c = work.parent[c]) {
                m2[c] += work.faces.m2[f];
            }
        }
    }

    /** Reports what became of the candidates, and builds the areas unless there are errors. */
    static @Nullable Coverage assemble(Work work, List<Level> levels) {
        Assembly assembly = new Assembly(work, levels);
        boolean[] present = assembly.present();
        assembly.reportAreas(present);
        assembly.reportRebuilt();
        return work.findings.hasErrors() ? null : assembly.coverage(present);
    }

    private boolean[] present() {
        boolean[] present = new boolean[m2.length];
        for (int f = 1; f < work.plane.faceCount; f++) {
            for (int c = work.owner[f]; c >= 0 && !present[c]; c = work.parent[c]) {
                present[c] = true;
            }
        }
        return present;
    }

    private void reportAreas(boolean[] present) {
        for (int c = work.fixed; c < m2.length; c++) {
            if (!present[c] && work.shapes[c].length > 0) {
                work.findings.add(
                        FindingCode.VANISHED,
                        work.findings.repairable(),
                        work.subject(c),
                        work.firstPlace(c),
                        work.rawM2[c],
                        null);
            } else if (present[c] && m2[c] < work.options.sliverM2()) {
                work.findings.add(
                        FindingCode.TINY_AREA, Severity.WARNING, work.subject(c), work.firstPlace(c), m2[c], null);
            }
        }
    }

    /** Areas coarser than the authoritative level are what their children make them: the difference to their own outline. */
    private void reportRebuilt() {
        double[] differs = new double[m2.length];
        int[] where = new int[m2.length];
        for (int f = 1; work.fixed == 0 && f < work.plane.faceCount; f++) {
            for (int level = 0; level < Math.min(work.authoritative, work.levels); level++) {
                int owner = work.ancestor(work.owner[f], level);
                if (owner >= 0 && Arrays.binarySearch(work.faces.covers[f], owner) < 0) {
                    differ(f, owner, differs, where);
                }
                for (int c : work.faces.covers[f]) {
                    if (work.level(c) == level && c != owner) {
                        differ(f, c, differs, where);
                    }
                }
            }
        }
        for (int c = 0; c < differs.length; c++) {
            if (differs[c] > Work.NOISE_M2 && work.shapes[c].length > 0 && m2[c] > 0) {
                work.findings.add(
                        FindingCode.REBUILT,
                        Severity.REPAIRED,
                        work.subject(c),
                        work.place(where[c]),
                        differs[c],
                        null);
            }
        }
    }

    private void differ(int face, int candidate, double[] differs, int[] where) {
        differs[candidate] += work.faces.m2[face];
        if (where[candidate] == 0 || work.faces.m2[face] > work.faces.m2[where[candidate]]) {
            where[candidate] = face;
        }
    }

    private Coverage coverage(boolean[] present) {
        int[] order = IntStream.range(0, m2.length)
                .filter(c -> present[c])
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(work::level)
                        .thenComparing(c -> work.candidates.get(c).code()))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ordinal = new int[m2.length];
        Arrays.fill(ordinal, -1);
        for (int i = 0; i < order.length; i++) {
            ordinal[order[i]] = i;
        }
        int[] label = new int[work.plane.faceCount];
        for (int f = 0; f < label.length; f++) {
            label[f] = f == 0 || work.owner[f] < 0 ? -1 : ordinal[work.owner[f]];
        }
        GridShape[] own = Dissolver.dissolve(work.plane, label, order.length);
        GridShape[] shapes = shapes(order, ordinal, own);
        List<CoverageArea> areas = new ArrayList<>(order.length);
        for (int i = 0; i < order.length; i++) {
            areas.add(area(i, order[i], ordinal, shapes[i], own[i]));
        }
        return new Coverage(work.grid, levels, areas);
    }

    private CoverageArea area(int i, int c, int[] ordinal, GridShape shape, GridShape own) {
        Candidate candidate = work.candidates.get(c);
        int parent = work.parent[c];
        return new CoverageArea(
                i,
                levels.get(candidate.level()).rank(),
                candidate.code(),
                parent < 0 ? -1 : ordinal[parent],
                candidate.name(),
                candidate.attributes(),
                shape,
                own);
    }

    /** Areas without children are their own part; the others are dissolved level by level. */
    private GridShape[] shapes(int[] order, int[] ordinal, GridShape[] own) {
        boolean[] hasChildren = new boolean[m2.length];
        for (int c : order) {
            if (work.parent[c] >= 0) {
                hasChildren[work.parent[c]] = true;
            }
        }
        GridShape[] shapes = own.clone();
        for (int level = 0; level < work.levels; level++) {
            int at = level;
            if (IntStream.of(order).anyMatch(c -> work.level(c) == at && hasChildren[c])) {
                int[] label = new int[work.plane.faceCount];
                for (int f = 0; f < label.length; f++) {
                    int c = f == 0 ? -1 : work.ancestor(work.owner[f], level);
                    label[f] = c >= 0 && hasChildren[c] ? ordinal[c] : -1;
                }
                GridShape[] dissolved = Dissolver.dissolve(work.plane, label, order.length);
                for (int c : order) {
                    if (work.level(c) == level && hasChildren[c]) {
                        shapes[ordinal[c]] = dissolved[ordinal[c]];
                    }
                }
            }
        }
        return shapes;
    }
}
