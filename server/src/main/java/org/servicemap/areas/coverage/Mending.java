package org.servicemap.areas.coverage;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Gives splinters to a neighbour: gaps (enclosed places that nobody owns), holes (places of an area that none of its children
 * owns) and detached parts of an area, each a patch of connected faces. The neighbour with the longest shared border gets it,
 * but never across the border of an authoritative area, and a hole only goes to a descendant of the area that has it.
 *
 * <p>Up to the tolerance that always happens; above it, with {@code repair}, only to what is thin: a place more than
 * {@link #THIN_METRES} wide is no slip of the pen but a hole, which the next coarser area owns or nobody.
 */
final class Mending {
    private static final double THIN_METRES = 10;
    private static final int PASSES = 3;

    private final Work work;
    private final Borders borders;
    private final int[] children;
    private final Map<String, Noise> noises = new TreeMap<>();
    private int[] patch = {};
    private double[] patchM2 = {};
    private int[] mainPatch = {};

    private Mending(Work work) {
        this.work = work;
        borders = new Borders(work);
        children = new int[work.candidates.size()];
        for (int p : work.parent) {
            if (p >= 0) {
                children[p]++;
            }
        }
    }

    static void mend(Work work) {
        Mending mending = new Mending(work);
        for (int pass = 0; pass < PASSES && mending.pass(pass == PASSES - 1); pass++) {
            // Each pass may leave new splinters to the next.
        }
        mending.reportNoise();
    }

    /** One pass over all patches, small ones first; true when something changed hands. */
    private boolean pass(boolean last) {
        measure();
        int[] order = IntStream.range(1, patch.length)
                .filter(f -> patch[f] == f && isSplinter(f))
                .boxed()
                .sorted((a, b) -> patchM2[a] != patchM2[b] ? Double.compare(patchM2[a], patchM2[b]) : a - b)
                .mapToInt(Integer::intValue)
                .toArray();
        if (order.length == 0) {
            return false;
        }
        borders.collect(patch, order);
        boolean changed = false;
        boolean[] left = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            left[i] = !fill(i, order[i]);
            changed |= !left[i];
        }
        if (!changed || last) {
            for (int i = 0; i < order.length; i++) {
                if (left[i]) {
                    reportLeft(i, order[i]);
                }
            }
        }
        return changed;
    }

    private void measure() {
        patch = Dissolver.patches(work.plane, work.owner);
        patchM2 = new double[patch.length];
        for (int f = 1; f < patch.length; f++) {
            patchM2[patch[f]] += work.faces.m2[f];
        }
        mainPatch = new int[work.candidates.size()];
        Arrays.fill(mainPatch, -1);
        for (int f = 1; f < patch.length; f++) {
            int owner = work.owner[f];
            if (patch[f] == f && owner >= 0 && (mainPatch[owner] < 0 || patchM2[f] > patchM2[mainPatch[owner]])) {
                mainPatch[owner] = f;
            }
        }
    }

    private boolean isSplinter(int p) {
        int owner = work.owner[p];
        if (owner < 0) {
            return work.fixed == 0 && patch[0] != p;
        }
        boolean open = owner >= work.fixed || work.open.get(owner);
        return open && (children[owner] > 0 || (mainPatch[owner] != p && patchM2[p] <= work.options.sliverM2()));
    }

    private boolean isDetachedPart(int owner) {
        return owner >= 0 && children[owner] == 0;
    }

    private boolean fill(int index, int p) {
        int owner = work.owner[p];
        Map<Integer, Double> metres = borders.metres(index);
        int target = target(owner, metres);
        if (target < 0 || !mayFill(owner, index, p)) {
            return false;
        }
        double m2 = patchM2[p];
        FindingCode code = isDetachedPart(owner) ? FindingCode.SLIVER : FindingCode.GAP;
        int subject = isDetachedPart(owner) ? owner : target;
        if (m2 > Work.NOISE_M2) {
            work.findings.add(code, Severity.REPAIRED, work.subject(subject), work.place(p), m2, work.label(target));
        } else {
            noise(code, subject, p);
        }
        borders.assign(index, target);
        return true;
    }

    /** What the rounding to the grid leaves is summed up, one finding by area. */
    private void noise(FindingCode code, int subject, int p) {
        if (patchM2[p] > 0) {
            Noise noise = noises.computeIfAbsent(code + "/" + subject, key -> new Noise(code, subject, p));
            noise.m2 += patchM2[p];
        }
    }

    private void reportNoise() {
        for (Noise noise : noises.values()) {
            work.findings.add(
                    noise.code,
                    Severity.REPAIRED,
                    work.subject(noise.subject),
                    work.place(noise.face),
                    noise.m2,
                    work.label(noise.subject));
        }
    }

    private static final class Noise {
        final FindingCode code;
        final int subject;
        final int face;
        double m2;

        Noise(FindingCode code, int subject, int face) {
            this.code = code;
            this.subject = subject;
            this.face = face;
        }
    }

    private boolean mayFill(int owner, int index, int p) {
        if (isDetachedPart(owner) || patchM2[p] <= work.options.gapM2()) {
            return true;
        }
        return work.options.repair() && isThin(index, p);
    }

    private boolean isThin(int index, int p) {
        return 2 * patchM2[p] <= THIN_METRES * borders.perimeter(index);
    }

    private int target(int owner, Map<Integer, Double> metres) {
        if (owner < 0) {
            return longest(metres, n -> true);
        }
        if (children[owner] > 0) {
            return longest(metres, n -> n >= work.fixed && work.isBelow(n, owner));
        }
        int parent = work.parent[owner];
        int sibling = longest(metres, n -> n >= work.fixed && work.parent[n] == parent);
        if (sibling >= 0 || work.fixed > 0) {
            return sibling;
        }
        if (work.level(owner) <= work.authoritative) {
            return longest(metres, n -> true);
        }
        int whole = work.ancestor(owner, work.authoritative);
        return longest(metres, n -> work.ancestor(n, work.authoritative) == whole);
    }

    private static int longest(Map<Integer, Double> metres, IntPredicate allowed) {
        int best = -1;
        for (Map.Entry<Integer, Double> entry : metres.entrySet()) {
            int neighbour = entry.getKey();
            if (neighbour >= 0 && allowed.test(neighbour)) {
                double most = best < 0 ? -1 : metres.getOrDefault(best, 0.0);
                if (entry.getValue() > most || (entry.getValue() == most && neighbour < best)) {
                    best = neighbour;
                }
            }
        }
        return best;
    }

    private void reportLeft(int index, int p) {
        int owner = work.owner[p];
        if (patchM2[p] <= Work.NOISE_M2 || isDetachedPart(owner)) {
            return;
        }
        Map<Integer, Double> metres = borders.metres(index);
        int neighbour = target(owner, metres);
        if (owner >= 0) {
            work.findings.add(FindingCode.HOLE, Severity.WARNING, work.subject(owner), work.place(p), patchM2[p], null);
        } else {
            work.findings.add(
                    FindingCode.GAP,
                    isThin(index, p) ? work.findings.repairable() : Severity.WARNING,
                    work.subject(neighbour),
                    work.place(p),
                    patchM2[p],
                    null);
        }
    }
}
