package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.servicemap.geo.BBox;

/**
 * From source features of all levels to one canonical {@link Coverage}. Stateless.
 *
 * <p>All boundaries of all levels are put on the grid and noded together ({@link Noder}); the faces of the plane that they cut
 * up ({@link Arrangement}) know which features cover them, and each face is given to one area ({@link Ownership},
 * {@link Mending}). So gaps, overlaps, and what is clipped are faces with an exact area, and the result is noded by construction.
 */
public final class CoverageBuilder {
    private CoverageBuilder() {}

    /**
     * Builds a coverage.
     *
     * @param levels coarsest first
     * @param authoritativeRank rank of the level to which finer ones are clipped and from which coarser ones are rebuilt
     * @param features in any order, read once
     */
    public static CoverageResult build(
            List<Level> levels, int authoritativeRank, Iterable<SourceFeature> features, CoverageOptions options) {
        return build(levels, authoritativeRank, features, () -> true, options);
    }

    /**
     * The same of layers that may not be readable to their end.
     *
     * @param whole asked when the features were read: whether these are all. When they are not there is no coverage, and the report
     *     says only what could be told of each feature alone, since borders with what is missing mean nothing
     */
    public static CoverageResult build(
            List<Level> levels,
            int authoritativeRank,
            Iterable<SourceFeature> features,
            BooleanSupplier whole,
            CoverageOptions options) {
        Findings findings = new Findings(options.repair());
        Intake intake = new Intake(levels, findings);
        features.forEach(intake::add);
        if (!whole.getAsBoolean()) {
            return new CoverageResult(null, findings.report());
        }
        BBox box = intake.box();
        if (box == null) {
            findings.add(FindingCode.NO_AREAS, Severity.ERROR, Findings.Subject.NONE, null, 0, null);
            return new CoverageResult(null, findings.report());
        }
        CanonicalGrid grid = CanonicalGrid.covering(box);
        List<Candidate> candidates = intake.candidates();
        int[][][][] shapes = snap(candidates, grid, findings);
        int authoritative = levels.indexOf(level(levels, authoritativeRank));
        Work work =
                new Work(candidates, shapes, 0, new BitSet(), levels.size(), authoritative, grid, options, findings);
        return finish(work, levels);
    }

    private static CoverageResult finish(Work work, List<Level> levels) {
        SharedAreas shared = new SharedAreas(work);
        ParentLinks.link(work, levels, shared);
        Ownership.decide(work);
        Mending.mend(work);
        Coverage coverage = Assembly.assemble(work, levels);
        return new CoverageResult(coverage, work.findings.report());
    }

    private static int[][][][] snap(List<Candidate> candidates, CanonicalGrid grid, Findings findings) {
        SnappedRings rings = new SnappedRings(grid, findings);
        int[][][][] shapes = new int[candidates.size()][][][];
        IntStream.range(0, shapes.length).parallel().forEach(c -> shapes[c] = rings.of(candidates.get(c)));
        return shapes;
    }

    private static Level level(List<Level> levels, int rank) {
        return levels.stream()
                .filter(level -> level.rank() == rank)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no level has the authoritative rank " + rank));
    }

    /**
     * A coverage in which the parent's descendants are replaced by the features, from the coarsest level among the features
     * downwards; new areas are clipped to what stays. Everything else keeps its arrays, but where a new border meets the border of an
     * area that stays between two vertices, that area gets the vertex (rounded to the grid), as exact noding demands.
     */
    public static CoverageResult replaceChildren(
            Coverage base, int parentOrdinal, Iterable<SourceFeature> features, CoverageOptions options) {
        return replaceChildren(base, parentOrdinal, features, () -> true, options);
    }

    /** The same of layers that may not be readable to their end. */
    public static CoverageResult replaceChildren(
            Coverage base,
            int parentOrdinal,
            Iterable<SourceFeature> features,
            BooleanSupplier whole,
            CoverageOptions options) {
        Findings findings = new Findings(options.repair());
        Intake intake = new Intake(base.levels(), findings);
        features.forEach(intake::add);
        if (!whole.getAsBoolean()) {
            return new CoverageResult(null, findings.report());
        }
        CoverageArea parent = base.areas().get(parentOrdinal);
        int from = base.levels().size();
        for (Candidate candidate : intake.candidates()) {
            from = Math.min(from, candidate.level());
            if (base.levels().get(candidate.level()).rank() <= parent.level()) {
                findings.add(
                        FindingCode.UNKNOWN_LEVEL, Severity.ERROR, candidate.subject(), candidate.place(), 0, null);
            }
        }
        BBox box = intake.box();
        Replacement replacement = new Replacement(base, parentOrdinal, from);
        if (box == null) {
            findings.add(FindingCode.NO_AREAS, Severity.ERROR, Findings.Subject.NONE, null, 0, null);
        } else if (!replacement.onGrid(box)) {
            findings.add(FindingCode.COORDINATE_OUT_OF_RANGE, Severity.ERROR, Findings.Subject.NONE, null, 0, null);
        }
        checkCodes(replacement, intake.candidates(), findings);
        if (box == null || findings.hasErrors() && !replacement.onGrid(box)) {
            return new CoverageResult(null, findings.report());
        }
        CoverageResult result =
                finish(replaced(base, replacement, intake.candidates(), options, findings), base.levels());
        Coverage coverage = result.coverage();
        return coverage == null ? result : new CoverageResult(replacement.sharing(coverage), result.report());
    }

    private static void checkCodes(Replacement replacement, List<Candidate> candidates, Findings findings) {
        for (Candidate candidate : candidates) {
            if (replacement.keeps(candidate.level(), candidate.code())) {
                findings.add(
                        FindingCode.DUPLICATE_CODE,
                        Severity.ERROR,
                        candidate.subject(),
                        candidate.place(),
                        0,
                        candidate.code());
            }
        }
    }

    private static Work replaced(
            Coverage base, Replacement replacement, List<Candidate> added, CoverageOptions options, Findings findings) {
        List<Candidate> all = new ArrayList<>(replacement.kept);
        all.addAll(added);
        int[][][][] kept = replacement.regions();
        int[][][][] shapes = Arrays.copyOf(kept, all.size());
        System.arraycopy(snap(added, base.grid(), findings), 0, shapes, kept.length, added.size());
        int levels = base.levels().size();
        Work work =
                new Work(all, shapes, kept.length, replacement.open(), levels, levels, base.grid(), options, findings);
        replacement.link(work.parent);
        return work;
    }
}
