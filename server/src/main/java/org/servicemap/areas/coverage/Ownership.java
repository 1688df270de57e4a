package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides who owns each face. The authoritative level comes first; where it is absent, the finest coarser level that is there.
 * From that area downwards, a child takes the face when it is covered by it. Among areas of one level that overlap, the smaller
 * keeps the face (an enclave drawn over its surroundings must not vanish), at equal size the one whose code sorts first.
 */
final class Ownership {
    private final Work work;
    /** By candidate: m² that its outline covers but its parent does not own, and the face where that is most. */
    private final double[] clippedM2;

    private final int[] clippedAt;
    /** By face: number of the set of areas that contend for it, −1 when nobody contends. */
    private final int[] contest;

    private final List<int[]> contests = new ArrayList<>();
    private final Map<List<Integer>, Integer> contestNumber = new HashMap<>();

    private Ownership(Work work) {
        this.work = work;
        clippedM2 = new double[work.candidates.size()];
        clippedAt = new int[work.candidates.size()];
        contest = new int[work.plane.faceCount];
        Arrays.fill(contest, -1);
    }

    static void decide(Work work) {
        Ownership ownership = new Ownership(work);
        for (int f = 1; f < work.plane.faceCount; f++) {
            work.owner[f] = ownership.owner(f);
        }
        ownership.reportOverlaps();
        ownership.reportClipped();
    }

    private int owner(int face) {
        int[] covers = work.faces.covers[face];
        int current = work.fixed > 0 ? fixed(covers) : top(face, covers);
        if (work.fixed > 0 && current < 0) {
            clipRest(face, covers, -1);
            return -1;
        }
        int from = work.fixed > 0 ? work.level(current) + 1 : work.authoritative + 1;
        for (int level = from; level < work.levels; level++) {
            int child = winner(face, covers, level, current);
            current = child >= 0 ? child : current;
        }
        clipRest(face, covers, current);
        return current;
    }

    private int fixed(int[] covers) {
        return covers.length > 0 && covers[0] < work.fixed ? covers[0] : -1;
    }

    private int top(int face, int[] covers) {
        int current = -1;
        for (int level = Math.min(work.authoritative, work.levels - 1); level >= 0 && current < 0; level--) {
            current = winner(face, covers, level, Integer.MIN_VALUE);
        }
        return current;
    }

    /** The area of the level that gets the face, among those of the given parent (MIN_VALUE = of any). */
    private int winner(int face, int[] covers, int level, int parent) {
        int best = -1;
        int count = 0;
        for (int c : covers) {
            if (c >= work.fixed && contends(c, level, parent)) {
                count++;
                best = best < 0 || stronger(c, best) ? c : best;
            }
        }
        if (count > 1) {
            contest[face] = contest(covers, level, parent);
        }
        return best;
    }

    private boolean contends(int c, int level, int parent) {
        return work.level(c) == level && (parent == Integer.MIN_VALUE || work.parent[c] == parent);
    }

    private boolean stronger(int a, int b) {
        int bySize = Double.compare(work.rawM2[a], work.rawM2[b]);
        return bySize != 0
                ? bySize < 0
                : work.candidates.get(a).code().compareTo(work.candidates.get(b).code()) < 0;
    }

    private int contest(int[] covers, int level, int parent) {
        List<Integer> key = Arrays.stream(covers)
                .filter(c -> c >= work.fixed && contends(c, level, parent))
                .boxed()
                .sorted((a, b) -> a.equals(b) ? 0 : stronger(a, b) ? -1 : 1)
                .toList();
        return contestNumber.computeIfAbsent(key, k -> {
            contests.add(k.stream().mapToInt(Integer::intValue).toArray());
            return contests.size() - 1;
        });
    }

    /** Areas that cover the face but whose parent does not own it lose it. */
    private void clipRest(int face, int[] covers, int current) {
        for (int c : covers) {
            boolean finer = c >= work.fixed && (work.fixed > 0 || work.level(c) > work.authoritative);
            if (finer && c != current && !isOn(current, c) && !isOn(current, work.parent[c])) {
                double m2 = work.faces.m2[face];
                if (clippedAt[c] == 0 || m2 > work.faces.m2[clippedAt[c]]) {
                    clippedAt[c] = face;
                }
                clippedM2[c] += m2;
            }
        }
    }

    private boolean isOn(int chain, int candidate) {
        return candidate == -1 ? chain == -1 : candidate >= 0 && (chain == candidate || work.isBelow(chain, candidate));
    }

    private void reportOverlaps() {
        if (contests.isEmpty()) {
            return;
        }
        int[] patch = Dissolver.patches(work.plane, contest);
        double[] m2 = new double[patch.length];
        for (int f = 1; f < patch.length; f++) {
            m2[patch[f]] += contest[f] < 0 ? 0 : work.faces.m2[f];
        }
        for (int f = 1; f < patch.length; f++) {
            if (contest[f] >= 0 && patch[f] == f) {
                int[] contenders = contests.get(contest[f]);
                work.findings.add(
                        FindingCode.OVERLAP,
                        work.findings.tolerating(m2[f], work.options.sliverM2()),
                        work.subject(contenders[0]),
                        work.place(f),
                        m2[f],
                        work.label(contenders[1]));
            }
        }
    }

    private void reportClipped() {
        for (int c = work.fixed; c < clippedM2.length; c++) {
            double m2 = clippedM2[c];
            if (m2 > Work.NOISE_M2) {
                double kept = 1 - m2 / work.rawM2[c];
                FindingCode code = kept >= 0.99
                        ? FindingCode.CLIPPED
                        : kept >= 0.5 ? FindingCode.SPANS_PARENTS : FindingCode.OUTSIDE_PARENT;
                boolean small = code == FindingCode.CLIPPED || m2 <= work.options.sliverM2();
                work.findings.add(
                        code,
                        small ? Severity.REPAIRED : work.findings.repairable(),
                        work.subject(c),
                        work.place(clippedAt[c]),
                        m2,
                        work.label(Math.max(work.parent[c], -1)));
            }
        }
    }
}
