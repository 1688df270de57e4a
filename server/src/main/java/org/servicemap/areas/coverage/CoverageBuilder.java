package org.servicemap.areas.coverage;

import java.util.List;
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
        Findings findings = new Findings(options.repair());
        Intake intake = new Intake(levels, findings);
        features.forEach(intake::add);
        BBox box = intake.box();
        if (box == null) {
            findings.add(FindingCode.NO_AREAS, Severity.ERROR, Findings.Subject.NONE, null, 0, null);
            return new CoverageResult(null, findings.report());
        }
        CanonicalGrid grid = CanonicalGrid.covering(box);
        List<Candidate> candidates = intake.candidates();
        int[][][][] shapes = snap(candidates, grid, findings);
        int authoritative = levels.indexOf(level(levels, authoritativeRank));
        Work work = new Work(candidates, shapes, 0, levels.size(), authoritative, grid, options, findings);
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

    /** A coverage in which the parent's descendants are replaced by the features (of levels finer than the parent's). */
    public static CoverageResult replaceChildren(
            Coverage base, int parentOrdinal, Iterable<SourceFeature> features, CoverageOptions options) {
        throw new UnsupportedOperationException("not yet");
    }
}
