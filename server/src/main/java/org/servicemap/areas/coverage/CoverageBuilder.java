package org.servicemap.areas.coverage;

import java.util.List;

/** From source features of all levels to one canonical {@link Coverage}. Stateless. */
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
        throw new UnsupportedOperationException("not yet");
    }

    /** A coverage in which the parent's descendants are replaced by the features (of levels finer than the parent's). */
    public static CoverageResult replaceChildren(
            Coverage base, int parentOrdinal, Iterable<SourceFeature> features, CoverageOptions options) {
        throw new UnsupportedOperationException("not yet");
    }
}
