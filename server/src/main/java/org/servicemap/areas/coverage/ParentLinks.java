package org.servicemap.areas.coverage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds every candidate's parent, by the rule of its level. */
final class ParentLinks {
    private final Work work;
    private final List<Level> levels;
    private final int[] byShare;
    private final Map<String, Integer>[] codes;
    private final int finestFilled;

    private ParentLinks(Work work, List<Level> levels, SharedAreas shared) {
        this.work = work;
        this.levels = levels;
        byShare = shared.largest(work);
        codes = codes(work);
        finestFilled = firstFilled();
    }

    /** Sets {@link Work#parent} of all candidates that are not fixed. */
    static void link(Work work, List<Level> levels, SharedAreas shared) {
        ParentLinks links = new ParentLinks(work, levels, shared);
        for (int c = work.fixed; c < work.candidates.size(); c++) {
            work.parent[c] = links.allowed(c, links.parent(c));
            links.checkNesting(c, shared);
        }
    }

    /**
     * Up to the authoritative level nothing is clipped, so an area that hardly touches its parent must be said here: more likely the
     * link is wrong than the outline. Finer levels are looked at when they are clipped.
     */
    private void checkNesting(int c, SharedAreas shared) {
        int parent = work.parent[c];
        if (work.fixed > 0 || parent < 0 || work.level(c) > work.authoritative || work.rawM2[parent] == 0) {
            return;
        }
        double outside = work.rawM2[c] - shared.of(c, parent);
        double share = outside / work.rawM2[c];
        if (share > 0.01 && outside > work.options.sliverM2()) {
            boolean wrong = share > 0.5 && !work.options.repair();
            work.findings.add(
                    share > 0.5 ? FindingCode.OUTSIDE_PARENT : FindingCode.SPANS_PARENTS,
                    wrong ? Severity.ERROR : Severity.WARNING,
                    work.subject(c),
                    work.firstPlace(c),
                    outside,
                    work.label(parent));
        }
    }

    /** In a partial replacement new areas may only hang on what is replaced. */
    private int allowed(int c, int parent) {
        if (parent < 0 || parent >= work.fixed || work.open.get(parent)) {
            return parent;
        }
        add(FindingCode.OUTSIDE_PARENT, c, work.label(parent));
        return Work.ORPHAN;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Integer>[] codes(Work work) {
        Map<String, Integer>[] result = new Map[work.levels];
        for (int level = 0; level < work.levels; level++) {
            result[level] = new HashMap<>();
        }
        for (int c = 0; c < work.candidates.size(); c++) {
            result[work.level(c)].put(work.candidates.get(c).code(), c);
        }
        return result;
    }

    /** The coarsest level that has areas: what stands there needs no parent. */
    private int firstFilled() {
        int level = 0;
        while (level < codes.length && codes[level].isEmpty()) {
            level++;
        }
        return level;
    }

    private int parent(int c) {
        Candidate candidate = work.candidates.get(c);
        if (candidate.level() == finestFilled) {
            return -1;
        }
        ParentRule rule =
                work.options.parents().get(levels.get(candidate.level()).rank());
        if (rule == null) {
            rule = candidate.parentCode() == null ? ParentRule.SHARE : ParentRule.FIELD;
        }
        return switch (rule.by()) {
            case FIELD -> byField(c, candidate);
            case PREFIX -> orShare(c, byPrefix(candidate, rule.length()), prefix(candidate.code(), rule.length()));
            case SHARE -> orOrphan(c, byShare[c]);
        };
    }

    private int byField(int c, Candidate candidate) {
        String code = candidate.parentCode();
        for (int level = candidate.level() - 1; code != null && level >= 0; level--) {
            Integer found = codes[level].get(code);
            if (found != null) {
                return found;
            }
        }
        if (code != null && inFinerLevel(candidate.level(), code) >= 0) {
            FindingCode what = circles(c) ? FindingCode.CYCLIC_PARENT : FindingCode.PARENT_NOT_COARSER;
            add(what, c, code);
            return byShare[c] >= 0 ? byShare[c] : Work.ORPHAN;
        }
        return orShare(c, -1, code == null ? "?" : code);
    }

    private int inFinerLevel(int from, String code) {
        for (int level = from; level < codes.length; level++) {
            Integer found = codes[level].get(code);
            if (found != null) {
                return found;
            }
        }
        return -1;
    }

    private boolean circles(int start) {
        Set<Integer> seen = new HashSet<>();
        int at = start;
        while (at >= 0 && seen.add(at)) {
            String code = work.candidates.get(at).parentCode();
            at = code == null ? -1 : inFinerLevel(0, code);
        }
        return at >= 0;
    }

    private int byPrefix(Candidate candidate, int length) {
        for (int level = candidate.level() - 1; level >= 0; level--) {
            int found = length > 0
                    ? withPrefix(codes[level], prefix(candidate.code(), length))
                    : longestPrefix(codes[level], candidate.code());
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    private static String prefix(String code, int length) {
        return code.substring(0, Math.min(length, code.length()));
    }

    /** A code equal to the prefix, or to the prefix filled up with zeros (110101 may be written 110101000000). */
    private static int withPrefix(Map<String, Integer> codes, String prefix) {
        StringBuilder padded = new StringBuilder(prefix);
        while (padded.length() <= prefix.length() + 12) {
            Integer found = codes.get(padded.toString());
            if (found != null) {
                return found;
            }
            padded.append('0');
        }
        return -1;
    }

    private static int longestPrefix(Map<String, Integer> codes, String code) {
        for (int length = code.length() - 1; length > 0; length--) {
            int found = withPrefix(codes, code.substring(0, length));
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    /** What was found; else an unknown parent is said and the share decides. */
    private int orShare(int c, int found, String named) {
        if (found >= 0) {
            return found;
        }
        add(FindingCode.UNKNOWN_PARENT, c, named);
        return byShare[c] >= 0 ? byShare[c] : Work.ORPHAN;
    }

    private int orOrphan(int c, int found) {
        if (found >= 0) {
            return found;
        }
        add(FindingCode.UNKNOWN_PARENT, c, "?");
        return work.level(c) <= work.authoritative ? -1 : Work.ORPHAN;
    }

    private void add(FindingCode code, int c, String named) {
        work.findings.add(code, work.findings.repairable(), work.subject(c), work.firstPlace(c), work.rawM2[c], named);
    }
}
